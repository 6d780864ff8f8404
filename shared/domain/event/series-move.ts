import { type EventTimes, sameTimes, timesFrom } from '../recurrence/event-times.ts'
import { type Start, startOfKey } from '../recurrence/occurrence.ts'
import type { Until } from '../recurrence/recurrence-rule.ts'
import { shiftedRule } from '../recurrence/rule-shift.ts'
import { startOf } from '../recurrence/series-starts.ts'
import { addDays, dayNumber, daysBetween, type Instant, type LocalDate, localDateOf, zoneClock } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'
import type { CalendarEvent } from './calendar-event.ts'

/**
 * How starts move when a series goes from one time to another: on the wall clock, so that clock changes move nothing.
 */
export function moverOf(from: EventTimes, to: EventTimes): (start: Start) => Start {
  if (to.kind === 'timed') {
    const toClock = zoneClock(to.timeZone)
    if (from.kind === 'timed') {
      const fromClock = zoneClock(from.timeZone)
      const shift = toClock.wallAt(to.startsAt) - fromClock.wallAt(from.startsAt)
      return (start) => toClock.instantOfWall(fromClock.wallAt(start as Instant) + shift)
    }
    const shift = toClock.wallAt(to.startsAt) - dayNumber(from.startDate) * DAY_MS
    return (start) => toClock.instantOfWall(dayNumber(start as LocalDate) * DAY_MS + shift)
  }
  if (from.kind === 'allDay') {
    const days = daysBetween(from.startDate, to.startDate)
    return (start) => addDays(start as LocalDate, days)
  }
  const days = daysBetween(localDateOf(from.startsAt, from.timeZone), to.startDate)
  return (start) => addDays(localDateOf(start as Instant, from.timeZone), days)
}

const dayOfStart = (times: EventTimes) =>
  dayNumber(times.kind === 'timed' ? localDateOf(times.startsAt, times.timeZone) : times.startDate)

/** A rule of a series that goes from one time to another. */
export function movedRule(rrule: string, from: EventTimes, to: EventTimes): string {
  if (sameTimes(from, to)) return rrule
  const days = dayOfStart(to) - dayOfStart(from)
  const move = moverOf(from, to)
  const until = (until: Until): Until => {
    if (until.kind === 'date') return { kind: 'date', day: until.day + days }
    if (from.kind !== 'timed' || to.kind !== 'timed') return until
    if (until.kind === 'instant') return { kind: 'instant', at: move(until.at) as Instant }
    const clocks = [zoneClock(from.timeZone), zoneClock(to.timeZone)] as const
    return { kind: 'wall', wall: until.wall + clocks[1].wallAt(to.startsAt) - clocks[0].wallAt(from.startsAt) }
  }
  return shiftedRule(rrule, { days, startDay: dayOfStart(to), until })
}

/**
 * Times of a whole series when they were given for one of its occurrences: the same shift on the wall clock, the new
 * length.
 */
export function timesOfSeries(event: CalendarEvent, key: string | undefined, given: EventTimes): EventTimes {
  const start = key === undefined ? undefined : startOfKey(event, key)
  if (start === undefined) return given
  const was = event.changedOccurrences[key!]
  const shown = was && !was.isCancelled ? was.times : timesFrom(event.times, start)
  const move = moverOf(shown, given)
  const moved = move(startOf(event.times))
  return timesFrom(given, moved)
}
