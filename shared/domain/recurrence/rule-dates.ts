import { type CivilDate, civilOf, dayOf, daysInMonth, daysInYear, weekdayOfDay } from '../time/civil-date.ts'
import type { OrdinalDay, RecurrenceRule } from './recurrence-rule.ts'

const EVERY_MONTH = 0b1_1111_1111_1110

const bitsOf = (numbers: readonly number[]) => numbers.reduce((bits, number) => bits | (1 << number), 0)

/** How many periods it takes until the numbers of dates repeat, and how many dates they hold together. */
export interface Cycle {
  periods: number
  /** Dates of each period that has any, and how many such periods the cycle has. */
  datesEach: number
  periodsWithDates: number
}

/**
 * The dates that a rule names, one period (a day, week, month or year) at a time, by all its BY parts except BYSETPOS
 * and the times of day (RFC 5545, 3.3.10). Days are numbers since 1970-01-01. Made once per expansion.
 */
export class RuleDates {
  private readonly rule: RecurrenceRule
  private readonly start: CivilDate
  /** Bits of the weekdays that BYDAY names without a number; of those with one, the list. */
  private readonly weekdays: number
  private readonly nthDays: readonly OrdinalDay[]
  private readonly months: number
  private readonly startWeekday: number
  /** Bits of the days of a weekly rule, the first being that on which its week begins. */
  private readonly weekBits: number

  /** @param startDay the day on which the series begins: it says what the rule leaves open */
  constructor(rule: RecurrenceRule, startDay: number) {
    this.rule = rule
    this.start = civilOf(startDay)
    this.startWeekday = weekdayOfDay(startDay)
    let weekdays = 0
    let hasNth = false
    for (const { weekday, nth } of rule.byDay)
      if (nth === undefined) weekdays |= 1 << weekday
      else hasNth = true
    this.nthDays = hasNth ? rule.byDay.filter(({ nth }) => nth !== undefined) : []
    this.weekdays = weekdays
    const ofWeek = weekdays || 1 << this.startWeekday
    this.weekBits = ((ofWeek >> rule.weekStart) | (ofWeek << (7 - rule.weekStart))) & 0b111_1111
    this.months = rule.byMonth.length === 0 ? EVERY_MONTH : bitsOf(rule.byMonth)
  }

  /**
   * Which period a day lies in: the day itself, the week by the rule's week start, the month or the year. Where weeks
   * are numbered, the year is the one that the day's week belongs to, so that no week is cut in two.
   */
  periodOf(day: number): number {
    switch (this.rule.frequency) {
      case 'DAILY':
        return day
      case 'WEEKLY':
        return Math.floor((day + 4 - this.rule.weekStart) / 7)
      case 'MONTHLY': {
        const { year, month } = civilOf(day)
        return year * 12 + month - 1
      }
      case 'YEARLY':
        return this.rule.byWeekNumber.length > 0 ? weekYearOf(day, this.rule.weekStart) : civilOf(day).year
    }
  }

  /** First day of a period. */
  firstDayOf(period: number): number {
    switch (this.rule.frequency) {
      case 'DAILY':
        return period
      case 'WEEKLY':
        return period * 7 - 4 + this.rule.weekStart
      case 'MONTHLY':
        return dayOf(Math.floor(period / 12), (((period % 12) + 12) % 12) + 1, 1)
      case 'YEARLY':
        return this.rule.byWeekNumber.length > 0 ? firstWeek(period, this.rule.weekStart) : dayOf(period, 1, 1)
    }
  }

  /** Adds the dates of a period to `days`, sorted, each once. */
  addDatesOf(period: number, days: number[]): void {
    const { frequency } = this.rule
    if (frequency === 'DAILY') this.addDay(period, days)
    else if (frequency === 'WEEKLY') this.addWeek(period, days)
    else if (frequency === 'YEARLY') this.addYear(period, days)
    else {
      const month = (((period % 12) + 12) % 12) + 1
      if ((this.months >> month) & 1) this.addMonth(Math.floor(period / 12), month, days)
    }
  }

