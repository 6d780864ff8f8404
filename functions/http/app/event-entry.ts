import type { EventEntry } from '../../../shared/api/event-list.ts'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { Entry } from '../../../shared/domain/calendar/entry.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Occurrence } from '../../../shared/domain/recurrence/occurrence.ts'
import { bookingEventView, classTitle, maySeeCustomer } from './event-booking-view.ts'
import { timesView } from './event-times.ts'
import { isHiddenFrom, ownReply, person } from './event-view.ts'

/** One entry of a calendar as a list shows it: what a grid draws, and no more. */
export function entryView(entry: Entry, reader: Member, members: Member[]): EventEntry {
  if ('session' in entry) return classEntry(entry.session, reader, members)
  if ('booking' in entry) return bookingEntry(entry.booking, reader, members, entry.isOverlapped)
  return eventEntry(entry.event, entry.occurrence, reader, members)
}

type Mark = EventEntry['marks'][number]

const marks = (given: Partial<Record<Mark, boolean | undefined>>): Mark[] =>
  (Object.keys(given) as Mark[]).filter((name) => given[name])

function eventEntry(
  event: CalendarEvent,
  { key, times, isChanged, isCut }: Occurrence,
  reader: Member,
  members: Member[],
): EventEntry {
  const isHidden = isHiddenFrom(event, reader)
  const change = key === undefined ? undefined : event.changedOccurrences[key]
  const own = change?.isCancelled ? undefined : change
  const reply = ownReply(event, reader)
  return {
    id: event.id,
    ...(key !== undefined && { occurrence: key }),
    version: event.version,
    title: isHidden ? 'Busy' : (own?.title ?? event.title),
    ...timesView(times),
    location: isHidden ? '' : (own?.location ?? event.location),
    tags: [],
    privacy: event.privacy,
    showAs: event.showAs,
    ...(reply && { reply }),
    organizer: person(members, event.organizerId),
    attendeeCount: isHidden ? 0 : event.attendees.length,
    marks: marks({ changed: isChanged, private: event.privacy === 'private', cut: isCut }),
  }
}

function bookingEntry(booking: Booking, reader: Member, members: Member[], isOverlapped: boolean): EventEntry {
  const { id, version, title, startsAt, endsAt, timeZone, location, privacy, showAs, organizer, attendees } =
    bookingEventView(booking, reader, members)
  return {
    id,
    version,
    title,
    startsAt,
    endsAt,
    timeZone,
    location,
    tags: [],
    privacy,
    showAs,
    organizer,
    attendeeCount: attendees.length,
    marks: marks({
      booking: maySeeCustomer(booking, reader),
      pending: maySeeCustomer(booking, reader) && booking.status === 'pending',
      overlapped: isOverlapped,
    }),
  }
}

function classEntry(seats: Booking[], reader: Member, members: Member[]): EventEntry {
  const entry = bookingEntry(seats[0]!, reader, members, false)
  const isKnown = maySeeCustomer(seats[0]!, reader)
  return { ...entry, title: classTitle(seats), attendeeCount: isKnown ? seats.length : 0 }
}
