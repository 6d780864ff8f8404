import { addDays, type Instant, instantOf, type LocalDate, localDateOf, type TimeZone, weekdayOf } from './time.ts'

/** Hours of one weekday on the wall clock; 0 is Sunday, `24:00` is the end of the day. */
export interface WeeklyWindow {
  weekday: 0 | 1 | 2 | 3 | 4 | 5 | 6
  from: string
  to: string
}

/** Other hours on one date than the week says; no windows means closed. */
export interface DateOverride {
  date: LocalDate
  windows: { from: string; to: string }[]
}

/** When a person works or a thing is open, on the wall clock of its zone. */
export interface Schedule {
  id: string
  timeZone: TimeZone
  weekly: WeeklyWindow[]
  overrides: DateOverride[]
}

export interface Window {
  from: Instant
  to: Instant
}

const wallAt = (date: LocalDate, time: string) =>
  time === '24:00' ? `${addDays(date, 1)}T00:00:00` : `${date}T${time}:00`

/** The wall-clock windows of one date: its override if it has one, else those of its weekday. */
export function windowsOn(schedule: Schedule, date: LocalDate): { from: string; to: string }[] {
  const override = schedule.overrides.find((one) => one.date === date)
  if (override) return override.windows
  const weekday = weekdayOf(date)
  return schedule.weekly.filter((window) => window.weekday === weekday)
}

/**
 * The open windows that touch [from, to), sorted, as instants. Windows of one date that overlap or touch are one; windows of
 * neighbouring dates stay apart even where they touch at midnight, so that offered starts depend on their own date alone.
 */
export function openWindows(schedule: Schedule, from: Instant, to: Instant): Window[] {
  const found: Window[] = []
  const last = localDateOf(to, schedule.timeZone)
  for (let date = addDays(localDateOf(from, schedule.timeZone), -1); date <= last; date = addDays(date, 1)) {
    const ofDate = windowsOn(schedule, date)
      .map(
        (window): Window => ({
          from: instantOf(wallAt(date, window.from), schedule.timeZone),
          to: instantOf(wallAt(date, window.to), schedule.timeZone),
        }),
      )
      .filter((window) => window.to > window.from)
      .sort((a, b) => a.from - b.from)
    let open: Window | undefined
    for (const window of ofDate) {
      if (open && window.from <= open.to) open.to = Math.max(open.to, window.to)
      else {
        open = { ...window }
        found.push(open)
      }
    }
  }
  return found.filter((window) => window.to > from && window.from < to)
}
