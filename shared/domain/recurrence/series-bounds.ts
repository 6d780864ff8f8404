import { faultOf, type InputFault } from '../answers/bad-input.ts'
import type { Interval } from '../time/interval.ts'
import { addDays, dayNumber, daysBetween, type Instant, localDateOf, type TimeZone, utcDayOf } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'
import { lengthOf, occurrenceKey, spanOf } from './event-times.ts'
import { leavesRoomAt, MOST_AT_ONCE, type Occurrence, seriesOf } from './occurrence.ts'
import { ruleOf } from './recurrence-rule.ts'
import { isSeries, type Repetition } from './repetition.ts'
import { MOST_A_DAY, meetingsADay, occurrenceDatesBetween, occurrencesBetween } from './series.ts'

/** The longest that one meeting may last (D12). */
export const LONGEST_MEETING_DAYS = 366

const YEAR_DAYS = 366
/** How far a series is looked through: rules that meet later than this meet in a pattern that has shown before. */
const YEARS_LOOKED_THROUGH = 40
/** A series of very many meetings shows its pattern within these. */
const MEETINGS_LOOKED_THROUGH = 100_000

const TOO_MANY_AT_ONCE = faultOf('crowdedAtOnce', { maximum: MOST_AT_ONCE })
const TOO_MANY_A_DAY = faultOf('crowdedDay', { maximum: MOST_A_DAY })

/**
 * A meeting as a list of [from, to) shows it: of one that is longer than may be, which was stored before or came from a
 * provider, the piece that lies there, marked as cut. What is seen and what is taken stay the same.
 */
export function shownBetween(occurrence: Occurrence, from: Instant, to: Instant, zone: TimeZone): Occurrence {
  const { times } = occurrence
  if (times.kind === 'timed') {
    if (times.endsAt - times.startsAt <= LONGEST_MEETING_DAYS * DAY_MS) return occurrence
    const startsAt = Math.max(times.startsAt, from)
    const endsAt = Math.min(times.endsAt, to, startsAt + LONGEST_MEETING_DAYS * DAY_MS)
    return { ...occurrence, times: { ...times, startsAt, endsAt }, isCut: true }
  }
  if (daysBetween(times.startDate, times.endDate) <= LONGEST_MEETING_DAYS) return occurrence
  const begins = localDateOf(from, zone)
  const startDate = times.startDate > begins ? times.startDate : begins
  const ends = [times.endDate, addDays(localDateOf(to, zone), 1), addDays(startDate, LONGEST_MEETING_DAYS)].sort()
  return { ...occurrence, times: { ...times, startDate, endDate: ends[0]! }, isCut: true }
}

/** The meetings of a series that begin in a year from a day on, sorted, each with the instants that it takes in UTC. */
function meetingsOfYear(event: Repetition, fromDay: number): Interval[] {
  const { times, changedOccurrences } = event
  const [from, to] = [fromDay * DAY_MS, (fromDay + YEAR_DAYS) * DAY_MS]
  const length = times.kind === 'timed' ? lengthOf(times) : lengthOf(times) * DAY_MS
  const starts =
    times.kind === 'timed'
      ? occurrencesBetween(seriesOf(event), from, to).map((start) => [start, start] as const)
      : occurrenceDatesBetween(seriesOf(event), utcDayOf(from), utcDayOf(to)).map(
          (date) => [date, dayNumber(date) * DAY_MS] as const,
        )
  const regular = starts
    .filter(([start]) => changedOccurrences[occurrenceKey(start)] === undefined)
    .map(([, start]) => ({ from: start, to: start + length }))
  const changed = Object.values(changedOccurrences).flatMap((change) => {
    const taken = change.isCancelled ? undefined : spanOf(change.times, 'UTC')
    return taken && taken.from >= from && taken.from < to ? [taken] : []
  })
  return changed.length === 0 ? regular : [...regular, ...changed].sort((a, b) => a.from - b.from)
}

/** Whether so few meetings begin each day that too many can never come together, as of nearly every series. */
function isPlainlySparse({ times, rdates = [], changedOccurrences }: Repetition, rules: string[]): boolean {
  const lengthDays = times.kind === 'timed' ? Math.ceil(lengthOf(times) / DAY_MS) : lengthOf(times)
  const aDay = rules.reduce((count, text) => count + (times.kind === 'timed' ? meetingsADay(ruleOf(text)) : 1), 0)
  return aDay * (lengthDays + 1) + rdates.length + Object.keys(changedOccurrences).length <= MOST_AT_ONCE
}

/**
 * Why a series is more than a calendar can hold, or nothing: too many of its meetings go on at once, or begin within
 * one day. Rules without end are looked through for forty years.
 */
export function crowdingOf(event: Repetition): Omit<InputFault, 'path'> | undefined {
  if (!isSeries(event)) return undefined
  const { rrule, moreRules = [], times } = event
  const rules = rrule === undefined ? moreRules : [rrule, ...moreRules]
  if (times.kind === 'timed' && rules.some((text) => meetingsADay(ruleOf(text)) > MOST_A_DAY)) return TOO_MANY_A_DAY
  if (isPlainlySparse(event, rules)) return undefined
  const changed = Object.values(event.changedOccurrences).flatMap((one) => (one.isCancelled ? [] : [one.times]))
  const begins = [times, ...changed].map((times) => spanOf(times, 'UTC').from)
  const firstDay = Math.floor(Math.min(...begins) / DAY_MS)
  let open: Instant[] = []
  let day = Number.NaN
  let ofDay = 0
  let seen = 0
  for (let year = 0; year < YEARS_LOOKED_THROUGH && seen < MEETINGS_LOOKED_THROUGH; year++) {
    for (const { from, to } of meetingsOfYear(event, firstDay + year * YEAR_DAYS)) {
      seen++
      open = open.filter((end) => end > from)
      open.push(times.kind === 'timed' ? leavesRoomAt(from, to) : to)
      if (open.length > MOST_AT_ONCE) return TOO_MANY_AT_ONCE
      const today = Math.floor(from / DAY_MS)
      ofDay = today === day ? ofDay + 1 : 1
      day = today
      if (ofDay > MOST_A_DAY) return TOO_MANY_A_DAY
    }
  }
  return undefined
}
