import type { Interval } from '../time/interval.ts'
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
} from '../time/time.ts'

/** When an event is: two instants in a zone, or whole days (the end is exclusive) that belong to no zone. */
export type EventTimes =
  | { kind: 'timed'; startsAt: Instant; endsAt: Instant; timeZone: TimeZone }
  | { kind: 'allDay'; startDate: LocalDate; endDate: LocalDate }

/** The instants that an event takes in the calendar of somebody who lives in `zone` (matters for whole days only). */
export function spanOf(times: EventTimes, zone: TimeZone): Interval {
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
