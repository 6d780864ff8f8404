import { isLocalDate } from './time.ts'

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'

/** A weekday, with which one of the month or year is meant: `-1FR` is the last Friday. 0 is Sunday. */
export interface OrdinalDay {
  weekday: number
  nth?: number
}

/** The end of a rule: an instant (`...Z`), a wall time of the series' zone, or a date and its whole day; all inclusive. */
export type Until = { kind: 'instant'; at: number } | { kind: 'wall'; wall: number } | { kind: 'date'; day: number }

/** An RFC 5545 recurrence rule (3.3.10), parsed and checked. */
export interface RecurrenceRule {
  frequency: Frequency
  interval: number
  count?: number
  until?: Until
  /** 0 is Sunday; Monday unless said otherwise. */
  weekStart: number
  byDay: OrdinalDay[]
  byMonthDay: number[]
  byMonth: number[]
  byYearDay: number[]
  byWeekNumber: number[]
  bySetPosition: number[]
  byHour: number[]
  byMinute: number[]
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']

type Reader = (value: string, rule: RecurrenceRule) => string | undefined

/** A list of whole numbers within bounds, zero excluded where positions count from both ends. */
function numbers(
  set: (rule: RecurrenceRule, list: number[]) => void,
  least: number,
  most: number,
  isSigned: boolean,
): Reader {
  return (value, rule) => {
    const list = value.split(',').map((part) => (/^[+-]?\d{1,3}$/.test(part) ? Number(part) : Number.NaN))
    const isFine = (n: number) => (isSigned && n < 0 ? -n >= least && -n <= most : n >= least && n <= most)
    if (!list.every(isFine))
      return `takes numbers from ${least} to ${most}${isSigned ? ', or the same below zero' : ''}`
    set(
      rule,
      [...new Set(list)].sort((a, b) => a - b),
    )
    return undefined
  }
}

const positive =
  (set: (rule: RecurrenceRule, value: number) => void): Reader =>
  (value, rule) => {
    if (!/^\d{1,7}$/.test(value) || Number(value) < 1) return 'takes a whole number from 1'
    set(rule, Number(value))
    return undefined
  }

function readUntil(value: string, rule: RecurrenceRule): string | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?$/.exec(value)
  if (!match || !isLocalDate(`${match[1]}-${match[2]}-${match[3]}`))
    return 'takes a date such as 20270331 or 20270331T220000Z'
  const [, year, month, day, hour, minute, second, zulu] = match
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day))
  if (hour === undefined) rule.until = { kind: 'date', day: midnight / 86_400_000 }
  else {
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return 'names a time that does not exist'
    const at = midnight + Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1000
    rule.until = zulu === 'Z' ? { kind: 'instant', at } : { kind: 'wall', wall: at }
  }
  return undefined
}

const readers: Record<string, Reader> = {
  FREQ: (value, rule) => {
    if (!FREQUENCIES.includes(value)) return `takes ${FREQUENCIES.join(', ')}`
    rule.frequency = value as Frequency
    return undefined
  },
  INTERVAL: positive((rule, value) => {
    rule.interval = value
  }),
  COUNT: positive((rule, value) => {
    rule.count = value
  }),
  UNTIL: readUntil,
  WKST: (value, rule) => {
    if (!WEEKDAYS.includes(value)) return `takes ${WEEKDAYS.join(', ')}`
    rule.weekStart = WEEKDAYS.indexOf(value)
    return undefined
  },
  BYDAY: (value, rule) => {
    const days = value.split(',').map((part) => /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(part))
    if (!days.every((day) => day && (day[1] === undefined || (Number(day[1]) !== 0 && Math.abs(Number(day[1])) <= 53))))
      return 'takes days such as MO or -1FR'
    rule.byDay = days.map((day) => ({
      weekday: WEEKDAYS.indexOf(day![2]!),
      ...(day![1] !== undefined && { nth: Number(day![1]) }),
    }))
    return undefined
  },
  BYMONTHDAY: numbers(
    (rule, list) => {
      rule.byMonthDay = list
    },
    1,
    31,
    true,
  ),
  BYMONTH: numbers(
    (rule, list) => {
      rule.byMonth = list
    },
    1,
    12,
    false,
  ),
  BYYEARDAY: numbers(
    (rule, list) => {
      rule.byYearDay = list
    },
    1,
    366,
    true,
  ),
  BYWEEKNO: numbers(
    (rule, list) => {
      rule.byWeekNumber = list
    },
    1,
    53,
    true,
  ),
  BYSETPOS: numbers(
    (rule, list) => {
      rule.bySetPosition = list
    },
    1,
    366,
    true,
  ),
  BYHOUR: numbers(
    (rule, list) => {
      rule.byHour = list
    },
    0,
    23,
    false,
  ),
  BYMINUTE: numbers(
    (rule, list) => {
      rule.byMinute = list
    },
    0,
    59,
    false,
  ),
}

