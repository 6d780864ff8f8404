import { dayOf, daysInMonth } from '../time/civil-date.ts'
import { dateOfDayNumber, formatInstant } from '../time/time.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts'

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'

/** A weekday, with which one of the month or year is meant: `-1FR` is the last Friday. 0 is Sunday. */
export interface OrdinalDay {
  weekday: number
  nth?: number
}

/**
 * The end of a rule: an instant (`...Z`), a wall time of the series' zone, or a date and its whole day; all inclusive.
 */
export type Until = { kind: 'instant'; at: number } | { kind: 'wall'; wall: number } | { kind: 'date'; day: number }

/** An RFC 5545 recurrence rule (3.3.10), parsed and checked. Lists are sorted and name nothing twice. */
export interface RecurrenceRule {
  frequency: Frequency
  interval: number
  count?: number
  until?: Until
  /** 0 is Sunday; Monday unless said otherwise. */
  weekStart: number
  byDay: readonly OrdinalDay[]
  byMonthDay: readonly number[]
  byMonth: readonly number[]
  byYearDay: readonly number[]
  byWeekNumber: readonly number[]
  bySetPosition: readonly number[]
  byHour: readonly number[]
  byMinute: readonly number[]
  bySecond: readonly number[]
}

/** As RFC 5545 writes the days of the week, Sunday first. */
const WEEKDAY_CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const

const FREQUENCIES: readonly string[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] satisfies Frequency[]
const NONE: readonly never[] = []
/** Days without a number, made once: most rules name a few of them. */
const EACH_WEEKDAY: readonly OrdinalDay[] = WEEKDAY_CODES.map((_, weekday) => Object.freeze({ weekday }))

const ZERO = 48
const PLUS = 43
const MINUS = 45
const COMMA = 44

// A rule is parsed each time a series is expanded, so it is read letter by letter: no regular expressions, no
// splitting.

const isDigit = (code: number) => code >= ZERO && code <= ZERO + 9

/** Puts a number in its place among sorted ones. */
function insertSorted(list: number[], value: number): void {
  let at = list.length
  while (at > 0 && list[at - 1]! > value) at--
  if (list[at - 1] !== value) list.splice(at, 0, value)
}

/** A list of whole numbers within bounds, below zero too where positions count from both ends; nothing if it is not. */
function numbersIn(text: string, least: number, most: number, isSigned: boolean): number[] | undefined {
  const list: number[] = []
  for (let at = 0; at <= text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === PLUS || sign === MINUS) at++
    const begin = at
    let size = 0
    while (isDigit(text.charCodeAt(at))) size = size * 10 + text.charCodeAt(at++) - ZERO
    const isWhole = at > begin && at - begin <= 3 && (at === text.length || text.charCodeAt(at) === COMMA)
    if (!isWhole || size < least || size > most || (sign === MINUS && !isSigned && size !== 0)) return undefined
    insertSorted(list, sign === MINUS && size !== 0 ? -size : size)
  }
  return list
}

function weekdayAt(text: string, at: number): number {
  for (let weekday = 0; weekday < 7; weekday++) if (text.startsWith(WEEKDAY_CODES[weekday]!, at)) return weekday
  return -1
}

function daysIn(text: string): OrdinalDay[] | undefined {
  const list: OrdinalDay[] = []
  for (let at = 0; at <= text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === PLUS || sign === MINUS) at++
    const begin = at
    let size = 0
    while (isDigit(text.charCodeAt(at))) size = size * 10 + text.charCodeAt(at++) - ZERO
    const hasNumber = at > begin
    const weekday = weekdayAt(text, at)
    at += 2
    const isWhole = weekday >= 0 && (at === text.length || text.charCodeAt(at) === COMMA)
    const isSignAlone = (sign === PLUS || sign === MINUS) && !hasNumber
    if (!isWhole || isSignAlone || (hasNumber && (size < 1 || size > 53))) return undefined
    const nth = sign === MINUS ? -size : size
    if (list.some((one) => one.weekday === weekday && one.nth === (hasNumber ? nth : undefined))) continue
    list.push(hasNumber ? { weekday, nth } : EACH_WEEKDAY[weekday]!)
  }
  return list
}

/** The digits of a text from one place to another as a number; NaN where something else stands there. */
function digitsBetween(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    if (!isDigit(text.charCodeAt(at))) return Number.NaN
    value = value * 10 + text.charCodeAt(at) - ZERO
  }
  return value
}

