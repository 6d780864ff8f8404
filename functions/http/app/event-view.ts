import type { CalendarEventView } from '../../../shared/api/events.ts'
import { answersInWords, type Booking } from '../../../shared/domain/booking/booking.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import type { Occurrence } from '../../../shared/domain/recurrence/occurrence.ts'
import { cancelledKeys, rulesOf } from '../../../shared/domain/recurrence/repetition.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'

/** When something is, as the wire writes it. */
export function timesView(times: EventTimes) {
  return times.kind === 'timed'
    ? { startsAt: formatInstant(times.startsAt), endsAt: formatInstant(times.endsAt), timeZone: times.timeZone }
    : { startDate: times.startDate, endDate: times.endDate }
}

/** A member by name, also one who has left. */
export function person(members: Member[], id: string) {
  const member = members.find((one) => one.id === id)
  return { id, name: member?.name ?? 'Former member', email: member?.email ?? '' }
}

function repetitionView(event: CalendarEvent) {
  const exdates = cancelledKeys(event)
  return {
    ...rulesOf(event),
    ...(exdates.length > 0 && { exdates }),
    ...(event.splitFrom && { splitFrom: event.splitFrom }),
    ...(event.continuedBy !== undefined && { continuedBy: event.continuedBy }),
  }
}

/** What this reader answered; nothing where they were not asked. */
export const ownReply = (event: CalendarEvent, reader: Member) =>
  event.attendees.find(({ memberId }) => memberId === reader.id)?.reply

/** A private event is only a busy time to those who are not in it (D8). */
export const isHiddenFrom = (event: CalendarEvent, reader: Member) =>
  event.privacy === 'private' && event.organizerId !== reader.id && ownReply(event, reader) === undefined

const nothingSaid = { description: '', location: '', videoCallUrl: '', attendees: [] }

/** An event as this reader may see it, whole. */
export function eventView(
  event: CalendarEvent,
  occurrence: Occurrence | undefined,
  reader: Member,
  members: Member[],
): CalendarEventView {
  const own = occurrence?.key === undefined ? undefined : event.changedOccurrences[occurrence.key]
  const common = {
    id: event.id,
    version: event.version,
    ...timesView(occurrence?.times ?? event.times),
    ...repetitionView(event),
    ...(occurrence?.key !== undefined && { occurrence: occurrence.key }),
    ...(occurrence?.isChanged && { isChangedOccurrence: true }),
    organizer: person(members, event.organizerId),
    privacy: event.privacy,
    showAs: event.showAs,
    ...(event.resources && event.resources.length > 0 && { resources: event.resources }),
    source: event.source.kind,
  }
  if (isHiddenFrom(event, reader)) {
    const { rrule: _r, moreRules: _m, rdates: _d, exdates: _e, splitFrom: _s, continuedBy: _c, ...rest } = common
    return { ...rest, ...nothingSaid, title: 'Busy', canChange: false, isBusyOnly: true }
  }
  return {
    ...common,
    title: event.title,
    description: event.description,
    location: event.location,
    videoCallUrl: event.videoCallUrl,
    ...(own &&
      !own.isCancelled && {
        title: own.title ?? event.title,
        description: own.description ?? event.description,
        location: own.location ?? event.location,
        videoCallUrl: own.videoCallUrl ?? event.videoCallUrl,
      }),
    attendees: event.attendees.map(({ email, name, reply }) => ({ email, ...(name && { name }), reply })),
    canChange: event.organizerId === reader.id,
  }
}

/** Whose appointment it is only its hosts and admins see. */
export const maySeeCustomer = (booking: Booking, reader: Member) =>
  booking.hosts.includes(reader.id) || reader.role !== 'member'

/** A booking as it stands in its hosts' calendars; a colleague sees the type, not the customer. */
export function bookingEventView(booking: Booking, reader: Member, members: Member[]): CalendarEventView {
  const maySee = maySeeCustomer(booking, reader)
  const { customer } = booking
  return {
    id: booking.id,
    version: booking.version,
    title: maySee ? `${booking.title}: ${customer.name}` : booking.title,
    startsAt: formatInstant(booking.startsAt),
    endsAt: formatInstant(booking.endsAt),
    timeZone: reader.timeZone,
    attendees: maySee ? [{ email: customer.email, name: customer.name, reply: 'accepted' }] : [],
    organizer: person(members, booking.hosts[0] ?? booking.resources[0] ?? ''),
    privacy: 'public',
    showAs: 'busy',
    description: maySee
      ? answersInWords(booking)
          .map(({ question, answer }) => `${question}: ${answer}`)
          .join('\n')
      : '',
    location: booking.location,
    videoCallUrl: '',
    canChange: maySee,
    ...(maySee && {
      booking: { type: booking.type, status: booking.status, customer: { name: customer.name, email: customer.email } },
    }),
    source: 'almanac',
  }
}

/** What a class is called: with the seats that are taken. */
export function classTitle(seats: Booking[]): string {
  const taken = seats.reduce((sum, booking) => sum + booking.seats, 0)
  return `${seats[0]!.title} (${taken} of ${seats[0]!.session!.capacity})`
}

/** A class as one thing: how many seats are taken, and by whom for those who may know. It is moved seat by seat, not here. */
export function classEventView(seats: Booking[], reader: Member, members: Member[]): CalendarEventView {
  const [first] = seats
  const view = bookingEventView(first!, reader, members)
  const { booking: _booking, ...rest } = view
  return {
    ...rest,
    title: classTitle(seats),
    description: '',
    attendees: view.canChange
      ? seats.map(({ customer }) => ({ email: customer.email, name: customer.name, reply: 'accepted' as const }))
      : [],
    canChange: false,
  }
}
