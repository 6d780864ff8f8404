import type { CalendarEvent } from '../event/calendar-event.ts'
import type { Attendee } from '../people/attendee.ts'
import { type EventTimes, occurrenceKey, spanOf, timesFrom } from '../recurrence/event-times.ts'
import { hasOccurrence, type Start, startOfKey } from '../recurrence/occurrence.ts'
import { ruleOf, ruleText, type Until } from '../recurrence/recurrence-rule.ts'
import { isSeries } from '../recurrence/repetition.ts'
import { lastEndOf } from '../recurrence/series-end.ts'
import { startOf } from '../recurrence/series-starts.ts'
import { dateOfDayNumber, instantOfWall, startOfDay } from '../time/time.ts'
import { DAY_MS, SECOND_MS } from '../time/units.ts'
import { calendarText, type FileAttendee, type FileEntry, type FileOrganizer } from './calendar-file.ts'
import { type Held, heldBy, heldDate, type Person } from './held.ts'
import type { LetterFile } from './who-hears.ts'

/** What a file says beside what stands in its event. */
export interface FileNames {
  /** With `sentBy`, where somebody else does it, and `replyTo`, where this installation receives mail. */
  organizer: FileOrganizer
  /** Names of rooms, by their ids. */
  rooms: Record<string, string>
  /** Where its reader sees and answers it. */
  url?: string
}

/** The end of a rule as RFC 5545 (3.3.10) wants it: a date beside a date, else an instant in UTC. */
function untilFor(until: Until, times: EventTimes): Until {
  if (times.kind === 'allDay') {
    if (until.kind === 'date') return until
    return { kind: 'date', day: Math.floor((until.kind === 'instant' ? until.at : until.wall) / DAY_MS) }
  }
  if (until.kind === 'instant') return until
  if (until.kind === 'wall') return { kind: 'instant', at: instantOfWall(until.wall, times.timeZone) }
  const nextDay = startOfDay(dateOfDayNumber(until.day + 1), times.timeZone)
  return { kind: 'instant', at: nextDay - SECOND_MS }
}

function ruleFor(text: string, times: EventTimes): string {
  const rule = ruleOf(text)
  const ofDays = times.kind === 'allDay' && { byHour: [], byMinute: [], bySecond: [] }
  return ruleText({ ...rule, ...ofDays, ...(rule.until && { until: untilFor(rule.until, times) }) })
}

const VISIBILITY = { private: 'PRIVATE', confidential: 'CONFIDENTIAL', public: undefined } as const

/** Who is asked, as a file names them; whoever holds it comes first and is asked nothing. */
function attendeesFor(people: readonly Attendee[], { name, email }: FileOrganizer): FileAttendee[] {
  const asked = people
    .filter((one) => one.email !== email)
    .map((one) => ({
      name: one.name ?? one.email,
      email: one.email,
      reply: one.reply,
      ...(one.isOptional && { isOptional: true }),
      ...(one.reply === 'needsAction' && { asksReply: true }),
    }))
  return [{ name, email, reply: 'accepted', isChair: true }, ...asked]
}

function placeFor({ location, resources = [], videoCallUrl }: CalendarEvent, rooms: FileNames['rooms']): string {
  const places = [location, ...resources.map((id) => rooms[id] ?? '')].filter((one) => one !== '')
  return places.length > 0 ? places.join(', ') : videoCallUrl
}

type Common = Omit<FileEntry, 'attendees'>

function commonOf(event: CalendarEvent, file: LetterFile, { organizer, rooms, url }: FileNames): Common {
  const visibility = VISIBILITY[event.privacy]
  return {
    uid: event.icalUid,
    sequence: file.sequence,
    stampedAt: file.stampedAt,
    changedAt: file.stampedAt,
    times: event.times,
    summary: event.title,
    description: event.description,
    location: placeFor(event, rooms),
    ...(event.videoCallUrl && { videoCallUrl: event.videoCallUrl }),
    ...(url !== undefined && { url }),
    ...(event.showAs === 'free' && { isFree: true }),
    ...(visibility && { visibility }),
    organizer,
  }
}