/** `20270331`, `20270331T220000` or `20270331T220000Z` (RFC 5545, 3.3.4 and 3.3.5). */
function readUntil(value: string, rule: RecurrenceRule): string | undefined {
  const year = digitsBetween(value, 0, 4)
  const month = digitsBetween(value, 4, 6)
  const date = digitsBetween(value, 6, 8)
  const isDate = month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month)
  const isZulu = value.length === 16 && value.endsWith('Z')
  const hasTime = (value.length === 15 || isZulu) && value.charAt(8) === 'T'
  const hour = digitsBetween(value, 9, 11)
  const minute = digitsBetween(value, 11, 13)
  const second = digitsBetween(value, 13, 15)
  if (!isDate || !(value.length === 8 || (hasTime && hour >= 0 && minute >= 0 && second >= 0)))
    return 'takes a date such as 20270331 or 20270331T220000Z'
  const day = dayOf(year, month, date)
  if (!hasTime) {
    rule.until = { kind: 'date', day }
    return undefined
  }
  if (hour > 23 || minute > 59 || second > 60) return 'names a time that does not exist'
  const at = day * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * 1000
  rule.until = isZulu ? { kind: 'instant', at } : { kind: 'wall', wall: at }
  return undefined
}

/** Reads the value of one part into the rule. @returns the fault, if it has one */
type Reader = (value: string, rule: RecurrenceRule) => string | undefined

type NumberList =
  | 'byMonthDay'
  | 'byMonth'
  | 'byYearDay'
  | 'byWeekNumber'
  | 'bySetPosition'
  | 'byHour'
  | 'byMinute'
  | 'bySecond'

function numbers(list: NumberList, least: number, most: number, isSigned = false): Reader {
  const fault = `takes numbers from ${least} to ${most}${isSigned ? ', or the same below zero' : ''}`
  return (value, rule) => {
    const found = numbersIn(value, least, most, isSigned)
    if (!found) return fault
    rule[list] = found
    return undefined
  }
}

function positive(field: 'interval' | 'count'): Reader {
  return (text, rule) => {
    const value = text.length <= 7 ? digitsBetween(text, 0, text.length) : Number.NaN
    if (!(value >= 1)) return 'takes a whole number from 1'
    rule[field] = value
    return undefined
  }
}

const readers: Record<string, Reader> = {
  FREQ: (value, rule) => {
    if (!FREQUENCIES.includes(value)) return `takes ${FREQUENCIES.join(', ')}`
    rule.frequency = value as Frequency
    return undefined
  },
  INTERVAL: positive('interval'),
  COUNT: positive('count'),
  UNTIL: readUntil,
  WKST: (value, rule) => {
    const weekday = value.length === 2 ? weekdayAt(value, 0) : -1
    if (weekday < 0) return `takes ${WEEKDAY_CODES.join(', ')}`
    rule.weekStart = weekday
    return undefined
  },
  BYDAY: (value, rule) => {
    const days = daysIn(value)
    if (!days) return 'takes days such as MO or -1FR'
    rule.byDay = days
    return undefined
  },
  BYMONTHDAY: numbers('byMonthDay', 1, 31, true),
  BYMONTH: numbers('byMonth', 1, 12),
  BYYEARDAY: numbers('byYearDay', 1, 366, true),
  BYWEEKNO: numbers('byWeekNumber', 1, 53, true),
  BYSETPOS: numbers('bySetPosition', 1, 366, true),
  BYHOUR: numbers('byHour', 0, 23),
  BYMINUTE: numbers('byMinute', 0, 59),
  BYSECOND: numbers('bySecond', 0, 59),
}

/** Each part with a bit of its own, by which one that stands twice is found. */
const parts = new Map(Object.entries(readers).map(([name, read], i) => [name, { bit: 1 << i, read }]))
const FREQ = 1