  /**
   * How the number of dates repeats, where it does so soon: then a COUNT is skipped over without walking through it.
   * Nothing where it hangs on the lengths of months and years.
   */
  cycle(): Cycle | undefined {
    const { frequency, byMonthDay, byYearDay, byWeekNumber, byMonth, interval, byDay } = this.rule
    if (frequency === 'WEEKLY' || frequency === 'DAILY') {
      if (byMonth.length > 0 || byMonthDay.length > 0) return undefined
      if (frequency === 'WEEKLY') {
        let dates = 0
        for (let wanted = this.weekdays || 1; wanted > 0; wanted >>= 1) dates += wanted & 1
        return { periods: 1, datesEach: dates, periodsWithDates: 1 }
      }
      if (this.weekdays === 0) return { periods: 1, datesEach: 1, periodsWithDates: 1 }
      let periodsWithDates = 0
      for (let i = 0; i < 7; i++) periodsWithDates += (this.weekdays >> ((this.startWeekday + i * interval) % 7)) & 1
      return { periods: 7, datesEach: 1, periodsWithDates }
    }
    const isPlain = byYearDay.length === 0 && byWeekNumber.length === 0
    if (!isPlain || (frequency === 'MONTHLY' && byMonth.length > 0)) return undefined
    const months = frequency === 'MONTHLY' ? 1 : byMonth.length || (byMonthDay.length > 0 ? 12 : 1)
    // Every month has a 1st to 28th, and a first to fourth of each weekday; counted from both ends they may meet.
    if (byDay.length === 0) {
      const dates = byMonthDay.length > 0 ? byMonthDay : [this.start.date]
      return areFromOneEnd(dates, 28)
        ? { periods: 1, datesEach: dates.length * months, periodsWithDates: 1 }
        : undefined
    }
    const isNthOfMonth = frequency === 'MONTHLY' || byMonth.length > 0
    if (this.weekdays !== 0 || byMonthDay.length > 0 || !isNthOfMonth) return undefined
    const numbers = this.nthDays.map(({ nth }) => nth!)
    return areFromOneEnd(numbers, 4)
      ? { periods: 1, datesEach: numbers.length * months, periodsWithDates: 1 }
      : undefined
  }

  private addDay(day: number, days: number[]): void {
    if (this.weekdays !== 0 && !((this.weekdays >> weekdayOfDay(day)) & 1)) return
    if (this.months !== EVERY_MONTH || this.rule.byMonthDay.length > 0) {
      const { year, month, date } = civilOf(day)
      if (!((this.months >> month) & 1) || !this.isMonthDay(date, daysInMonth(year, month))) return
    }
    days.push(day)
  }

  private addWeek(period: number, days: number[]): void {
    const first = this.firstDayOf(period)
    const isAnyMonth = this.months === EVERY_MONTH
    for (let i = 0, wanted = this.weekBits; wanted !== 0; i++, wanted >>= 1)
      if (wanted & 1 && (isAnyMonth || this.isInMonths(first + i))) days.push(first + i)
  }

  private addMonth(year: number, month: number, days: number[]): void {
    const first = dayOf(year, month, 1)
    const length = daysInMonth(year, month)
    const { byMonthDay, byDay, frequency } = this.rule
    if (byMonthDay.length > 0) {
      // The year is where a number counts unless months are named.
      const isOfYear = frequency === 'YEARLY' && this.months === EVERY_MONTH
      const [from, size] = isOfYear ? [dayOf(year, 1, 1), daysInYear(year)] : [first, length]
      for (const n of byMonthDay) {
        const date = n > 0 ? n : length + n + 1
        const day = first + date - 1
        if (date >= 1 && date <= length && this.isWantedWeekday(day, from, size)) insertDay(days, day)
      }
    } else if (byDay.length > 0) this.addWeekdays(first, length, days)
    else if (this.start.date <= length) days.push(first + this.start.date - 1)
  }

  private addYear(year: number, days: number[]): void {
    const { byYearDay, byWeekNumber, byMonth, byMonthDay, byDay } = this.rule
    if (byWeekNumber.length > 0) this.addWeeks(year, days)
    else if (byYearDay.length > 0) {
      const length = daysInYear(year)
      for (const n of byYearDay) {
        const ofYear = n > 0 ? n : length + n + 1
        if (ofYear >= 1 && ofYear <= length) this.addIfWanted(dayOf(year, 1, 1) + ofYear - 1, days)
      }
    } else if (byMonth.length > 0) for (const month of byMonth) this.addMonth(year, month, days)
    else if (byMonthDay.length > 0) for (let month = 1; month <= 12; month++) this.addMonth(year, month, days)
    else if (byDay.length > 0) this.addWeekdays(dayOf(year, 1, 1), daysInYear(year), days)
    else if (this.start.date <= daysInMonth(year, this.start.month))
      days.push(dayOf(year, this.start.month, this.start.date))
  }