/** The starts that a series' own rules do not give, and those of its rules that are not held. */
function exceptions(held: Held, email: string): { rdates: Start[]; exdates: Start[] } {
  const { event } = held
  const start = (key: string) => startOfKey(event, key)!
  const first = occurrenceKey(startOf(event.times))
  const changed = Object.keys(event.changedOccurrences)
  const isThere = (key: string) => heldDate(held, key, email).is === 'there'
  const extra = changed.filter((key) => isThere(key) && !hasOccurrence(event, key))
  const gone = changed.filter((key) => !isThere(key) && hasOccurrence(event, key))
  // iCalendar takes the start for a date of the series, whether its rules name it or not (RFC 5545, 3.8.5.3).
  const isNone = isSeries(event) && !hasOccurrence(event, first)
  return {
    rdates: [...(event.rdates ?? []), ...extra].sort().map(start),
    exdates: [...gone, ...(isNone ? [first] : [])].sort().map(start),
  }
}

/** The whole of a series, as it is held. */
function seriesEntry(held: Held, person: Person, file: LetterFile, names: FileNames, attendees: FileAttendee[]) {
  const { event } = held
  const { rrule, moreRules = [] } = event
  const lastEndsAt = lastEndOf(event)
  const entry: FileEntry = {
    ...commonOf(event, file, names),
    rules: (rrule === undefined ? [] : [rrule, ...moreRules]).map((rule) => ruleFor(rule, event.times)),
    ...exceptions(held, person.email),
    ...(lastEndsAt !== undefined && { lastEndsAt }),
    attendees,
  }
  return entry
}

/** Some dates of a series as if they were all of it. */
function datesEntry(
  { event }: Held,
  keys: string[],
  file: LetterFile,
  names: FileNames,
  attendees: FileAttendee[],
): FileEntry {
  const starts = keys.map((key) => startOfKey(event, key)!)
  const times = timesFrom(event.times, starts[0]!)
  const last = timesFrom(event.times, starts.at(-1)!)
  return { ...commonOf(event, file, names), times, rdates: starts, lastEndsAt: spanOf(last, 'UTC').to, attendees }
}

function dateEntry(
  held: Held,
  key: string,
  person: Person,
  file: LetterFile,
  names: FileNames,
  attendees: (asked: Attendee[]) => FileAttendee[],
): FileEntry[] {
  const { event } = held
  const date = heldDate(held, key, person.email)
  if (date.is !== 'there') return []
  const people = date.event.attendees
  return [
    {
      ...commonOf(date.event, file, names),
      recurrenceId: {
        start: startOfKey(event, key)!,
        timeZone: event.times.kind === 'timed' ? event.times.timeZone : 'UTC',
      },
      times: date.times,
      attendees: attendees(people),
    },
  ]
}

/** The dates of a series that its file writes out: changed ones, and those that its reader answered by themselves. */
function writtenDates(held: Held): string[] {
  const { event, attendee } = held
  const changed = Object.keys(event.changedOccurrences).filter((key) => !event.changedOccurrences[key]!.isCancelled)
  const answered = (attendee?.answers ?? []).filter(({ isOnwards }) => !isOnwards).map(({ key }) => key)
  return [...new Set([...changed, ...answered])].sort()
}

/**
 * The calendar file of a letter: all that its reader is asked to of an event, or what of it is called off, which then
 * names nobody but them.
 */
export function eventFile(file: LetterFile, person: Person, names: FileNames): string {
  const held = heldBy({ ...file.event, isDraft: false }, person)
  if (!held) return calendarText(file.method, [])
  const isCancel = file.method === 'CANCEL'
  const named = (people: readonly Attendee[]): FileAttendee[] => {
    const all = attendeesFor(people, names.organizer)
    if (!isCancel) return all
    return all.filter(({ email }) => email === person.email).map(({ asksReply: _over, ...one }) => one)
  }
  const date = (key: string) => dateEntry(held, key, person, file, names, named)
  const keys = file.keys ?? held.only
  if (keys && file.replacesAll) {
    const all = datesEntry(held, keys, file, names, named(file.event.attendees))
    return calendarText(file.method, [all, ...keys.flatMap(date)])
  }
  if (keys) return calendarText(file.method, keys.flatMap(date))
  if (!isSeries(file.event))
    return calendarText(file.method, [{ ...commonOf(file.event, file, names), attendees: named(file.event.attendees) }])
  const whole = seriesEntry(held, person, file, names, named(file.event.attendees))
  return calendarText(file.method, isCancel ? [whole] : [whole, ...writtenDates(held).flatMap(date)])
}
