import { answersInWords, type Booking } from '../booking/booking.ts'
import { type CalendarEvent, UNTITLED } from '../event/calendar-event.ts'
import { cancelledKeys } from '../recurrence/repetition.ts'
import type { TimeZone } from '../time/time.ts'
import type { ProviderEvent } from './provider-event.ts'

/** A booking as it is to stand in its host's own calendar. */
export function bookingCopy(booking: Booking, timeZone: TimeZone): ProviderEvent {
  const answers = answersInWords(booking).map(({ question, answer }) => `${question}: ${answer}`)
  return {
    title: `${booking.title}: ${booking.customer.name}`,
    description: [`${booking.customer.name} <${booking.customer.email}>`, ...answers].join('\n'),
    location: booking.location,
    times: { kind: 'timed', startsAt: booking.startsAt, endsAt: booking.endsAt, timeZone },
    isPrivate: false,
    isFree: false,
  }
}

export function eventCopy(event: CalendarEvent): ProviderEvent {
  const { title, description, location, times, rrule, moreRules, rdates, privacy, showAs } = event
  const exdates = cancelledKeys(event)
  return {
    title: title === UNTITLED ? '' : title,
    description,
    location,
    times,
    ...(rrule !== undefined && { rrule }),
    ...(moreRules && { moreRules }),
    ...(rdates && { rdates }),
    ...(exdates.length > 0 && { exdates }),
    isPrivate: privacy !== 'public',
    isFree: showAs === 'free',
  }
}