  /** The weeks that BYWEEKNO names; their first or last days may lie in the year before or after. */
  private addWeeks(year: number, days: number[]): void {
    const { byWeekNumber, weekStart, byDay, byMonthDay, byYearDay } = this.rule
    const first = firstWeek(year, weekStart)
    const weeks = (firstWeek(year + 1, weekStart) - first) / 7
    // A week alone leaves the weekday open: it is that of the start.
    const isOpen = byDay.length === 0 && byMonthDay.length === 0 && byYearDay.length === 0
    for (const n of byWeekNumber) {
      const week = n > 0 ? n : weeks + n + 1
      if (week < 1 || week > weeks) continue
      for (let day = first + (week - 1) * 7; day < first + week * 7; day++)
        if (!isOpen || weekdayOfDay(day) === this.startWeekday) this.addIfWanted(day, days)
    }
  }

  /** Adds a day that BYMONTH, BYYEARDAY, BYMONTHDAY and BYDAY allow. */
  private addIfWanted(day: number, days: number[]): void {
    const { year, month, date } = civilOf(day)
    const length = daysInMonth(year, month)
    if (!((this.months >> month) & 1) || !this.isMonthDay(date, length) || !this.isYearDay(day, year)) return
    const isOfYear = this.months === EVERY_MONTH
    const isWanted = isOfYear
      ? this.isWantedWeekday(day, dayOf(year, 1, 1), daysInYear(year))
      : this.isWantedWeekday(day, dayOf(year, month, 1), length)
    if (isWanted) insertDay(days, day)
  }

  private isYearDay(day: number, year: number): boolean {
    const { byYearDay } = this.rule
    if (byYearDay.length === 0) return true
    const ofYear = day - dayOf(year, 1, 1) + 1
    return byYearDay.includes(ofYear) || byYearDay.includes(ofYear - daysInYear(year) - 1)
  }

  private isInMonths(day: number): boolean {
    return this.months === EVERY_MONTH || ((this.months >> civilOf(day).month) & 1) === 1
  }

  private isMonthDay(date: number, monthLength: number): boolean {
    const { byMonthDay } = this.rule
    return byMonthDay.length === 0 || byMonthDay.includes(date) || byMonthDay.includes(date - monthLength - 1)
  }

  /** Whether BYDAY names a day, numbers counting among `length` days from `first`. */
  private isWantedWeekday(day: number, first: number, length: number): boolean {
    if (this.rule.byDay.length === 0 || (this.weekdays >> weekdayOfDay(day)) & 1) return true
    return this.nthDays.some((one) => nthWeekday(first, length, one) === day)
  }

  private addWeekdays(first: number, length: number, days: number[]): void {
    if (this.weekdays !== 0) {
      let weekday = weekdayOfDay(first)
      for (let day = first; day < first + length; day++) {
        if ((this.weekdays >> weekday) & 1) days.push(day)
        weekday = weekday === 6 ? 0 : weekday + 1
      }
    }
    for (const one of this.nthDays) {
      const day = nthWeekday(first, length, one)
      if (day !== undefined) insertDay(days, day)
    }
  }
}

function areFromOneEnd(numbers: readonly number[], most: number): boolean {
  return numbers.every((n) => n >= 1 && n <= most) || numbers.every((n) => n <= -1 && n >= -most)
}

/** Puts a day in its place among sorted ones, once. */
function insertDay(days: number[], day: number): void {
  let at = days.length
  while (at > 0 && days[at - 1]! > day) at--
  if (days[at - 1] === day) return
  if (at === days.length) days.push(day)
  else days.splice(at, 0, day)
}

/** The nth of a weekday among `length` days from `first`; counted from the end below zero. */
function nthWeekday(first: number, length: number, { weekday, nth }: OrdinalDay): number | undefined {
  const start = first + ((weekday - weekdayOfDay(first) + 7) % 7)
  const count = Math.floor((first + length - 1 - start) / 7) + 1
  const index = nth! > 0 ? nth! - 1 : count + nth!
  return index >= 0 && index < count ? start + index * 7 : undefined
}

/** First day of week 1 of a year for a week start: the week that holds at least four days of the year. */
function firstWeek(year: number, weekStart: number): number {
  const newYear = dayOf(year, 1, 1)
  const back = (weekdayOfDay(newYear) - weekStart + 7) % 7
  return back <= 3 ? newYear - back : newYear - back + 7
}

/** The year that a day's week belongs to. */
function weekYearOf(day: number, weekStart: number): number {
  const { year } = civilOf(day)
  if (day < firstWeek(year, weekStart)) return year - 1
  return day < firstWeek(year + 1, weekStart) ? year : year + 1
}
