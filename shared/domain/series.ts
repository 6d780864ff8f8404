import { parseRule, type RecurrenceRule, type Until } from './recurrence-rule.ts'
import { datesOfPeriod, firstDayOf, periodOf } from './rule-dates.ts'
import {
  dateOfDayNumber,
  dayNumber,
  type Instant,
  instantOfWall,
  type LocalDate,
  type LocalDateTime,
  type TimeZone,
  wallMillis,
} from './time.ts'

/**
 * A repeating time: a wall clock (or a date) that the rule repeats in the series' own zone.
 * Policy: a wall time that does not exist is read with the offset before the gap, one that exists twice is the first; a
 * date that does not exist is skipped; a start that its rule does not match is no occurrence.
 */
export interface SeriesTimes {
  startsAt?: LocalDateTime
  startDate?: LocalDate
  timeZone: TimeZone
  rrule: string
}

const DAY_MS = 86_400_000
/** No year of the calendar is expanded beyond this; a rule that never matches must end too. */
const LAST_DAY = 84_006 // 2199-12-31
/** Wall clocks and instants never differ by more than this. */
const WIDEST_OFFSET_MS = 26 * 3_600_000

function ruleOf(rrule: string): RecurrenceRule {
  const parsed = parseRule(rrule)
  if ('faults' in parsed) throw new RangeError(`not a recurrence rule: ${rrule} (${parsed.faults.join('; ')})`)
  return parsed.rule
}

/** The last wall time that a rule may reach, as wall milliseconds; an instant is checked exactly later. */
function lastWall(until: Until | undefined): number {
  if (!until) return Number.POSITIVE_INFINITY
  if (until.kind === 'wall') return until.wall
  if (until.kind === 'date') return until.day * DAY_MS + DAY_MS - 1
  return until.at + WIDEST_OFFSET_MS
}

/** The times of day that a rule names, in milliseconds, the series' own where it names none. */
function timesOfDay(rule: RecurrenceRule, startTime: number): number[] {
  if (rule.byHour.length === 0 && rule.byMinute.length === 0) return [startTime]
  const seconds = startTime % 60_000
  const hours = rule.byHour.length > 0 ? rule.byHour : [Math.floor(startTime / 3_600_000)]
  const minutes = rule.byMinute.length > 0 ? rule.byMinute : [Math.floor(startTime / 60_000) % 60]
  return hours
    .flatMap((hour) => minutes.map((minute) => hour * 3_600_000 + minute * 60_000 + seconds))
    .sort((a, b) => a - b)
}

function atPositions(walls: number[], positions: number[]): number[] {
  if (positions.length === 0) return walls
  const chosen = positions.map((n) => walls[n > 0 ? n - 1 : walls.length + n]).filter((wall) => wall !== undefined)
  return [...new Set(chosen)].sort((a, b) => a - b)
}

/**
 * Calls `visit` with the wall times of a rule in [fromWall, endWall). Jumps to the period of `fromWall` in whole
 * intervals; only a COUNT must be counted from the beginning.
 */
function walk(
  rule: RecurrenceRule,
  startWall: number,
  fromWall: number,
  endWall: number,
  visit: (wall: number) => void,
): void {
  const startDay = Math.floor(startWall / DAY_MS)
  const times = timesOfDay(rule, startWall - startDay * DAY_MS)
  const last = lastWall(rule.until)
  const firstPeriod = periodOf(rule, startDay)
  let step = 0
  if (rule.count === undefined && fromWall > startWall) {
    const behind = periodOf(rule, Math.floor(fromWall / DAY_MS)) - firstPeriod
    step = Math.max(0, Math.floor(behind / rule.interval) - 1)
  }
  let left = rule.count ?? Number.POSITIVE_INFINITY
  for (; left > 0; step++) {
    const period = firstPeriod + step * rule.interval
    const firstDay = firstDayOf(rule, period)
    if (firstDay > LAST_DAY || firstDay * DAY_MS > last || firstDay * DAY_MS >= endWall) return
    const days = datesOfPeriod(rule, period, startDay)
    const walls = days.flatMap((day) => times.map((time) => day * DAY_MS + time))
    for (const wall of atPositions(walls, rule.bySetPosition)) {
      if (wall < startWall) continue
      if (wall > last || wall >= endWall || left-- <= 0) return
      if (wall >= fromWall) visit(wall)
    }
  }
}

/** The starts of a timed series in [from, to), sorted; two wall times that become one instant are one occurrence. */
export function occurrencesBetween(series: SeriesTimes, from: Instant, to: Instant): Instant[] {
  const rule = ruleOf(series.rrule)
  const found: Instant[] = []
  const until = rule.until?.kind === 'instant' ? rule.until.at : Number.POSITIVE_INFINITY
  walk(rule, wallMillis(series.startsAt!), from - WIDEST_OFFSET_MS, to + WIDEST_OFFSET_MS, (wall) => {
    const at = instantOfWall(wall, series.timeZone)
    if (at >= from && at < to && at <= until && found.at(-1) !== at) found.push(at)
  })
  return found
}

/** The dates of an all-day series in [from, to), sorted. */
export function occurrenceDatesBetween(series: SeriesTimes, from: LocalDate, to: LocalDate): LocalDate[] {
  const rule = ruleOf(series.rrule)
  const until =
    rule.until?.kind === 'instant'
      ? { ...rule, until: { kind: 'date' as const, day: Math.floor(rule.until.at / DAY_MS) } }
      : rule
  const found: LocalDate[] = []
  walk(until, dayNumber(series.startDate!) * DAY_MS, dayNumber(from) * DAY_MS, dayNumber(to) * DAY_MS, (wall) => {
    found.push(dateOfDayNumber(Math.floor(wall / DAY_MS)))
  })
  return found
}
