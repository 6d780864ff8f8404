import { type CivilDate, civilOf, dayOf, daysInMonth, daysInYear, weekdayOfDay } from './civil-date.ts'
import type { OrdinalDay, RecurrenceRule } from './recurrence-rule.ts'

/**
 * The dates that one period of a rule (a day, week, month or year) holds, as day numbers since 1970-01-01.
 * Pure integer arithmetic on the proleptic Gregorian calendar; no Date objects.
 */

function matchesMonthDay(list: number[], { year, month, date }: CivilDate): boolean {
  if (list.length === 0) return true
  return list.includes(date) || list.includes(date - daysInMonth(year, month) - 1)
}

const matchesWeekday = (list: OrdinalDay[], day: number) =>
  list.length === 0 || list.some(({ weekday }) => weekday === weekdayOfDay(day))

/** The nth weekday among `length` days from `first`, or all of them; counted from the end below zero. */
function weekdaysIn(first: number, length: number, { weekday, nth }: OrdinalDay): number[] {
  const start = first + ((weekday - weekdayOfDay(first) + 7) % 7)
  const count = Math.floor((first + length - 1 - start) / 7) + 1
  if (nth === undefined) return Array.from({ length: Math.max(0, count) }, (_, i) => start + i * 7)
  const index = nth > 0 ? nth - 1 : count + nth
  return index >= 0 && index < count ? [start + index * 7] : []
}

function monthDates(rule: RecurrenceRule, year: number, month: number, startDate: number): number[] {
  const first = dayOf(year, month, 1)
  const length = daysInMonth(year, month)
  if (rule.byDay.length > 0) {
    const days = [...new Set(rule.byDay.flatMap((one) => weekdaysIn(first, length, one)))]
    return days.filter((day) => matchesMonthDay(rule.byMonthDay, civilOf(day))).sort((a, b) => a - b)
  }
  const wanted = rule.byMonthDay.length > 0 ? rule.byMonthDay : [startDate]
  const dates = wanted.map((one) => (one > 0 ? one : length + one + 1)).filter((one) => one >= 1 && one <= length)
  return [...new Set(dates)].sort((a, b) => a - b).map((date) => first + date - 1)
}

/** First day of ISO-like week 1 of a year for a week start: the week that holds at least four days of the year. */
function firstWeek(year: number, weekStart: number): number {
  const newYear = dayOf(year, 1, 1)
  const back = (weekdayOfDay(newYear) - weekStart + 7) % 7
  return back <= 3 ? newYear - back : newYear - back + 7
}

function weekNumberDates(rule: RecurrenceRule, year: number, startWeekday: number): number[] {
  const first = firstWeek(year, rule.weekStart)
  const weeks = Math.round((firstWeek(year + 1, rule.weekStart) - first) / 7)
  const days = rule.byWeekNumber
    .map((n) => (n > 0 ? n : weeks + n + 1))
    .filter((n) => n >= 1 && n <= weeks)
    .flatMap((n) => Array.from({ length: 7 }, (_, i) => first + (n - 1) * 7 + i))
  const wanted = rule.byDay.length > 0 ? rule.byDay.map(({ weekday }) => weekday) : [startWeekday]
  return days.filter((day) => wanted.includes(weekdayOfDay(day)))
}

function yearDates(rule: RecurrenceRule, year: number, start: CivilDate, startWeekday: number): number[] {
  const newYear = dayOf(year, 1, 1)
  const length = daysInYear(year)
  const inMonths = (day: number) => rule.byMonth.length === 0 || rule.byMonth.includes(civilOf(day).month)
  if (rule.byYearDay.length > 0) {
    const days = rule.byYearDay.map((n) => (n > 0 ? n : length + n + 1)).filter((n) => n >= 1 && n <= length)
    return [...new Set(days)]
      .map((n) => newYear + n - 1)
      .filter(
        (day) => inMonths(day) && matchesWeekday(rule.byDay, day) && matchesMonthDay(rule.byMonthDay, civilOf(day)),
      )
  }
  if (rule.byWeekNumber.length > 0)
    return weekNumberDates(rule, year, startWeekday).filter(
      (day) => inMonths(day) && matchesMonthDay(rule.byMonthDay, civilOf(day)),
    )
  if (rule.byMonth.length > 0) return rule.byMonth.flatMap((month) => monthDates(rule, year, month, start.date))
  if (rule.byMonthDay.length > 0)
    return Array.from({ length: 12 }, (_, i) => monthDates(rule, year, i + 1, start.date)).flat()
  // Without months, a numbered weekday counts within the year.
  if (rule.byDay.length > 0) return [...new Set(rule.byDay.flatMap((one) => weekdaysIn(newYear, length, one)))]
  return start.date <= daysInMonth(year, start.month) ? [dayOf(year, start.month, start.date)] : []
}

/** Which period a day lies in, counted from 1970: day, week by the rule's week start, month or year number. */
export function periodOf(rule: RecurrenceRule, day: number): number {
  switch (rule.frequency) {
    case 'DAILY':
      return day
    case 'WEEKLY':
      return Math.floor((day + 4 - rule.weekStart) / 7)
    case 'MONTHLY': {
      const { year, month } = civilOf(day)
      return year * 12 + month - 1
    }
    case 'YEARLY':
      return civilOf(day).year
  }
}

/** First day of a period. Years may hold days of the week before (BYWEEKNO): their first day is that week's. */
export function firstDayOf(rule: RecurrenceRule, period: number): number {
  switch (rule.frequency) {
    case 'DAILY':
      return period
    case 'WEEKLY':
      return period * 7 - 4 + rule.weekStart
    case 'MONTHLY':
      return dayOf(Math.floor(period / 12), (((period % 12) + 12) % 12) + 1, 1)
    case 'YEARLY':
      return dayOf(period, 1, 1) - 6
  }
}

/** The dates of a period by all BY parts except BYSETPOS, sorted. `start` is the series' own first day. */
export function datesOfPeriod(rule: RecurrenceRule, period: number, start: number): number[] {
  const inMonths = (day: number) => rule.byMonth.length === 0 || rule.byMonth.includes(civilOf(day).month)
  switch (rule.frequency) {
    case 'DAILY':
      return inMonths(period) && matchesWeekday(rule.byDay, period) && matchesMonthDay(rule.byMonthDay, civilOf(period))
        ? [period]
        : []
    case 'WEEKLY': {
      const first = firstDayOf(rule, period)
      const wanted = rule.byDay.length > 0 ? rule.byDay : [{ weekday: weekdayOfDay(start) }]
      return [0, 1, 2, 3, 4, 5, 6].map((i) => first + i).filter((day) => matchesWeekday(wanted, day) && inMonths(day))
    }
    case 'MONTHLY': {
      const year = Math.floor(period / 12)
      const month = (((period % 12) + 12) % 12) + 1
      return rule.byMonth.length === 0 || rule.byMonth.includes(month)
        ? monthDates(rule, year, month, civilOf(start).date)
        : []
    }
    case 'YEARLY':
      return yearDates(rule, period, civilOf(start), weekdayOfDay(start)).sort((a, b) => a - b)
  }
}
