import { type InputFault, inputFault } from '../answers/bad-input.ts'
import { civilOf, daysInMonth, weekdayOfDay } from '../time/civil-date.ts'
import { addDays, dayNumber, instantOf, type LocalDate, localDateOf } from '../time/time.ts'
import type { EventTimes } from './event-times.ts'
import { lastDateOf } from './last-date.ts'
import { type OrdinalDay, parseRule, type RecurrenceRule, ruleText } from './recurrence-rule.ts'

/** Which day of the month a monthly rule means, all of them said of the start. */
export type MonthlyBy = 'date' | 'lastDay' | 'weekday' | 'lastWeekday'

/** How an event repeats, in the fields of a form. `custom` is a rule that they cannot show; it is kept as it is. */
export interface RuleForm {
  repeats: 'never' | 'daily' | 'weekly' | 'monthly' | 'yearly' | 'custom'
  /** Every so many days, weeks, months or years. */
  interval: number
  /** Of a weekly rule, sorted; 0 is Sunday. */
  weekdays: number[]
  monthlyBy: MonthlyBy
  ends: 'never' | 'count' | 'until'
  count: number
  /** The last date that may have a meeting, in the series' own zone. */
  until: LocalDate
}

const LEAST_COUNT = 1
const MOST = 999

const FREQUENCIES = { daily: 'DAILY', weekly: 'WEEKLY', monthly: 'MONTHLY', yearly: 'YEARLY' } as const

function startDateOf(times: EventTimes): LocalDate {
  return times.kind === 'timed' ? localDateOf(times.startsAt, times.timeZone) : times.startDate
}

/** Which weekday of its month a date is, from the beginning (first to fifth) and from the end. */
function placeInMonth(date: LocalDate): {
  nth: number
  isLast: boolean
  isLastDay: boolean
  weekday: number
  date: number
} {
  const day = dayNumber(date)
  const civil = civilOf(day)
  const length = daysInMonth(civil.year, civil.month)
  return {
    nth: Math.ceil(civil.date / 7),
    isLast: civil.date + 7 > length,
    isLastDay: civil.date === length,
    weekday: weekdayOfDay(day),
    date: civil.date,
  }
}

/** The ways in which a date can be meant every month; the fifth of a weekday is not in every month, the last is. */
export function monthlyChoices(date: LocalDate): MonthlyBy[] {
  const { nth, isLast, isLastDay } = placeInMonth(date)
  return [
    'date',
    ...(isLastDay ? (['lastDay'] as const) : []),
    ...(nth <= 4 ? (['weekday'] as const) : []),
    ...(isLast ? (['lastWeekday'] as const) : []),
  ]
}

function monthlyPart(by: MonthlyBy, date: LocalDate): Partial<RecurrenceRule> {
  const place = placeInMonth(date)
  if (by === 'date') return { byMonthDay: [place.date] }
  if (by === 'lastDay') return { byMonthDay: [-1] }
  return { byDay: [{ weekday: place.weekday, nth: by === 'weekday' ? place.nth : -1 }] }
}

/** What a form shows for an event that does not repeat, ready for the moment when it should. */
export function freshForm(times: EventTimes): RuleForm {
  const date = startDateOf(times)
  return {
    repeats: 'never',
    interval: 1,
    weekdays: [weekdayOfDay(dayNumber(date))],
    monthlyBy: 'date',
    ends: 'never',
    count: 10,
    until: addDays(date, 90),
  }
}

/** What is wrong with a form, by field. */
export function formFaults(form: RuleForm, times: EventTimes): Partial<Record<keyof RuleForm, InputFault>> {
  if (form.repeats === 'never' || form.repeats === 'custom') return {}
  const isCount = (n: number) => Number.isInteger(n) && n >= LEAST_COUNT && n <= MOST
  const faults: InputFault[] = []
  const bounds = { minimum: LEAST_COUNT, maximum: MOST }
  if (!isCount(form.interval)) faults.push(inputFault('interval', 'notWholeNumber', bounds))
  if (form.repeats === 'weekly' && form.weekdays.length === 0) faults.push(inputFault('weekdays', 'noWeekday'))
  if (form.ends === 'count' && !isCount(form.count)) faults.push(inputFault('count', 'notWholeNumber', bounds))
  if (form.ends === 'until' && !(form.until >= startDateOf(times))) faults.push(inputFault('until', 'beforeStart'))
  return Object.fromEntries(faults.map((fault) => [fault.path, fault]))
}

/** The rule that a form without faults means; nothing where it does not repeat, or is kept (`custom`). */
export function ruleOfForm(form: RuleForm, times: EventTimes): string | undefined {
  if (form.repeats === 'never' || form.repeats === 'custom') return undefined
  const none: readonly never[] = []
  const date = startDateOf(times)
  return ruleText({
    frequency: FREQUENCIES[form.repeats],
    interval: form.interval,
    weekStart: 1,
    byDay: form.repeats === 'weekly' ? mondayFirst(form.weekdays) : none,
    byMonthDay: none,
    byMonth: none,
    byYearDay: none,
    byWeekNumber: none,
    bySetPosition: none,
    byHour: none,
    byMinute: none,
    bySecond: none,
    ...(form.repeats === 'monthly' && monthlyPart(form.monthlyBy, date)),
    ...(form.ends === 'count' && { count: form.count }),
    ...(form.ends === 'until' && { until: untilOf(form.until, times) }),
  })
}

