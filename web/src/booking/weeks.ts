import { addDays, type LocalDate, weekdayOf } from '../../../shared/domain/time/time.ts'

/** So many weeks are on show: what one chooses from. */
const WEEKS_SHOWN = 5
/** So many further on, or back. */
export const WEEKS_STEP = 2

/** First weekday of a locale, 0 for Sunday. */
export function firstWeekdayOf(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number }
    weekInfo?: { firstDay: number }
  }
  const info = known.getWeekInfo?.() ?? known.weekInfo
  return (info?.firstDay ?? 1) % 7
}

/** The first date of the week that a date lies in. @param firstWeekday 0 for Sunday */
export function weekOf(date: LocalDate, firstWeekday: number): LocalDate {
  return addDays(date, -((weekdayOf(date) - firstWeekday + 7) % 7))
}

/** The dates on show, from the first of a week on. */
export function datesFrom(first: LocalDate): LocalDate[] {
  return Array.from({ length: WEEKS_SHOWN * 7 }, (_, i) => addDays(first, i))
}
