import { dateOfDayNumber, dayNumber, type LocalDate, localDateOf, zoneClock } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'
import type { EventTimes } from './event-times.ts'
import type { Until } from './recurrence-rule.ts'

/** Day number on which a series begins, in its own zone. */
export function startDayOf(times: EventTimes): number {
  return dayNumber(times.kind === 'timed' ? localDateOf(times.startsAt, times.timeZone) : times.startDate)
}

/** The last date on which a rule that ends can still have a meeting, in the series' own zone. */
export function lastDateOf(until: Until, times: EventTimes): LocalDate {
  if (until.kind === 'date') return dateOfDayNumber(until.day)
  if (times.kind === 'allDay')
    return dateOfDayNumber(Math.floor((until.kind === 'instant' ? until.at : until.wall) / DAY_MS))
  const clock = zoneClock(times.timeZone)
  const wall = until.kind === 'instant' ? clock.wallAt(until.at) : until.wall
  const timeOfDay = clock.wallAt(times.startsAt) - startDayOf(times) * DAY_MS
  return dateOfDayNumber(Math.floor((wall - timeOfDay) / DAY_MS))
}