const mondayFirst = (weekdays: number[]): OrdinalDay[] =>
  [...weekdays].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7)).map((weekday) => ({ weekday }))

/** The end of a date in the series' zone: as an instant, for that is what other calendars take (RFC 5545, 3.3.10). */
function untilOf(date: LocalDate, times: EventTimes): NonNullable<RecurrenceRule['until']> {
  if (times.kind === 'allDay') return { kind: 'date', day: dayNumber(date) }
  return { kind: 'instant', at: instantOf(`${date}T23:59:59`, times.timeZone) }
}

/**
 * A rule in the fields of a form, with what it leaves open said. `custom` where the fields cannot show all of it: also
 * for several rules and for extra dates. `times` are those that the rule counts from, or of any of its occurrences.
 */
export function formOfRule(
  times: EventTimes,
  {
    rrule,
    moreRules = [],
    rdates = [],
  }: { rrule?: string | undefined; moreRules?: string[] | undefined; rdates?: string[] | undefined },
): RuleForm {
  const fresh = freshForm(times)
  if (rrule === undefined && rdates.length === 0) return fresh
  const custom: RuleForm = { ...fresh, repeats: 'custom' }
  const parsed = rrule === undefined ? undefined : parseRule(rrule)
  if (!parsed || 'faults' in parsed || moreRules.length > 0 || rdates.length > 0) return custom
  const { rule } = parsed
  const others = [
    rule.byMonth,
    rule.byYearDay,
    rule.byWeekNumber,
    rule.bySetPosition,
    rule.byHour,
    rule.byMinute,
    rule.bySecond,
  ]
  const isYearOfStart = isDateOfStart(rule, startDateOf(times))
  if (others.some((list) => list.length > 0) && !isYearOfStart) return custom
  const shared = {
    ...fresh,
    interval: rule.interval,
    ...(rule.count !== undefined && { ends: 'count' as const, count: rule.count }),
    ...(rule.until && { ends: 'until' as const, until: lastDateOf(rule.until, times) }),
  }
  if (rule.interval > MOST || (rule.count ?? 1) > MOST) return custom
  const days = kindOf(rule, times, isYearOfStart)
  return days ? { ...shared, ...days } : custom
}

/** A yearly rule that names the month and date of its start, and nothing else. */
function isDateOfStart(
  {
    frequency,
    byMonth,
    byMonthDay,
    byYearDay,
    byWeekNumber,
    bySetPosition,
    byHour,
    byMinute,
    bySecond,
  }: RecurrenceRule,
  date: LocalDate,
): boolean {
  const civil = civilOf(dayNumber(date))
  const isBare = [byYearDay, byWeekNumber, bySetPosition, byHour, byMinute, bySecond].every((list) => list.length === 0)
  return (
    frequency === 'YEARLY' &&
    isBare &&
    byMonth.join() === `${civil.month}` &&
    (byMonthDay.length === 0 || byMonthDay.join() === `${civil.date}`)
  )
}

function kindOf(rule: RecurrenceRule, times: EventTimes, isYearOfStart: boolean): Partial<RuleForm> | undefined {
  const { frequency, byDay, byMonthDay, interval, weekStart } = rule
  const isPlain = byDay.every(({ nth }) => nth === undefined)
  const weekdays = byDay.map(({ weekday }) => weekday).sort()
  if (frequency === 'DAILY' && byMonthDay.length === 0) {
    if (byDay.length === 0) return { repeats: 'daily' }
    return interval === 1 ? { repeats: 'weekly', weekdays } : undefined
  }
  if (frequency === 'WEEKLY') {
    // Where weeks are left out, another first day of the week is another rule.
    if (interval > 1 && byDay.length > 1 && weekStart !== 1) return undefined
    return byDay.length === 0 ? { repeats: 'weekly' } : { repeats: 'weekly', weekdays }
  }
  if (frequency === 'MONTHLY' && byDay.length === 0 && byMonthDay.length === 0) return { repeats: 'monthly' }
  if (frequency === 'MONTHLY' && !(isPlain && byDay.length > 0)) {
    const date = startDateOf(times)
    const same = (part: Partial<RecurrenceRule>) =>
      JSON.stringify([part.byDay ?? [], part.byMonthDay ?? []]) === JSON.stringify([byDay, byMonthDay])
    const monthlyBy = monthlyChoices(date).find((by) => same(monthlyPart(by, date)))
    return monthlyBy && { repeats: 'monthly', monthlyBy }
  }
  const isYearly = frequency === 'YEARLY' && byDay.length === 0 && (byMonthDay.length === 0 || isYearOfStart)
  return isYearly ? { repeats: 'yearly' } : undefined
}
