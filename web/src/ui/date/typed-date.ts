import { daysInMonth } from '../../../../shared/domain/time/civil-date.ts'
import { addDays, isLocalDate, weekdayOf } from '../../../../shared/domain/time/time.ts'
import { plain } from '../plain-text.ts'
import { dateWords, weekdayNames } from './date-words.ts'

interface Asked {
  /** `YYYY-MM-DD` on the reader's clock. */
  today: string
  /** BCP 47: its words and its order of day and month count. */
  locale: string
}

/** A date without a year lies at most this far back; else it is the next one. */
const LOOKS_BACK_DAYS = 31

const named = (word: string): string => plain(word).replaceAll('.', '')

/** The one name that a word begins; nothing where several could be meant. */
function placeOf(word: string, names: readonly string[][], atLeast: number): number | undefined {
  if (word.length < atLeast) return undefined
  const places = names.flatMap((ways, place) => (ways.some((way) => way.startsWith(word)) ? [place] : []))
  const exact = names.findIndex((ways) => ways.includes(word))
  return exact >= 0 ? exact : places.length === 1 ? places[0] : undefined
}

/** The months in every way in which the language writes them: alone and in a date. */
function monthNames(locale: string): string[][] {
  return Array.from({ length: 12 }, (_, month) => {
    const day = `2027-${String(month + 1).padStart(2, '0')}-05`
    const inDate = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long' })
      .formatToParts(Date.parse(day))
      .find(({ type }) => type === 'month')!.value
    return [dateWords(day, locale, { month: 'long' }), dateWords(day, locale, { month: 'short' }), inDate].map(named)
  })
}

/** `tomorrow`, `übermorgen`, `avant-hier`: the words that the language has for days near by. */
function nearDay(typed: string, locale: string): number | undefined {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  return [0, 1, -1, 2, -2].find((days) => plain(words.format(days, 'day')) === typed)
}

const isDate = (year: number, month: number, day: number) =>
  month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)

const written = (year: number, month: number, day: number) =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`

/** Puts the year to a day and a month, the likely one where none was typed. */
function dated(day: number, month: number, year: number | undefined, today: string): string | undefined {
  if (year !== undefined) {
    const full = year < 100 ? 2000 + year : year
    return isDate(full, month, day) ? written(full, month, day) : undefined
  }
  const earliest = addDays(today, -LOOKS_BACK_DAYS)
  const thisYear = Number(today.slice(0, 4))
  // A 29 February may be up to eight years away.
  for (let candidate = thisYear - 1; candidate <= thisYear + 8; candidate++)
    if (isDate(candidate, month, day) && written(candidate, month, day) >= earliest)
      return written(candidate, month, day)
  return undefined
}

/** Whether the language writes the month before the day when it writes both in digits. */
function isMonthFirst(locale: string): boolean {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'numeric' }).formatToParts(0)
  return parts.find(({ type }) => type === 'day' || type === 'month')?.type === 'month'
}

/**
 * A date as people type it: `1.12.`, `1/12/26`, `2027-01-05`, `1 dec`, `Dec 1`, `tomorrow`, `fri`, `14`, in the words
 * of the reader's language. Day and month stand in the order of the locale; with dots the day is always first.
 * @returns nothing where it is no date, or could be several
 */
export function typedDate(text: string, { today, locale }: Asked): string | undefined {
  const typed = plain(text).replaceAll(/[،,]/g, ' ').replaceAll(/\s+/g, ' ').trim()
  if (isLocalDate(typed)) return typed
  const near = nearDay(typed, locale)
  if (near !== undefined) return addDays(today, near)

  const numbers = /^(\d{1,2})\s*([./\-\s])\s*(\d{1,2})(?:\s*[./\-\s]\s*(\d{2}|\d{4})?)?$/.exec(typed)
  if (numbers) {
    const [, first, sign, second, year] = numbers
    const [a, b, y] = [Number(first), Number(second), year === undefined ? undefined : Number(year)]
    const isSwapped = sign !== '.' && isMonthFirst(locale)
    return isSwapped ? dated(b, a, y, today) : dated(a, b, y, today)
  }
  const alone = /^(\d{1,2})\.?$/.exec(typed)
  if (alone) return nextDayOfMonth(Number(alone[1]), today)
  return withMonthName(typed, today, locale) ?? nextWeekday(typed, today, locale)
}

/** The next date with this number, today among them. */
function nextDayOfMonth(day: number, today: string): string | undefined {
  if (day < 1 || day > 31) return undefined
  for (let days = 0; days < 62; days++) {
    const date = addDays(today, days)
    if (Number(date.slice(8)) === day) return date
  }
  return undefined
}

/**
 * `1 dec`, `december 1st 2027`, `1 de diciembre de 2026`: a number, a name and perhaps a year, whatever stands between.
 */
function withMonthName(typed: string, today: string, locale: string): string | undefined {
  const months = monthNames(locale)
  const words = named(typed).split(' ')
  const month = words.flatMap((word) => placeOf(word, months, 3) ?? [])[0]
  const counts = words.flatMap((word) => /^(\d{1,4})(?:st|nd|rd|th|er)?$/.exec(word)?.[1] ?? [])
  const day = counts.find((count) => count.length < 3)
  const year = counts.find((count) => count !== day && (count.length === 4 || count.length === 2))
  if (month === undefined || day === undefined) return undefined
  return dated(Number(day), month + 1, year === undefined ? undefined : Number(year), today)
}

/** The next such day of the week; today where it is that day. */
function nextWeekday(typed: string, today: string, locale: string): string | undefined {
  const ways = (['long', 'short'] as const).map((style) => weekdayNames(0, locale, style).map(named))
  const names = Array.from({ length: 7 }, (_, day) => ways.map((way) => way[day]!))
  const weekday = placeOf(named(typed), names, 2)
  return weekday === undefined ? undefined : addDays(today, (weekday - weekdayOf(today) + 7) % 7)
}
