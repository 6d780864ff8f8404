import type { Attendee } from './attendee.ts'
import {
  addDays,
  daysBetween,
  formatInstant,
  type Instant,
  type LocalDate,
  type LocalDateTime,
  localDateTimeOf,
  startOfDay,
  type TimeZone,
} from './time.ts'
import type { Undo } from './undo.ts'

/** When an event is: two instants in a zone, or whole days (the end is exclusive) that belong to no zone. */
export type EventTimes =
  | { kind: 'timed'; startsAt: Instant; endsAt: Instant; timeZone: TimeZone }
  | { kind: 'allDay'; startDate: LocalDate; endDate: LocalDate }

/** What became of one occurrence of a series, keyed by its original start: cancelled, or other than the series says. */
export type ChangedOccurrence =
  | { isCancelled: true }
  | ({ isCancelled?: false; times: EventTimes } & Partial<
      Pick<CalendarEvent, 'title' | 'description' | 'location' | 'videoCallUrl'>
    >)

/** Where an event came from: made here, or adopted from a member's connected calendar. */
export type EventSource = { kind: 'almanac' } | { kind: 'google' | 'microsoft'; connectionId: string }

export interface CalendarEvent {
  id: string
  company: string
  version: number
  /** iCalendar UID (RFC 5545, 3.8.4.7): the same in every calendar that holds this event. */
  icalUid: string
  /** iCalendar SEQUENCE (RFC 5545, 3.8.7.4): rises when the time changes. */
  sequence: number
  organizerId: string
  title: string
  description: string
  location: string
  videoCallUrl: string
  times: EventTimes
  /** RFC 5545 recurrence rule without the `RRULE:` prefix, counted from `times` in its zone. */
  rrule?: string
  /** Further rules, each counted from `times` too: the series is all their dates together. */
  moreRules?: string[]
  /** Extra meetings (RFC 5545, 3.8.5.2) as occurrence keys, sorted. What EXDATE takes away is a cancelled occurrence. */
  rdates?: string[]
  /** The series that this one was split from, and the original start there at which it begins. */
  splitFrom?: { id: string; key: string }
  /** The series that goes on where this one was split. */
  continuedBy?: string
  changedOccurrences: Record<string, ChangedOccurrence>
  attendees: Attendee[]
  /** Rooms and things that it takes place in or with; taken, where people may overbook themselves. */
  resources?: string[]
  /** The announcement under which it waits to be settled (see announcement.ts). */
  announcementId?: string
  /** More people hold it than one transaction claims: the rest follows by a job. */
  isCrowded?: boolean
  privacy: 'public' | 'private'
  showAs: 'busy' | 'free'
  source: EventSource
  createdAt: Instant
  updatedAt: Instant
  isDeleted?: boolean
  /** What the last change through Almanac replaced. */
  undo?: Undo
}

/** When an event is and how it repeats: all that its meetings follow from. */
export type Repetition = Pick<CalendarEvent, 'times' | 'rrule' | 'moreRules' | 'rdates' | 'changedOccurrences'>

/** Whether an event has several meetings: by a rule, or by extra dates alone. */
export function isSeries({ rrule, rdates }: Pick<CalendarEvent, 'rrule' | 'rdates'>): boolean {
  return rrule !== undefined || (rdates !== undefined && rdates.length > 0)
}

/** The rules and extra dates of an event, those that it has. */
export function rulesOf({ rrule, moreRules, rdates }: Pick<CalendarEvent, 'rrule' | 'moreRules' | 'rdates'>) {
  return {
    ...(rrule !== undefined && { rrule }),
    ...(moreRules && moreRules.length > 0 && { moreRules }),
    ...(rdates && rdates.length > 0 && { rdates }),
  }
}

/** The original starts that are cancelled, sorted: what iCalendar calls EXDATE. */
export function cancelledKeys({ changedOccurrences }: Pick<CalendarEvent, 'changedOccurrences'>): string[] {
  return Object.keys(changedOccurrences)
    .filter((key) => changedOccurrences[key]!.isCancelled)
    .sort()
}

/** The instants that an event takes in the calendar of somebody who lives in `zone` (matters for whole days only). */
export function spanOf(times: EventTimes, zone: TimeZone): { from: Instant; to: Instant } {
  return times.kind === 'timed'
    ? { from: times.startsAt, to: times.endsAt }
    : { from: startOfDay(times.startDate, zone), to: startOfDay(times.endDate, zone) }
}

/** The start as a series keys its occurrences: an ISO instant for timed series, a date for all-day ones. */
export function occurrenceKey(start: Instant | LocalDate): string {
  return typeof start === 'number' ? formatInstant(start) : start
}

/** The wall time from which a timed series counts. */
export function seriesStart(times: Extract<EventTimes, { kind: 'timed' }>): LocalDateTime {
  return localDateTimeOf(times.startsAt, times.timeZone)
}

/** Length of the event: milliseconds for timed events, days for all-day ones. */
export function lengthOf(times: EventTimes): number {
  if (times.kind === 'timed') return times.endsAt - times.startsAt
  return daysBetween(times.startDate, times.endDate)
}

/** The same length, begun at another start of the same kind. */
export function timesFrom(times: EventTimes, start: Instant | LocalDate): EventTimes {
  if (times.kind === 'timed') {
    const startsAt = start as Instant
    return { ...times, startsAt, endsAt: startsAt + lengthOf(times) }
  }
  const startDate = start as LocalDate
  return { kind: 'allDay', startDate, endDate: addDays(startDate, lengthOf(times)) }
}

export function sameTimes(a: EventTimes, b: EventTimes): boolean {
  if (a.kind === 'timed' && b.kind === 'timed') return a.startsAt === b.startsAt && a.endsAt === b.endsAt
  if (a.kind === 'allDay' && b.kind === 'allDay') return a.startDate === b.startDate && a.endDate === b.endDate
  return false
}

/** An event as a version of its own; a changed time also raises the iCalendar SEQUENCE. */
export function nextVersion(event: CalendarEvent, now: Instant, timesChanged: boolean): CalendarEvent {
  return {
    ...event,
    version: event.version + 1,
    sequence: event.sequence + (timesChanged ? 1 : 0),
    updatedAt: now,
  }
}
