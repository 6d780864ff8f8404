import { civilOf, dayOf, daysInMonth, weekdayOfDay } from '../time/civil-date.ts'
import { type Instant, offsetMillisAt, type TimeZone, type Transition, transitionsBetween } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'
import { offset, wall } from './content-line.ts'

/** Longer than this the clock changes of a zone are said by a rule, where they follow one. */
const LISTED_DAYS = 1100
/** After so many years the Gregorian calendar has shown a rule each weekday on each date. */
const SAMPLED_YEARS = 28
/**
 * So many years on it is looked for the one from which a zone follows a rule; of one that follows none (Morocco minds
 * Ramadan) so many are listed.
 */
const LOOKED_AHEAD_YEARS = 40

const WEEKDAY_CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const

// An observance begins on the wall clock that stood before it (TZOFFSETFROM).
const wallBefore = ({ at, offsetBeforeMillis }: Transition) => at + offsetBeforeMillis

function observance(startWall: number, was: number, is: number, rule?: string): string[] {
  const kind = is > was ? 'DAYLIGHT' : 'STANDARD'
  return [
    `BEGIN:${kind}`,
    `DTSTART:${wall(startWall)}`,
    ...(rule === undefined ? [] : [`RRULE:${rule}`]),
    `TZOFFSETFROM:${offset(was)}`,
    `TZOFFSETTO:${offset(is)}`,
    `END:${kind}`,
  ]
}

const once = (one: Transition) => observance(wallBefore(one), one.offsetBeforeMillis, one.offsetAfterMillis)

/** The yearly rule by which all of these come; nothing where there is none. */
function yearlyRule(transitions: Transition[]): string | undefined {
  const walls = transitions.map(wallBefore)
  const days = walls.map((at) => Math.floor(at / DAY_MS))
  const dates = days.map(civilOf)
  const [first] = transitions
  const isAlike = transitions.every(
    (one, i) =>
      one.offsetBeforeMillis === first!.offsetBeforeMillis &&
      one.offsetAfterMillis === first!.offsetAfterMillis &&
      dates[i]!.month === dates[0]!.month &&
      dates[i]!.year === dates[0]!.year + i &&
      weekdayOfDay(days[i]!) === weekdayOfDay(days[0]!) &&
      walls[i]! - days[i]! * DAY_MS === walls[0]! - days[0]! * DAY_MS,
  )
  if (!isAlike || transitions.length !== SAMPLED_YEARS) return undefined
  const { month } = dates[0]!
  const day = WEEKDAY_CODES[weekdayOfDay(days[0]!)]!
  const rule = `FREQ=YEARLY;BYMONTH=${month}`
  const isLast = ({ year, date }: { year: number; date: number }) => date > daysInMonth(year, month) - 7
  if (dates.every(isLast)) return `${rule};BYDAY=-1${day}`
  const earliest = Math.min(...dates.map(({ date }) => date))
  const latest = Math.max(...dates.map(({ date }) => date))
  if (latest - earliest > 6) return undefined
  if (earliest % 7 === 1) return `${rule};BYDAY=${Math.ceil(earliest / 7)}${day}`
  const range = Array.from({ length: 7 }, (_, i) => earliest + i)
  return `${rule};BYMONTHDAY=${range.join(',')};BYDAY=${day}`
}

/** The clock changes of a zone from a year on as two rules; none where there are no changes, nothing without rules. */
function ruledFrom(zone: TimeZone, year: number): string[] | undefined {
  const [from, to] = [dayOf(year, 1, 1) * DAY_MS, dayOf(year + SAMPLED_YEARS, 1, 1) * DAY_MS]
  const sample = transitionsBetween(zone, from, to)
  if (sample.length === 0) return []
  const forward = sample.filter((one) => one.offsetAfterMillis > one.offsetBeforeMillis)
  const back = sample.filter((one) => one.offsetAfterMillis < one.offsetBeforeMillis)
  const kinds = [forward, back].map((all) => ({ first: all[0], rule: yearlyRule(all) }))
  if (kinds.some(({ rule }) => rule === undefined)) return undefined
  return kinds.flatMap(({ first, rule }) =>
    observance(wallBefore(first!), first!.offsetBeforeMillis, first!.offsetAfterMillis, rule),
  )
}

/** From which year on a zone follows rules, looked for from another on, and these. */
function rulesFrom(zone: TimeZone, year: number): { year: number; rules: string[] } | undefined {
  for (let from = year; from < year + LOOKED_AHEAD_YEARS; from++) {
    const rules = ruledFrom(zone, from)
    if (rules) return { year: from, rules }
  }
  return undefined
}

/**
 * A zone for the times from `from` to `to` (without an end: for all that come), as its own clock changes: listed one by
 * one, which is exact for every zone of the runtime (RFC 5545, 3.6.5), or, for longer, by the rule that they follow.
 */
export function zoneComponent(zone: TimeZone, from: Instant, to: Instant | undefined): string[] {
  const isLong = to === undefined || to - from > LISTED_DAYS * DAY_MS
  const { year } = civilOf(Math.floor(from / DAY_MS))
  const ruled = isLong ? rulesFrom(zone, year + 1) : undefined
  const lastListed = to ?? dayOf(year + LOOKED_AHEAD_YEARS, 1, 1) * DAY_MS
  const listedUntil = ruled ? dayOf(ruled.year, 1, 1) * DAY_MS : lastListed + 2 * DAY_MS
  const far = transitionsBetween(zone, from - 400 * DAY_MS, listedUntil)
  const before = far.filter(({ at }) => at <= from).at(-1)
  const relevant = far.filter(({ at }) => at > from - 2 * DAY_MS && at !== before?.at)
  const steady = relevant[0]?.offsetBeforeMillis ?? offsetMillisAt(zone, from)
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zone}`,
    ...(before ? once(before) : observance(0, steady, steady)),
    ...relevant.flatMap(once),
    ...(ruled?.rules ?? []),
    'END:VTIMEZONE',
  ]
}
