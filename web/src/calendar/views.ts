import { addDays, type LocalDate, weekdayOf } from '../../../shared/domain/time/time.ts'
import type { CalendarPhrases } from '../../../shared/words/calendar/en.ts'
import { dateFormat } from '../../../shared/words/formats.ts'
import { addMonths, weeksOf } from '../ui/date/date-grid.ts'
import { dateWords, monthWords, spanWords, spokenDate } from '../ui/date/date-words.ts'

/** Dates from the first to the one before `to`. */
export interface DateRange {
  from: LocalDate
  to: LocalDate
}

export interface Weeks {
  /** The day that a week begins with; 0 is Sunday. */
  firstWeekday: number
  /** Whether a day is left out, as those of hidden weekends are. */
  isHidden: (date: LocalDate) => boolean
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
  step: (date: LocalDate, by: 1 | -1, weeks: Weeks) => LocalDate
  /** What stands in the bar; short where that is narrow. */
  title: (date: LocalDate, weeks: Weeks, locale: string, isShort: boolean) => string
}

const always = () => true
const SHORT_DAY = { day: 'numeric', month: 'short' } as const
const SHORT_MONTH = { month: 'short', year: 'numeric' } as const
/** Days from one to another; the year goes where there is little room. */
const spanOf = (from: LocalDate, to: LocalDate, locale: string, isShort: boolean): string =>
  isShort
    ? dateFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' }).formatRange(
        Date.parse(from),
        Date.parse(to),
      )
    : spanWords(from, to, locale)
/** So many days that are not left out, from a date on or back; where all are left out, none is. */
function shownFrom(date: LocalDate, count: number, { isHidden }: Weeks, by: 1 | -1): LocalDate[] {
  const near = Array.from({ length: count + 7 * (1 + Math.ceil(count / 2)) }, (_, i) => addDays(date, i * by))
  const shown = near.filter((day) => !isHidden(day))
  return (shown.length < count ? near : shown).slice(0, count)
}
/** Several days side by side; days that are left out do not count. */
const days = (count: number): Pick<View, 'range' | 'step' | 'title'> => {
  const range = (date: LocalDate, weeks: Weeks) => {
    const shown = shownFrom(date, count, weeks, 1)
    return { from: shown[0]!, to: addDays(shown.at(-1)!, 1) }
  }
  return {
    range,
    step: (date, by, weeks) =>
      by > 0
        ? shownFrom(addDays(shownFrom(date, count, weeks, 1).at(-1)!, 1), 1, weeks, 1)[0]!
        : shownFrom(addDays(date, -1), count, weeks, -1).at(-1)!,
    title: (date, weeks, locale, isShort) => {
      const { from, to } = range(date, weeks)
      return spanOf(from, addDays(to, -1), locale, isShort)
    },
  }
}

/** What stands in the bar over some days that follow each other. */
export const titleOfDays = (dates: readonly LocalDate[], locale: string, isShort: boolean): string =>
  spanOf(dates[0]!, dates.at(-1)!, locale, isShort)

/** The first day of the week of a date. */
export const weekOf = (date: LocalDate, { firstWeekday }: Pick<Weeks, 'firstWeekday'>): LocalDate =>
  addDays(date, -((weekdayOf(date) - firstWeekday + 7) % 7))

/** Every view, in the order of the drop-down; its name stands in the address. */
export const views = {
  day: {
    word: 'viewDay',
    key: 'd',
    isOffered: always,
    range: (date) => ({ from: date, to: addDays(date, 1) }),
    step: addDays,
    title: (date, _weeks, locale, isShort) => (isShort ? dateWords(date, locale, SHORT_DAY) : spokenDate(date, locale)),
  },
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
