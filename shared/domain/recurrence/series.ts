import {
  dateOfDayNumber,
  dayNumber,
  type Instant,
  type LocalDate,
  type LocalDateTime,
  parseInstant,
  type TimeZone,
  wallMillis,
  type ZoneClock,
  zoneClock,
} from '../time/time.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts'
import { type RecurrenceRule, ruleOf, type Until } from './recurrence-rule.ts'
import { type Cycle, RuleDates } from './rule-dates.ts'

/**
 * A repeating time: a wall clock (or a date) that rules repeat in the series' own zone, and extra starts.
 * Policy: a wall time that does not exist is read with the offset before it, one that exists twice is the first; a date
 * that does not exist is skipped; a start that its rules do not match is no occurrence, without a rule it is one. COUNT
 * counts wall times (or dates); starts that are one instant are one occurrence, whichever rules they come from.
 */
export interface SeriesTimes {
  startsAt?: LocalDateTime
  startDate?: LocalDate
  timeZone: TimeZone
  rrule?: string
  moreRules?: readonly string[]
  /** Extra starts as occurrence keys: ISO instants of a timed series, dates of an all-day one. */
  rdates?: readonly string[]
}

/** Wall clocks and instants never differ by more than this. */
const WIDEST_OFFSET_MS = 26 * HOUR_MS
/** The last instant that there is (ECMA-262, 21.4.1.1): a rule that never matches must end too. */
const END_OF_TIME = 8.64e15

/** The last wall time that a rule may reach, as wall milliseconds; an instant is checked exactly later. */
function lastWall(until: Until | undefined): number {
  if (!until) return END_OF_TIME
  if (until.kind === 'wall') return until.wall
  if (until.kind === 'date') return until.day * DAY_MS + DAY_MS - 1
  return until.at + WIDEST_OFFSET_MS
}

/** The most meetings that a rule may name for one day: one every five minutes, as the ledger counts time (D12). */
export const MOST_A_DAY = 288

/**
 * The times of day that a rule names, in milliseconds, sorted; the series' own where it names none. Of more than a day
 * may have the first are meant, unless BYSETPOS chooses among them.
 */
function timesOfDay({ byHour, byMinute, bySecond, bySetPosition }: RecurrenceRule, startTime: number): number[] {
  if (byHour.length === 0 && byMinute.length === 0 && bySecond.length === 0) return [startTime]
  const hours = byHour.length > 0 ? byHour : [Math.floor(startTime / HOUR_MS)]
  const minutes = byMinute.length > 0 ? byMinute : [Math.floor(startTime / MINUTE_MS) % 60]
  const seconds = bySecond.length > 0 ? bySecond : [Math.floor(startTime / 1000) % 60]
  const times: number[] = []
  for (const hour of hours)
    for (const minute of minutes)
      for (const second of seconds) times.push(hour * HOUR_MS + minute * MINUTE_MS + second * 1000)
  return bySetPosition.length > 0 ? times : times.slice(0, MOST_A_DAY)
}

/** How many meetings a rule names for one day, be they more than a day may have. */
export function meetingsADay({ byHour, byMinute, bySecond, bySetPosition }: RecurrenceRule): number {
  if (bySetPosition.length > 0) return bySetPosition.length
  return [byHour, byMinute, bySecond].reduce((count, { length }) => count * Math.max(1, length), 1)
}

/** The indexes among `size` that BYSETPOS chooses, sorted; positions below zero count from the end. */
function chosenIndexes(positions: readonly number[], size: number): number[] {
  const chosen: number[] = []
  for (const position of positions) {
    const index = position > 0 ? position - 1 : size + position
    if (index >= 0 && index < size && !chosen.includes(index)) chosen.push(index)
  }
  return chosen.sort((a, b) => a - b)
}

/** How many walls a cycle of the rule has. */
function wallsPerCycle(
  { datesEach, periodsWithDates }: Cycle,
  { bySetPosition }: RecurrenceRule,
  timesADay: number,
): number {
  const size = datesEach * timesADay
  return periodsWithDates * (bySetPosition.length > 0 ? chosenIndexes(bySetPosition, size).length : size)
}

/**
 * The wall times of a rule in [fromWall, endWall), sorted. Jumps to the window in whole intervals; what a COUNT has
 * used up by then is reckoned where each period has the same number, and counted from the beginning where not.
 */