/** What RFC 5545 forbids in combination. */
function contradictions(rule: RecurrenceRule): string[] {
  const faults: string[] = []
  const hasNth = rule.byDay.some(({ nth }) => nth !== undefined)
  if (rule.count !== undefined && rule.until !== undefined) faults.push('COUNT and UNTIL exclude each other')
  if (hasNth && rule.frequency !== 'MONTHLY' && rule.frequency !== 'YEARLY')
    faults.push('BYDAY with a number needs FREQ=MONTHLY or YEARLY')
  if (hasNth && rule.byWeekNumber.length > 0) faults.push('BYDAY with a number excludes BYWEEKNO')
  if (rule.byMonthDay.length > 0 && rule.frequency === 'WEEKLY') faults.push('BYMONTHDAY excludes FREQ=WEEKLY')
  if (rule.byYearDay.length > 0 && rule.frequency !== 'YEARLY') faults.push('BYYEARDAY needs FREQ=YEARLY')
  if (rule.byWeekNumber.length > 0 && rule.frequency !== 'YEARLY') faults.push('BYWEEKNO needs FREQ=YEARLY')
  const selects =
    rule.byDay.length +
    rule.byMonthDay.length +
    rule.byMonth.length +
    rule.byYearDay.length +
    rule.byWeekNumber.length +
    rule.byHour.length +
    rule.byMinute.length
  if (rule.bySetPosition.length > 0 && selects === 0) faults.push('BYSETPOS needs another BY part')
  return faults
}

const parsed = new Map<string, { rule: RecurrenceRule } | { faults: string[] }>()
const MOST_REMEMBERED = 1000

/** Parses the value of an RRULE property; every fault is named. Equal texts share one frozen answer. */
export function parseRule(text: string): { rule: RecurrenceRule } | { faults: string[] } {
  const known = parsed.get(text)
  if (known) return known
  const answer = parse(text)
  if (parsed.size >= MOST_REMEMBERED) parsed.clear()
  parsed.set(text, answer)
  return answer
}

function parse(text: string): { rule: RecurrenceRule } | { faults: string[] } {
  const rule: RecurrenceRule = {
    frequency: 'DAILY',
    interval: 1,
    weekStart: 1,
    byDay: [],
    byMonthDay: [],
    byMonth: [],
    byYearDay: [],
    byWeekNumber: [],
    bySetPosition: [],
    byHour: [],
    byMinute: [],
  }
  const faults: string[] = []
  const seen = new Set<string>()
  for (const part of text
    .toUpperCase()
    .split(';')
    .filter((one) => one !== '')) {
    const [name = '', value = ''] = part.split('=')
    const reader = readers[name]
    if (!reader || part.split('=').length !== 2) faults.push(`${name} is not a part of a rule that is understood here`)
    else if (seen.has(name)) faults.push(`${name} stands twice`)
    else {
      const fault = reader(value, rule)
      if (fault) faults.push(`${name} ${fault}`)
    }
    seen.add(name)
  }
  if (!seen.has('FREQ')) faults.push('FREQ is missing')
  if (faults.length === 0) faults.push(...contradictions(rule))
  return faults.length > 0 ? { faults } : { rule }
}
