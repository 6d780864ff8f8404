/**
 * The proleptic Gregorian calendar in whole numbers: days are counted since 1970-01-01, months from 1 to 12. No zone
 * and no Date object, so that loops over thousands of days cost nothing (the algorithms are Howard Hinnant's,
 * "chrono-Compatible Low-Level Date Algorithms").
 */

export interface CivilDate {
  year: number
  month: number
  date: number
}

const YEARS_PER_ERA = 400
const DAYS_PER_ERA = 146_097
/**
 * So many eras are added first that every date of ECMA-262 counts upwards: then division may cut instead of round down.
 */
const ERAS_BEFORE = 700
const YEARS_BEFORE = ERAS_BEFORE * YEARS_PER_ERA
/** Days from 1 March of year 0, where the algorithm's years begin, to 1970-01-01, and the eras added. */
const DAYS_BEFORE = 719_468 + ERAS_BEFORE * DAYS_PER_ERA

/** The day number of a date. */
export function dayOf(year: number, month: number, date: number): number {
  // `| 0` keeps all of it in machine integers, several times faster than rounding.
  const y = (year + YEARS_BEFORE - (month <= 2 ? 1 : 0)) | 0
  const era = (y / YEARS_PER_ERA) | 0
  const yearOfEra = y - era * YEARS_PER_ERA
  const dayOfYear = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + date - 1
  const dayOfEra = yearOfEra * 365 + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0) + dayOfYear
  return era * DAYS_PER_ERA + dayOfEra - DAYS_BEFORE
}

/** The date of a day number. */
export function civilOf(day: number): CivilDate {
  const z = (day + DAYS_BEFORE) | 0
  const era = (z / DAYS_PER_ERA) | 0
  const dayOfEra = z - era * DAYS_PER_ERA
  const leapDays = ((dayOfEra / 1460) | 0) - ((dayOfEra / 36_524) | 0) + ((dayOfEra / 146_096) | 0)
  const yearOfEra = ((dayOfEra - leapDays) / 365) | 0
  const dayOfYear = dayOfEra - (365 * yearOfEra + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0))
  // Months from March, for February's length to matter last.
  const mp = ((5 * dayOfYear + 2) / 153) | 0
  const month = mp < 10 ? mp + 3 : mp - 9
  return {
    year: yearOfEra + era * YEARS_PER_ERA - YEARS_BEFORE + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - (((153 * mp + 2) / 5) | 0) + 1,
  }
}

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

export const daysInYear = (year: number): number => (isLeapYear(year) ? 366 : 365)

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** 0 is Sunday. */
export const weekdayOfDay = (day: number): number => ((day + DAYS_BEFORE + 3) | 0) % 7
