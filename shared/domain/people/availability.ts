import type { Interval } from '../time/interval.ts'
import { type Instant, type LocalDate, type TimeZone, weekdayOf, zoneClock } from '../time/time.ts'
import { DAY_MINUTES, DAY_MS, MINUTE_MS } from '../time/units.ts'

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

/** When a person works or a resource is open, on the wall clock of its zone. A person may have several. */
export interface Schedule {
  /** The principal's own id for its usual hours, `principal.name` for further ones. */
  id: string
  /** What people call further hours; the usual ones need no name. */
  name?: string | undefined
  timeZone: TimeZone
  weekly: WeeklyWindow[]
  overrides: DateOverride[]
}

/** Whole days away; the end is exclusive. */
export interface DayOff {
  startDate: LocalDate
  endDate: LocalDate
  title: string
}

export interface Holiday {
  date: LocalDate
  title: string
}

/**
 * Everything that says when a principal is open. What is stronger stands first: day off, own date, override, holiday,
 * week.
 */
export interface Availability {
  schedule: Schedule
  daysOff: DayOff[]
  holidays: Holiday[]
  /** Whether the schedule is asked at all; without it only days off and what is busy close the day. */
  isLimitedToHours: boolean
  /**
   * Other hours on single dates by what is offered itself, on the clock of the schedule: only days off are stronger.
   */
  ownDates?: DateOverride[] | undefined
  /** Offered by hand in place of the week, such as what a host drags on the calendar; empty: the week stands. */
  ranges: Interval[]
}

/** Windows as two columns, sorted; windows of one date never touch. */
export interface Windows {
  from: Instant[]
  to: Instant[]
}

/** Why a date is closed although the week is open then. */
export type Closure = { because: 'dayOff' | 'holiday' | 'override' | 'ownDate'; title?: string }

/** `HH:MM` in minutes of the day. */
const minuteOf = (time: string) =>
  (time.charCodeAt(0) - 48) * 600 +
  (time.charCodeAt(1) - 48) * 60 +
  (time.charCodeAt(3) - 48) * 10 +
  (time.charCodeAt(4) - 48)

/** Begins and ends of windows in turn, in minutes of the day, sorted by begin. */
type MinutePairs = number[]

function minutePairs(windows: { from: string; to: string }[]): MinutePairs {
  if (windows.length === 1) return [minuteOf(windows[0]!.from), minuteOf(windows[0]!.to)]
  return windows
    .map(({ from, to }) => [minuteOf(from), minuteOf(to)] as const)
    .sort((a, b) => a[0] - b[0])
    .flat()
}

const ROUND_THE_CLOCK: MinutePairs = [0, DAY_MINUTES]
const CLOSED: MinutePairs = []

/** Says which hours a date has, by its number of days since 1970. */
function hoursByDay({ schedule, daysOff, holidays, isLimitedToHours, ownDates = [], ranges }: Availability) {
  const week: MinutePairs[] = [[], [], [], [], [], [], []]
  const byWeekday: WeeklyWindow[][] = [[], [], [], [], [], [], []]
  for (const window of schedule.weekly) byWeekday[window.weekday]!.push(window)
  for (let weekday = 0; weekday < 7; weekday++) week[weekday] = minutePairs(byWeekday[weekday]!)
  const exceptions = new Map<number, MinutePairs>()
  if (isLimitedToHours) {
    for (const { date } of holidays) exceptions.set(dayOf(date), CLOSED)
    for (const { date, windows } of schedule.overrides) exceptions.set(dayOf(date), minutePairs(windows))
  }
  for (const { date, windows } of ownDates) exceptions.set(dayOf(date), minutePairs(windows))
  for (const { startDate, endDate } of daysOff)
    for (let day = dayOf(startDate), end = dayOf(endDate); day < end; day++) exceptions.set(day, CLOSED)
  const usual = isLimitedToHours && (ranges.length === 0 || schedule.weekly.length > 0)
  return (day: number): MinutePairs =>
    (exceptions.size > 0 ? exceptions.get(day) : undefined) ?? (usual ? week[(day + 4) % 7]! : ROUND_THE_CLOCK)
}

const dayOf = (date: LocalDate) => Date.parse(date) / DAY_MS

/**
 * The open windows that touch [from, to), sorted, as instants. Windows of one date that overlap or touch are one;
 * windows of neighbouring dates stay apart even where they touch at midnight, so that offered starts depend on their
 * own date alone.
 */
