import { addDays } from '../../../../shared/domain/time/time.ts'
import { dateFormat } from '../../../../shared/words/formats.ts'

/** A date in the reader's words; dates have no zone. */
export const dateWords = (date: string, locale: string, style: Intl.DateTimeFormatOptions): string =>
  dateFormat(locale, { timeZone: 'UTC', ...style }).format(Date.parse(date))

/** `Tue, 1 Dec 2026`, as a field shows it. */
export const fieldDate = (date: string, locale: string): string =>
  dateWords(date, locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })

/** `Tuesday, 1 December 2026`, as it is read aloud. */
export const spokenDate = (date: string, locale: string): string =>
  dateWords(date, locale, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

/** `December 2026`. */
export const monthWords = (date: string, locale: string): string =>
  dateWords(date, locale, { month: 'long', year: 'numeric' })

/** `1-3 Dec 2026`: a span of whole days, both ends in it. */
export const spanWords = (from: string, to: string, locale: string): string =>
  dateFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).formatRange(
    Date.parse(from),
    Date.parse(to),
  )

/** The names of the seven days from a first one on: 0 is Sunday. */
export function weekdayNames(firstWeekday: number, locale: string, style: 'narrow' | 'short' | 'long'): string[] {
  // The third of January 2027 is a Sunday.
  return Array.from({ length: 7 }, (_, i) =>
    dateWords(addDays('2027-01-03', firstWeekday + i), locale, { weekday: style }),
  )
}
