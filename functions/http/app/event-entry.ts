import type { EventEntry } from '../../../shared/api/event-list.ts'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import { BUSY_TIME } from '../../../shared/domain/calendar/busy-time.ts'
import type { Entry } from '../../../shared/domain/calendar/entry.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { holdersOnDate } from '../../../shared/domain/event/event-placement.ts'
import { eventAt } from '../../../shared/domain/event/people-at.ts'
import { firstCalendarId } from '../../../shared/domain/people/calendar.ts'
import { tagsToday } from '../../../shared/domain/people/tag.ts'
import type { Occurrence } from '../../../shared/domain/recurrence/occurrence.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { bookingEventView, classTitle, maySeeCustomer } from './event-booking-view.ts'
import { calendarIdFor, isHiddenFrom, type Reading } from './event-reading.ts'
import { timesView } from './event-times.ts'
import { ownReply, person } from './event-view.ts'

/**
 * One entry of a calendar as a list shows it: what a grid draws, and no more. What the reader may only know to be taken
 * is a time of each whose it is; what is shown as free takes nobody's.
 * @param shown the members asked for
 * @param veil what names a time that is merely taken
 */
export function entryViews(
  entry: Entry,
  reading: Reading,
  shown: string[],
  veil: (named: string) => string,
): EventEntry[] {
  const view = entryView(entry, reading, shown)
  if (!view.isBusyOnly) return [view]
  return view.showAs === 'busy' ? busyTimes(view, reading, veil) : []
}

/**
 * That somebody's time is taken, once for each whose time it is: not by whom, nor with whom they share it, nor by what
 * it could be found again.
 */
function busyTimes(entry: EventEntry, { members }: Reading, veil: (named: string) => string): EventEntry[] {
  const { occurrence, calendarId: _calendar, ...rest } = entry
  const idFor = (whose: string) => `${BUSY_TIME}${veil(JSON.stringify([entry.id, occurrence, whose])).slice(0, 24)}`
  const marks = entry.marks.filter((mark) => mark !== 'changed')
  const time = { ...rest, version: 1, marks }
  // In a team's calendar alone: whoever put it there is seen, and nobody else.
  if (entry.ownerIds.length === 0)
    return [{ ...time, id: idFor(''), ...(entry.calendarId && { calendarId: entry.calendarId }) }]
  return entry.ownerIds.map((owner) => {
    const isMember = members.some(({ id }) => id === owner)
    return {
      ...time,
      id: idFor(owner),
      organizer: isMember ? person(members, owner) : { id: owner, name: '', email: '' },
      ...(isMember && entry.calendarId && { calendarId: firstCalendarId(owner) }),
      ownerIds: [owner],
    }
  })
}

function entryView(entry: Entry, reading: Reading, shown: string[]): EventEntry {
  if ('event' in entry) return eventEntry(entry.event, entry.occurrence, reading, shown)
  const [first] = 'session' in entry ? entry.session : [entry.booking]
  const ownerIds = shown.filter((id) => first!.hosts.includes(id) || first!.resources.includes(id))
  if ('session' in entry) return { ...classEntry(entry.session, reading), ownerIds }
  return { ...bookingEntry(entry.booking, reading, entry.isOverlapped), ownerIds }
}

/** An event as one, a series with the times that it begins by. */
export const wholeEntry = (event: CalendarEvent, reading: Reading) =>
  eventEntry(event, { times: event.times, isChanged: false }, reading, [reading.reader.id])

/** One meeting of an event, for a reader who asked for nobody's calendar. */
export const meetingEntry = (event: CalendarEvent, occurrence: Occurrence, reading: Reading) =>
  eventEntry(eventAt(event, occurrence.key), occurrence, reading, [reading.reader.id])

type Mark = EventEntry['marks'][number]

const marks = (given: Partial<Record<Mark, boolean | undefined>>): Mark[] =>
  (Object.keys(given) as Mark[]).filter((name) => given[name])

/** An event as it is on one of its dates, or as a whole, as a list shows it. */
function eventEntry(
  event: CalendarEvent,
  { key, times, isChanged, isCut }: Occurrence,
  reading: Reading,
  shown: string[],
): EventEntry {
  const { reader, members, tags } = reading
  const isHidden = isHiddenFrom(event, reading, 'list')
  const reply = ownReply(event, reader)
  const holders = holdersOnDate(event)
  return {
    id: event.id,
    ...(key !== undefined && { occurrence: key }),
    version: event.version,
    title: isHidden ? 'Busy' : event.title,
    ...timesView(times),
    location: isHidden ? '' : event.location,
    tags: isHidden ? [] : tagsToday(tags, event.tags),
    privacy: event.privacy,
    showAs: event.showAs,
    ...(reply && { reply }),
    organizer: person(members, event.organizerId),
    calendarId: calendarIdFor(event, reading),
    ownerIds: shown.filter((id) => holders.includes(id)),
    attendeeCount: isHidden ? 0 : event.attendees.length,
    marks: marks({
      draft: event.isDraft,
      changed: isChanged,
      private: event.privacy === 'private',
      confidential: event.privacy === 'confidential',
      cut: isCut,
    }),
    ...(isHidden && { isBusyOnly: true }),
  }
}

/** A booking as a list shows it. */
export function bookingEntry(booking: Booking, reading: Reading, isOverlapped: boolean): EventEntry {
  const { reader } = reading
  const {
    id,
    version,
    title,
    startsAt,
    endsAt,
    timeZone,
    location,
    privacy,
    showAs,
    organizer,
    attendees,
    isBusyOnly,
  } = bookingEventView(booking, reading)
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
    ownerIds: [],
    attendeeCount: attendees.length,
    ...(booking.answerBy !== undefined &&
      maySeeCustomer(booking, reader) && { answerBy: formatInstant(booking.answerBy) }),
    marks: marks({
      booking: maySeeCustomer(booking, reader),
      pending: maySeeCustomer(booking, reader) && booking.status === 'pending',
      overlapped: isOverlapped,
    }),
    ...(isBusyOnly && { isBusyOnly }),
  }
}

function classEntry(seats: Booking[], reading: Reading): EventEntry {
  const entry = bookingEntry(seats[0]!, reading, false)
  const isKnown = maySeeCustomer(seats[0]!, reading.reader)
  return { ...entry, ...classTitle(seats, reading), attendeeCount: isKnown ? seats.length : 0 }
}