export function openWindows(availability: Availability, from: Instant, to: Instant): Windows {
  const clock = zoneClock(availability.schedule.timeZone)
  const hoursOn = hoursByDay(availability)
  const found: Windows = { from: [], to: [] }
  const lastDay = Math.floor((to + clock.offsetAt(to)) / DAY_MS)
  for (let day = Math.floor((from + clock.offsetAt(from)) / DAY_MS) - 1; day <= lastDay; day++) {
    const pairs = hoursOn(day)
    const firstOfDate = found.from.length
    for (let i = 0; i < pairs.length; i += 2) {
      const opens = clock.instantOfWall(day * DAY_MS + pairs[i]! * MINUTE_MS)
      const closes = clock.instantOfWall(day * DAY_MS + pairs[i + 1]! * MINUTE_MS)
      // A window inside a spring gap may end before it begins.
      if (closes <= opens) continue
      if (found.from.length === firstOfDate) {
        found.from.push(opens)
        found.to.push(closes)
      } else addWindow(found, firstOfDate, opens, closes)
    }
  }
  while (found.to.length > 0 && found.to[0]! <= from) {
    found.from.shift()
    found.to.shift()
  }
  while (found.from.length > 0 && found.from.at(-1)! >= to) {
    found.from.pop()
    found.to.pop()
  }
  return availability.ranges.length > 0 ? commonWindows(found, availability.ranges) : found
}

/** Puts a window among those of its date, into the one that it meets if any; clock changes may break their order. */
function addWindow(found: Windows, firstOfDate: number, opens: Instant, closes: Instant): void {
  let at = found.from.length
  while (at > firstOfDate && found.from[at - 1]! > opens) at--
  const meets = at > firstOfDate && opens <= found.to[at - 1]! ? at - 1 : at
  if (meets === at) {
    found.from.splice(at, 0, opens)
    found.to.splice(at, 0, closes)
  } else found.to[meets] = Math.max(found.to[meets]!, closes)
  while (meets + 1 < found.from.length && found.from[meets + 1]! <= found.to[meets]!) {
    found.to[meets] = Math.max(found.to[meets]!, found.to[meets + 1]!)
    found.from.splice(meets + 1, 1)
    found.to.splice(meets + 1, 1)
  }
}

/**
 * The offered ranges where the hours allow them. A range of up to a day stays one window over midnight; a longer one is
 * counted date by date as the week is, for whoever asks about its end does not look back to its begin.
 */
function commonWindows(open: Windows, ranges: Interval[]): Windows {
  const found: Windows = { from: [], to: [] }
  for (const range of unionOf(ranges)) {
    const staysWhole = range.to - range.from <= DAY_MS
    const first = found.from.length
    for (let i = 0; i < open.from.length; i++) {
      const from = Math.max(range.from, open.from[i]!)
      const to = Math.min(range.to, open.to[i]!)
      if (from >= to) continue
      const before = found.to.length - 1
      if (staysWhole && before >= first && found.to[before]! >= from) found.to[before] = to
      else {
        found.from.push(from)
        found.to.push(to)
      }
    }
  }
  return found
}

/** Ranges in order, those that overlap or touch as one. */
function unionOf(ranges: Interval[]): Interval[] {
  const found: Interval[] = []
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = found.at(-1)
    if (last && last.to >= from) last.to = Math.max(last.to, to)
    else found.push({ from, to })
  }
  return found
}

/** What closes a date that the week would open, if anything does. */
export function closureOn(availability: Availability, date: LocalDate): Closure | undefined {
  const { schedule, daysOff, holidays, isLimitedToHours, ownDates } = availability
  const off = daysOff.find((one) => one.startDate <= date && date < one.endDate)
  if (off) return { because: 'dayOff', title: off.title }
  if (ownDates?.some((one) => one.date === date)) return { because: 'ownDate' }
  if (!isLimitedToHours) return undefined
  if (schedule.overrides.some((one) => one.date === date)) {
    const weekday = weekdayOf(date)
    return schedule.weekly.some((window) => window.weekday === weekday) ? { because: 'override' } : undefined
  }
  const holiday = holidays.find((one) => one.date === date)
  return holiday && { because: 'holiday', title: holiday.title }
}

/** Monday to Friday, nine to five: what a new member offers until they say otherwise. */
export function usualHours(id: string, timeZone: TimeZone): Schedule {
  const weekdays = [1, 2, 3, 4, 5] as const
  return { id, timeZone, weekly: weekdays.map((weekday) => ({ weekday, from: '09:00', to: '17:00' })), overrides: [] }
}
