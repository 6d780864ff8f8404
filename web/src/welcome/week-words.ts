import { weekdayNames } from '../ui/date/date-words.ts'
import { type Clock, clockOf } from '../ui/time/wall-time.ts'

interface Window {
  /** 0 is Sunday. */
  weekday: number
  from: string
  to: string
}

/** Days that follow each other and are alike, as one line. */
export interface WeekLine {
  days: string
  times: string
}

/** The hours of a week in words, wall clock: `Mon – Fri` with `09:00 – 17:00`; days without any are left out. */
export function weekInWords(weekly: readonly Window[], firstWeekday: number, clock: Clock): WeekLine[] {
  const names = weekdayNames(firstWeekday, clock.locale, 'short')
  const timesOf = (weekday: number) =>
    weekly
      .filter((window) => window.weekday === weekday)
      .toSorted((a, b) => (a.from < b.from ? -1 : 1))
      .map(({ from, to }) => `${clockOf(from, clock)} – ${clockOf(to, clock)}`)
      .join(', ')
  const lines: (WeekLine & { last: number })[] = []
  for (const [place, day] of names.entries()) {
    const times = timesOf((firstWeekday + place) % 7)
    if (times === '') continue
    const before = lines.at(-1)
    if (before?.times === times && before.last === place - 1) {
      before.days = `${before.days.split(' – ')[0]} – ${day}`
      before.last = place
    } else lines.push({ days: day, times, last: place })
  }
  return lines.map(({ days, times }) => ({ days, times }))
}