/** What RFC 5545 forbids in combination. */
function contradictions(rule: RecurrenceRule): string[] | undefined {
  const { frequency } = rule
  const hasNth = rule.byDay.some(({ nth }) => nth !== undefined)
  const faults: string[] = []
  if (rule.count !== undefined && rule.until !== undefined) faults.push('COUNT and UNTIL exclude each other')
  if (hasNth && frequency !== 'MONTHLY' && frequency !== 'YEARLY')
    faults.push('BYDAY with a number needs FREQ=MONTHLY or YEARLY')
  if (hasNth && rule.byWeekNumber.length > 0) faults.push('BYDAY with a number excludes BYWEEKNO')
  if (rule.byMonthDay.length > 0 && frequency === 'WEEKLY') faults.push('BYMONTHDAY excludes FREQ=WEEKLY')
  if (rule.byYearDay.length > 0 && frequency !== 'YEARLY') faults.push('BYYEARDAY needs FREQ=YEARLY')
  if (rule.byWeekNumber.length > 0 && frequency !== 'YEARLY') faults.push('BYWEEKNO needs FREQ=YEARLY')
  if (rule.bySetPosition.length > 0) {
    const { byDay, byMonthDay, byMonth, byYearDay, byWeekNumber, byHour, byMinute, bySecond } = rule
    const lists = [byDay, byMonthDay, byMonth, byYearDay, byWeekNumber, byHour, byMinute, bySecond]
    if (lists.every((list) => list.length === 0)) faults.push('BYSETPOS needs another BY part')
  }
  return faults.length > 0 ? faults : undefined
}

/** Parses the value of an RRULE property; every fault is named with its part. */
export function parseRule(text: string): { rule: RecurrenceRule } | { faults: string[] } {
  const rule: RecurrenceRule = {
    frequency: 'DAILY',
    interval: 1,
    weekStart: 1,
    byDay: NONE,
    byMonthDay: NONE,
    byMonth: NONE,
    byYearDay: NONE,
    byWeekNumber: NONE,
    bySetPosition: NONE,
    byHour: NONE,
    byMinute: NONE,
    bySecond: NONE,
  }
  const faults: string[] = []
  const upper = text.toUpperCase()
  let seen = 0
  for (let at = 0; at < upper.length; ) {
    const semicolon = upper.indexOf(';', at)
    const end = semicolon < 0 ? upper.length : semicolon
    const begin = at
    at = end + 1
    if (end === begin) continue
    const equals = upper.indexOf('=', begin)
    const nameEnd = equals < 0 || equals > end ? end : equals
    const name = upper.slice(begin, nameEnd)
    const part = parts.get(name)
    if (!part || nameEnd === end) faults.push(`${name} is not a part of a rule that is understood here`)
    else if (seen & part.bit) faults.push(`${name} stands twice`)
    else {
      seen |= part.bit
      const fault = part.read(upper.slice(nameEnd + 1, end), rule)
      if (fault) faults.push(`${name} ${fault}`)
    }
  }
  if (!(seen & FREQ)) faults.push('FREQ is missing')
  const known = faults.length > 0 ? faults : contradictions(rule)
  return known ? { faults: known } : { rule }
}

const compact = (millis: number) => formatInstant(millis).slice(0, 19).replaceAll(/[-:]/g, '')

function untilText(until: Until): string {
  if (until.kind === 'date') return dateOfDayNumber(until.day).replaceAll('-', '')
  return until.kind === 'instant' ? `${compact(until.at)}Z` : compact(until.wall)
}

/** Writes a rule as the value of an RRULE property; parsing it gives the same rule again. */
export function ruleText(rule: RecurrenceRule): string {
  const list = (name: string, values: readonly number[]) => (values.length > 0 ? [`${name}=${values.join(',')}`] : [])
  const days = rule.byDay.map(({ weekday, nth }) => `${nth ?? ''}${WEEKDAY_CODES[weekday]}`)
  return [
    `FREQ=${rule.frequency}`,
    ...(rule.interval > 1 ? [`INTERVAL=${rule.interval}`] : []),
    ...(rule.weekStart === 1 ? [] : [`WKST=${WEEKDAY_CODES[rule.weekStart]}`]),
    ...list('BYMONTH', rule.byMonth),
    ...list('BYWEEKNO', rule.byWeekNumber),
    ...list('BYYEARDAY', rule.byYearDay),
    ...list('BYMONTHDAY', rule.byMonthDay),
    ...(days.length > 0 ? [`BYDAY=${days.join(',')}`] : []),
    ...list('BYHOUR', rule.byHour),
    ...list('BYMINUTE', rule.byMinute),
    ...list('BYSECOND', rule.bySecond),
    ...list('BYSETPOS', rule.bySetPosition),
    ...(rule.count === undefined ? [] : [`COUNT=${rule.count}`]),
    ...(rule.until === undefined ? [] : [`UNTIL=${untilText(rule.until)}`]),
  ].join(';')
}

/** The rule of a text that has been checked before. @throws RangeError for what is no rule */
export function ruleOf(text: string): RecurrenceRule {
  const parsed = parseRule(text)
  if ('faults' in parsed) throw new RangeError(`not a recurrence rule: ${text} (${parsed.faults.join('; ')})`)
  return parsed.rule
}
