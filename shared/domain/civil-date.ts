/**
 * The proleptic Gregorian calendar in whole numbers: days are counted since 1970-01-01, months from 1 to 12. No zone and no
 * Date object, so that loops over thousands of days cost nothing (the algorithms are Howard Hinnant's, "chrono-Compatible
 * Low-Level Date Algorithms").
 */

export interface CivilDate {
  year: number
  month: number
  date: number
}

const DAYS_PER_ERA = 146_097
/** Days from 0000-03-01, where the algorithm's years begin, to 1970-01-01. */
const DAYS_BEFORE_1970 = 719_468

/** The day number of a date. */
export function dayOf(year: number, month: number, date: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * DAYS_PER_ERA + dayOfEra - DAYS_BEFORE_1970
}

/** The date of a day number. */
export function civilOf(day: number): CivilDate {
  const z = day + DAYS_BEFORE_1970
  const era = Math.floor(z / DAYS_PER_ERA)
  const dayOfEra = z - era * DAYS_PER_ERA
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const mp = Math.floor((5 * dayOfYear + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  }
}

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

export const daysInYear = (year: number): number => (isLeapYear(year) ? 366 : 365)

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** 0 is Sunday. */
export const weekdayOfDay = (day: number): number => (((day + 4) % 7) + 7) % 7
