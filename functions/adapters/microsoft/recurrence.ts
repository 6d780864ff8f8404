import type { PatternedRecurrence } from '@microsoft/microsoft-graph-types'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { localDateOf, weekdayOf } from '../../../shared/domain/time/time.ts'
import { RemoteRefused } from '../../ports/calendar-provider.ts'
import type { GraphEventAnswer } from './answers.ts'

const CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const
const INDEXES: Record<string, 'first' | 'second' | 'third' | 'fourth' | 'last'> = {
  '1': 'first',
  '2': 'second',
  '3': 'third',
  '4': 'fourth',
  '-1': 'last',
}

const startDateOf = (times: EventTimes) =>
  times.kind === 'timed' ? localDateOf(times.startsAt, times.timeZone) : times.startDate

/**
 * A rule as Graph's pattern (Graph, recurrencePattern and recurrenceRange resources).
 * @throws RemoteRefused for a rule that Graph cannot say: it stays in Almanac
 */
export function toPattern(rrule: string, times: EventTimes): PatternedRecurrence {
  const parts = Object.fromEntries(rrule.split(';').map((part) => part.split('=') as [string, string]))
  const known = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY', 'BYMONTHDAY', 'BYMONTH'])
  const stranger = Object.keys(parts).find((name) => !known.has(name))
  const startDate = startDateOf(times)
  const date = Number(startDate.slice(8))
  const interval = Number(parts['INTERVAL'] ?? 1)
  const days = parts['BYDAY']
    ?.split(',')
    .map((day) => ({ nth: day.slice(0, -2), name: NAMES[CODES.indexOf(day.slice(-2))]! }))
  const refuse = (why: string): never => {
    throw new RemoteRefused(`Outlook cannot repeat like this: ${why}`)
  }
  if (stranger) refuse(stranger)
  const range: PatternedRecurrence['range'] = {
    startDate,
    recurrenceTimeZone: times.kind === 'timed' ? times.timeZone : 'UTC',
    ...(parts['COUNT']
      ? { type: 'numbered' as const, numberOfOccurrences: Number(parts['COUNT']) }
      : parts['UNTIL']
        ? {
            type: 'endDate' as const,
            endDate: `${parts['UNTIL'].slice(0, 4)}-${parts['UNTIL'].slice(4, 6)}-${parts['UNTIL'].slice(6, 8)}`,
          }
        : { type: 'noEnd' as const }),
  }
  const dayOfMonth = Number(parts['BYMONTHDAY'] ?? date)
  if (parts['FREQ'] === 'DAILY' && !days) return { pattern: { type: 'daily', interval }, range }
  if (parts['FREQ'] === 'WEEKLY' || (parts['FREQ'] === 'DAILY' && interval === 1)) {
    const daysOfWeek = days?.map(({ name }) => name) ?? [NAMES[weekdayOf(startDate)]!]
    return {
      pattern: { type: 'weekly', interval, daysOfWeek, firstDayOfWeek: NAMES[CODES.indexOf(parts['WKST'] ?? 'MO')]! },
      range,
    }
  }
  const isYearly = parts['FREQ'] === 'YEARLY'
  if (!isYearly && parts['FREQ'] !== 'MONTHLY') refuse(parts['FREQ'] ?? '')
  const month = isYearly ? Number(parts['BYMONTH'] ?? startDate.slice(5, 7)) : undefined
  if (days) {
    const index = INDEXES[days[0]?.nth ?? '']
    if (days.length !== 1 || !index || (isYearly && !parts['BYMONTH'])) return refuse('these weekdays of the month')
    return {
      pattern: {
        type: isYearly ? 'relativeYearly' : 'relativeMonthly',
        interval,
        daysOfWeek: [days[0]!.name],
        index,
        ...(month && { month }),
      },
      range,
    }
  }
  // Outlook moves the 29th to 31st to the last day of short months; the rule skips those months.
  if (!(dayOfMonth >= 1 && dayOfMonth <= 28)) refuse('a day that not every month has')
  return {
    pattern: { type: isYearly ? 'absoluteYearly' : 'absoluteMonthly', interval, dayOfMonth, ...(month && { month }) },
    range,
  }
}

/** Graph's pattern as a rule; properties that do not belong to the type carry meaningless defaults. */
export function fromPattern({ pattern, range }: NonNullable<GraphEventAnswer['recurrence']>): string | undefined {
  if (!pattern || !range) return undefined
  const interval = (pattern.interval ?? 1) > 1 ? `;INTERVAL=${pattern.interval}` : ''
  const days = (pattern.daysOfWeek ?? []).map((day) => CODES[NAMES.indexOf(day as (typeof NAMES)[number])])
  const nth = Object.entries(INDEXES).find(([, name]) => name === pattern.index)?.[0] ?? '1'
  const rules: Record<string, string> = {
    daily: `FREQ=DAILY${interval}`,
    weekly: `FREQ=WEEKLY${interval};BYDAY=${days.join(',')};WKST=${CODES[NAMES.indexOf((pattern.firstDayOfWeek ?? 'sunday') as (typeof NAMES)[number])]}`,
    absoluteMonthly: `FREQ=MONTHLY${interval};BYMONTHDAY=${pattern.dayOfMonth}`,
    relativeMonthly: `FREQ=MONTHLY${interval};BYDAY=${days.map((day) => `${nth}${day}`).join(',')}`,
    absoluteYearly: `FREQ=YEARLY${interval};BYMONTH=${pattern.month};BYMONTHDAY=${pattern.dayOfMonth}`,
    relativeYearly: `FREQ=YEARLY${interval};BYMONTH=${pattern.month};BYDAY=${days.map((day) => `${nth}${day}`).join(',')}`,
  }
  const rule = rules[pattern.type ?? '']
  if (rule === undefined) return undefined
  if (range.type === 'numbered') return `${rule};COUNT=${range.numberOfOccurrences}`
  if (range.type === 'endDate') return `${rule};UNTIL=${(range.endDate ?? '').replaceAll('-', '')}`
  return rule
}
