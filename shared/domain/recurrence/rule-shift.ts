import { civilOf, daysInMonth, weekdayOfDay } from '../time/civil-date.ts'
import { type OrdinalDay, type RecurrenceRule, ruleOf, ruleText, type Until } from './recurrence-rule.ts'

/** How a series moves on the wall clock. */
export interface RuleShift {
  /** Whole days between the old and the new start; a change of the time of day alone is none. */
  days: number
  /** Day number of the new start. */
  startDay: number
  until: (until: Until) => Until
}

const isWithin = (n: number, days: number) =>
  n > 0 ? n <= 28 && n + days >= 1 && n + days <= 28 : n >= -28 && n + days <= -1 && n + days >= -28

/** Which weekday of its month a day is, counted from the end where the rule did so. */
function nthOf(day: number, fromEnd: boolean): OrdinalDay {
  const { year, month, date } = civilOf(day)
  const nth = fromEnd ? -Math.ceil((daysInMonth(year, month) - date + 1) / 7) : Math.ceil(date / 7)
  return { weekday: weekdayOfDay(day), nth }
}

/** The days that a rule names, moved along with its start; nothing where the rule cannot say them. */
function shiftedDays(rule: RecurrenceRule, { days, startDay }: RuleShift): Partial<RecurrenceRule> | undefined {
  const { frequency, byDay, byMonthDay, byMonth, byYearDay, byWeekNumber, bySetPosition } = rule
  const isOther = byYearDay.length > 0 || byWeekNumber.length > 0
  if (isOther) return undefined
  const turned = (weekday: number) => (((weekday + days) % 7) + 7) % 7
  if (frequency === 'WEEKLY' || frequency === 'DAILY') {
    if (byMonth.length > 0 || byMonthDay.length > 0) return undefined
    // The week turns with its days, so that every second week stays the same week.
    const weekStart = frequency === 'WEEKLY' ? turned(rule.weekStart) : rule.weekStart
    return { byDay: byDay.map(({ weekday }) => ({ weekday: turned(weekday) })), ...(byDay.length > 0 && { weekStart }) }
  }
  if (bySetPosition.length > 0) return undefined
  const start = civilOf(startDay)
  const month = frequency === 'YEARLY' && byMonth.length === 1 ? { byMonth: [start.month] } : {}
  if (frequency === 'YEARLY' && byMonth.length > 1) return undefined
  if (byDay.length === 0 && byMonthDay.length === 1 && frequency === 'YEARLY')
    return { ...month, byMonthDay: [start.date] }
  if (byDay.length === 0 && byMonthDay.length > 0)
    return byMonthDay.every((n) => isWithin(n, days)) ? { byMonthDay: byMonthDay.map((n) => n + days) } : undefined
  const [only] = byDay
  const isNthOfMonth = byDay.length === 1 && only?.nth !== undefined && byMonthDay.length === 0
  if (isNthOfMonth && (frequency === 'MONTHLY' || byMonth.length === 1))
    return { ...month, byDay: [nthOf(startDay, only.nth! < 0)] }
  return byDay.length === 0 ? month : undefined
}

/**
 * A rule whose series moves: its end moves along, and so do the days that it names, as far as a rule can say it (weekly
 * on Mondays becomes weekly on Tuesdays, the 3rd becomes the 4th, the first Monday the first Tuesday).
 */
export function shiftedRule(rrule: string, shift: RuleShift): string {
  const rule = ruleOf(rrule)
  const moved = {
    ...rule,
    ...(shift.days !== 0 && shiftedDays(rule, shift)),
    ...(rule.until && { until: shift.until(rule.until) }),
  }
  return ruleText(moved) === ruleText(rule) ? rrule : ruleText(moved)
}
