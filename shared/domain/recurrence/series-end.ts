import { dayNumber, type Instant, type TimeZone } from '../time/time.ts'
import { DAY_MS, LATEST, ZONES_MS } from '../time/units.ts'
import { lengthOf, spanOf } from './event-times.ts'
import { lastDateOf } from './last-date.ts'
import { startOfKey } from './occurrence.ts'
import { ruleOf } from './recurrence-rule.ts'
import { isSeries, type Repetition } from './repetition.ts'
import { startsBefore } from './series-starts.ts'

const instantOfStart = (start: Instant | string) => (typeof start === 'number' ? start : dayNumber(start) * DAY_MS)

/** When a rule begins its last meeting, or somewhat later; nothing where it has no end. */
function lastStartOf(rrule: string, { times }: Repetition): Instant | undefined {
  const { until, count } = ruleOf(rrule)
  if (until) return dayNumber(lastDateOf(until, times)) * DAY_MS + DAY_MS + ZONES_MS
  if (count === undefined) return undefined
  const last = startsBefore({ times, rrule }, times.kind === 'timed' ? LATEST : '2200-01-01').at(-1)
  return last === undefined ? spanOf(times, 'UTC').from : instantOfStart(last) + ZONES_MS
}

/**
 * When the last meeting is over: by at most two days later than it is, never earlier. Nothing of a series without end.
 */
export function lastEndOf(event: Repetition): Instant | undefined {
  const { times, rrule, moreRules = [], rdates = [], changedOccurrences } = event
  const whole = spanOf(times, 'UTC')
  if (!isSeries(event)) return whole.to
  const length = times.kind === 'timed' ? lengthOf(times) : lengthOf(times) * DAY_MS
  const ends = [whole.to]
  for (const rule of rrule === undefined ? moreRules : [rrule, ...moreRules]) {
    const last = lastStartOf(rule, event)
    if (last === undefined) return undefined
    ends.push(last + length)
  }
  for (const key of rdates.slice(-1))
    ends.push(instantOfStart(startOfKey(event, key) ?? whole.from) + length + ZONES_MS)
  for (const one of Object.values(changedOccurrences))
    if (!one.isCancelled) ends.push(spanOf(one.times, 'UTC').to + ZONES_MS)
  return Math.max(...ends)
}

/** When an event, or the last of its dates, is over; nothing where it has no end. Whole days are those of `zone`. */
export const endOfAll = (event: Repetition, zone: TimeZone): Instant | undefined =>
  isSeries(event) ? lastEndOf(event) : spanOf(event.times, zone).to