function wallsBetween(
  rule: RecurrenceRule,
  times: number[],
  startWall: number,
  fromWall: number,
  endWall: number,
): number[] {
  const { interval, count, bySetPosition } = rule
  const startDay = Math.floor(startWall / DAY_MS)
  const dates = new RuleDates(rule, startDay)
  const end = Math.min(endWall, lastWall(rule.until) + 1, END_OF_TIME)
  const firstPeriod = dates.periodOf(startDay)
  const windowStep =
    fromWall <= startWall ? 0 : Math.floor((dates.periodOf(Math.floor(fromWall / DAY_MS)) - firstPeriod) / interval)
  const cycle = count === undefined || windowStep < 2 ? undefined : dates.cycle()
  let step = count === undefined ? windowStep : 0
  let left = count ?? Number.POSITIVE_INFINITY
  // Dates gather in one list, never emptied: a list that shrinks and grows costs more than all the arithmetic here.
  const days: number[] = []
  const found: number[] = []
  for (; left > 0; step++) {
    // The first period is cut by the start, so it is counted; the cycles behind it are all alike.
    if (step === 1 && cycle) {
      const cycles = Math.floor((windowStep - 1) / cycle.periods)
      left -= cycles * wallsPerCycle(cycle, rule, times.length)
      step += cycles * cycle.periods
      if (left <= 0) return found
    }
    const period = firstPeriod + step * interval
    if (dates.firstDayOf(period) * DAY_MS >= end) return found
    const begin = days.length
    dates.addDatesOf(period, days)
    const size = (days.length - begin) * times.length
    const chosen = bySetPosition.length > 0 ? chosenIndexes(bySetPosition, size) : undefined
    const wanted = chosen ? chosen.length : size
    for (let i = 0; i < wanted; i++) {
      const index = chosen ? chosen[i]! : i
      const wall =
        times.length === 1
          ? days[begin + index]! * DAY_MS + times[0]!
          : days[begin + Math.floor(index / times.length)]! * DAY_MS + times[index % times.length]!
      if (wall < startWall) continue
      if (wall >= end || left <= 0) return found
      left--
      if (wall >= fromWall) found.push(wall)
    }
  }
  return found
}

/** Adds an instant (or a day) to sorted ones, once: rules mix, and walls in a spring gap land behind those after it. */
function addInstant(instants: number[], at: Instant): void {
  let place = instants.length
  while (place > 0 && instants[place - 1]! > at) place--
  if (place > 0 && instants[place - 1] === at) return
  if (place === instants.length) instants.push(at)
  else instants.splice(place, 0, at)
}

/** Adds the starts of one rule in [from, to) to sorted ones. */
function addStarts(
  found: Instant[],
  rrule: string,
  startWall: number,
  clock: ZoneClock,
  from: Instant,
  to: Instant,
): void {
  const rule = ruleOf(rrule)
  const times = timesOfDay(rule, startWall - Math.floor(startWall / DAY_MS) * DAY_MS)
  const end = rule.until?.kind === 'instant' ? Math.min(to, rule.until.at + 1) : to
  // Within a day of its edges a window has one change of offset at most: these walls hold it, and little more.
  const fromWall = from + Math.min(clock.offsetAt(from - DAY_MS), clock.offsetAt(from + DAY_MS))
  const endWall = to + Math.max(clock.offsetAt(to - DAY_MS), clock.offsetAt(to + DAY_MS))
  for (const wall of wallsBetween(rule, times, startWall, fromWall, endWall)) {
    const at = clock.instantOfWall(wall)
    if (at >= from && at < end) addInstant(found, at)
  }
}

/** The starts of a timed series in [from, to), sorted. @throws RangeError for a rule or zone that is none */
export function occurrencesBetween(series: SeriesTimes, from: Instant, to: Instant): Instant[] {
  const { rrule, moreRules, rdates } = series
  const clock = zoneClock(series.timeZone)
  const startWall = wallMillis(series.startsAt!)
  const found: Instant[] = []
  if (rrule !== undefined) addStarts(found, rrule, startWall, clock, from, to)
  if (moreRules) for (const text of moreRules) addStarts(found, text, startWall, clock, from, to)
  const single = rrule === undefined ? [clock.instantOfWall(startWall)] : []
  if (rdates) single.push(...rdates.map(parseInstant))
  for (const at of single) if (at >= from && at < to) addInstant(found, at)
  return found
}

/** The dates of an all-day series in [from, to), sorted; times of day that its rules name say nothing here. */
export function occurrenceDatesBetween(series: SeriesTimes, from: LocalDate, to: LocalDate): LocalDate[] {
  const { rrule, moreRules = [], rdates = [] } = series
  const startDay = dayNumber(series.startDate!)
  const [fromDay, endDay] = [dayNumber(from), dayNumber(to)]
  const days: number[] = []
  const add = (day: number) => {
    if (day >= fromDay && day < endDay) addInstant(days, day)
  }
  for (const text of rrule === undefined ? moreRules : [rrule, ...moreRules]) {
    const walls = wallsBetween(inDates(ruleOf(text)), [0], startDay * DAY_MS, fromDay * DAY_MS, endDay * DAY_MS)
    for (const wall of walls) add(wall / DAY_MS)
  }
  if (rrule === undefined) add(startDay)
  for (const key of rdates) add(dayNumber(key))
  return days.map(dateOfDayNumber)
}

/** The end of an all-day series is a date (RFC 5545, 3.3.10); one that names an instant means its UTC date. */
function inDates(rule: RecurrenceRule): RecurrenceRule {
  if (rule.until?.kind !== 'instant') return rule
  return { ...rule, until: { kind: 'date', day: Math.floor(rule.until.at / DAY_MS) } }
}
