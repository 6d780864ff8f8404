import { calendarProviders } from '../../../shared/domain/event/calendar-providers.ts'
import type { CalendarModel } from '../calendar/calendar-model.svelte.ts'
import type { EventView } from '../calendar/event-actions.svelte.ts'
import type { CardEvent } from '../ui/event/card-event.ts'
import type { EventLook } from '../ui/event/event-look.ts'
import { titleFor } from '../ui/event/event-words.ts'
import { isOnMap } from './on-map.ts'
import { paymentInWords } from './payment-words.ts'
import { ruleTimes, sentenceOf } from './repetition.ts'

/** An opened event as its card says it. */
export function cardOf(calendar: CalendarModel, look: EventLook, event: EventView): CardEvent {
  const { reader, zone, rooms } = calendar
  const repetition = sentenceOf({ zone, locale: reader.locale }, ruleTimes(calendar, event), event)
  const names = (event.resources ?? []).map((id) => rooms.find((room) => room.id === id)?.name ?? '').filter(Boolean)
  const place = [...names, event.location].filter(Boolean).join(', ')
  const tags = (event.tags ?? []).flatMap((id) => calendar.tags.find((tag) => tag.id === id) ?? [])
  return {
    ...look,
    title: titleFor(event, reader),
    attendees: event.attendees.map(
      ({ name, email, reply, isOptional = false, isOnlyThisDate = false, comment, mailFault }) => ({
        name: name ?? email,
        email,
        reply,
        isOptional,
        isOnlyThisDate,
        ...(comment !== undefined && { comment }),
        mailFault,
      }),
    ),
    ...(repetition !== '' && { repetition }),
    ...(place !== '' && { place }),
    ...(isOnMap(event.location) && {
      mapUrl: `https://www.openstreetmap.org/search?query=${encodeURIComponent(event.location)}`,
    }),
    ...(event.videoCallUrl !== '' && { videoCallUrl: event.videoCallUrl }),
    ...(event.description !== '' && { description: event.description }),
    ...(event.descriptionHtml !== '' && { descriptionHtml: event.descriptionHtml }),
    ...(tags.length > 0 && { tags }),
    ...(event.attachments.length > 0 && { attachments: event.attachments }),
    ...(event.source !== 'almanac' && { source: calendarProviders[event.source].name }),
    ...(event.record && { record: { title: event.record.title, href: `/records/${event.record.id}` } }),
    ...(event.booking && {
      customer: event.booking.customer,
      ...(event.booking.recordId !== undefined &&
        event.booking.recordId !== event.recordId && { recordHref: `/records/${event.booking.recordId}` }),
      ...(event.booking.answerBy !== undefined && {
        answerBy: reader.say('answerBy', { until: reader.moment(Date.parse(event.booking.answerBy)) }),
      }),
      ...(event.booking.payment && { payment: paymentInWords(event.booking.payment, reader.locale) }),
      // Who booked it comes: nobody was asked for an answer.
      attendees: [],
    }),
  }
}
