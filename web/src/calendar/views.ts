import { addDays, type LocalDate, weekdayOf } from '../../../shared/domain/time/time.ts'
import type { CalendarPhrases } from '../../../shared/words/calendar/en.ts'
import { addMonths, weeksOf } from '../ui/date/date-grid.ts'
import { dateWords, monthWords, spanWords, spokenDate } from '../ui/date/date-words.ts'

/** Dates from the first to the one before `to`. */
export interface DateRange {
  from: LocalDate
  to: LocalDate
}

interface Weeks {
  /** The day that a week begins with; 0 is Sunday. */
  firstWeekday: number
}

/** One way of looking at the calendar: all that the rest of the place knows of it. */
export interface View {
  word: keyof CalendarPhrases & `view${string}`
  /** The letter that opens it. */
  key: string
  /** Whether the drop-down offers it on a window of this kind. */
  isOffered: (isPhone: boolean) => boolean
  /** What it shows around a date. */
  range: (date: LocalDate, weeks: Weeks) => DateRange
  /** The date one step further or back. */
  step: (date: LocalDate, by: 1 | -1) => LocalDate
  /** What stands in the bar; short where that is narrow. */
  title: (date: LocalDate, weeks: Weeks, locale: string, isShort: boolean) => string
}

const always = () => true
const SHORT_DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const
const SHORT_MONTH = { month: 'short', year: 'numeric' } as const
/** Days from one to another; the year goes where there is little room. */
const spanOf = (from: LocalDate, to: LocalDate, locale: string, isShort: boolean): string =>
  isShort
    ? new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' }).formatRange(
        Date.parse(from),
        Date.parse(to),
      )
    : spanWords(from, to, locale)
const days = (count: number): Pick<View, 'range' | 'step' | 'title'> => ({
  range: (date) => ({ from: date, to: addDays(date, count) }),
  step: (date, by) => addDays(date, by * count),
  title: (date, _weeks, locale, isShort) => {
    if (count === 1 && !isShort) return spokenDate(date, locale)
    return count === 1 ? dateWords(date, locale, SHORT_DAY) : spanOf(date, addDays(date, count - 1), locale, isShort)
  },
})

/** What stands in the bar over some days that follow each other. */
export const titleOfDays = (dates: readonly LocalDate[], locale: string, isShort: boolean): string =>
  spanOf(dates[0]!, dates.at(-1)!, locale, isShort)

/** The first day of the week of a date. */
export const weekOf = (date: LocalDate, { firstWeekday }: Weeks): LocalDate =>
  addDays(date, -((weekdayOf(date) - firstWeekday + 7) % 7))

/** Every view, in the order of the drop-down; its name stands in the address. */
export const views = {
  day: { word: 'viewDay', key: 'd', isOffered: always, ...days(1) },
  days: { word: 'viewDays', key: '3', isOffered: (isPhone) => isPhone, ...days(3) },
  week: {
    word: 'viewWeek',
    key: 'w',
    isOffered: (isPhone) => !isPhone,
    range: (date, weeks) => {
      const from = weekOf(date, weeks)
      return { from, to: addDays(from, 7) }
    },
    step: (date, by) => addDays(date, by * 7),
    title: (date, weeks, locale, isShort) => {
      const from = weekOf(date, weeks)
      return spanOf(from, addDays(from, 6), locale, isShort)
    },
  },
  month: {
    word: 'viewMonth',
    key: 'm',
    isOffered: always,
    range: (date, { firstWeekday }) => {
      const weeks = weeksOf(date, firstWeekday)
      return { from: weeks[0]![0]!, to: addDays(weeks.at(-1)!.at(-1)!, 1) }
    },
    step: (date, by) => addMonths(date, by),
    title: (date, _weeks, locale, isShort) =>
      isShort ? dateWords(date, locale, SHORT_MONTH) : monthWords(date, locale),
  },
  year: {
    word: 'viewYear',
    key: 'y',
    isOffered: always,
    range: (date) => ({ from: `${date.slice(0, 4)}-01-01`, to: addMonths(`${date.slice(0, 4)}-01-01`, 12) }),
    step: (date, by) => addMonths(date, by * 12),
    title: (date) => date.slice(0, 4),
  },
  list: {
    word: 'viewList',
    key: 'l',
    isOffered: always,
    range: (date) => ({ from: date, to: addDays(date, 28) }),
    step: (date, by) => addDays(date, by * 7),
    title: (date, _weeks, locale, isShort) =>
      isShort ? dateWords(date, locale, SHORT_MONTH) : monthWords(date, locale),
  },
} as const satisfies Record<string, View>

export type ViewName = keyof typeof views
export const viewNames = Object.keys(views) as ViewName[]
export const isViewName = (name: string | undefined): name is ViewName => name !== undefined && name in views
export const viewOf = (name: ViewName): View => views[name]
/** Whether it shows the hours of days side by side. */
export const isHours = (name: ViewName): boolean => ['day', 'days', 'week'].includes(name)
