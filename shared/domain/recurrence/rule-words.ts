import { civilOf, weekdayOfDay } from '../time/civil-date.ts'
import {
  dateOfDayNumber,
  dayNumber,
  formatInstant,
  type LocalDate,
  localDateOf,
  parseInstant,
  type TimeZone,
  zoneClock,
} from '../time/time.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts'
import type { EventTimes } from './event-times.ts'
import { type OrdinalDay, type RecurrenceRule, ruleOf, type Until } from './recurrence-rule.ts'

const WORKDAYS = '1,2,3,4,5'
const MOST_DATES_NAMED = 3

/** What is worded: an event's times and how they repeat; `exdates` are its cancelled starts. */
export interface WordedRepetition {
  times: EventTimes
  rrule?: string | undefined
  moreRules?: string[] | undefined
  rdates?: string[] | undefined
  exdates?: string[] | undefined
}

/** For whom: years are said when they are not that of `today`, the zone when it is not the reader's. */
export interface WordsReader {
  today: LocalDate
  timeZone: TimeZone
  /** An English one, for the order of day and month and the hours. */
  locale?: string
}

/** Day number on which a series begins, in its own zone. */
function startDayOf(times: EventTimes): number {
  return dayNumber(times.kind === 'timed' ? localDateOf(times.startsAt, times.timeZone) : times.startDate)
}

/** The last date on which a rule that ends can still have a meeting, in the series' own zone. */
export function lastDateOf(until: Until, times: EventTimes): LocalDate {
  if (until.kind === 'date') return dateOfDayNumber(until.day)
  if (times.kind === 'allDay')
    return dateOfDayNumber(Math.floor((until.kind === 'instant' ? until.at : until.wall) / DAY_MS))
  const clock = zoneClock(times.timeZone)
  const wall = until.kind === 'instant' ? clock.wallAt(until.at) : until.wall
  const timeOfDay = clock.wallAt(times.startsAt) - startDayOf(times) * DAY_MS
  return dateOfDayNumber(Math.floor((wall - timeOfDay) / DAY_MS))
}

const list = (words: string[]) => new Intl.ListFormat('en-GB').format(words)
const either = (words: string[]) => new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words)

// 4 January 1970 was a Sunday.
const weekdayName = (weekday: number) =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' }).format((3 + weekday) * DAY_MS)
const monthName = (month: number) =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(1970, month - 1, 1))

const SUFFIXES = { one: 'st', two: 'nd', few: 'rd', other: 'th', many: 'th', zero: 'th' }
const ordinal = (n: number) => `${n}${SUFFIXES[new Intl.PluralRules('en', { type: 'ordinal' }).select(n)]}`

const RANKS = ['', 'first', 'second', 'third', 'fourth', 'fifth']
/** `first`, `20th`, `last`, `second to last`. */
function rank(n: number): string {
  if (n > 0) return RANKS[n] ?? ordinal(n)
  return n === -1 ? 'last' : `${RANKS[-n] ?? ordinal(-n)} to last`
}

/** Positions in the order in which they come. */
const ranks = (positions: readonly number[]) =>
  list([...positions.filter((n) => n > 0), ...positions.filter((n) => n < 0)].map(rank))

/** Monday first, as calendars here show weeks. */
const fromMonday = (weekdays: number[]) => [...weekdays].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7))

/** Every so many days, weeks, months or years. */
function everyWords(interval: number, unit: string): string {
  if (interval === 1) return `every ${unit}`
  return interval <= 4 ? `every ${RANKS[interval]} ${unit}` : `every ${interval} ${unit}s`
}

const UNITS = { DAILY: 'day', WEEKLY: 'week', MONTHLY: 'month', YEARLY: 'year' }

function plainWeekdays(byDay: readonly OrdinalDay[]): number[] | undefined {
  return byDay.every(({ nth }) => nth === undefined) ? byDay.map(({ weekday }) => weekday) : undefined
}

const isWorkdays = (weekdays: number[]) => [...weekdays].sort().join() === WORKDAYS

function weekdaysWords(weekdays: number[]): string {
  if (isWorkdays(weekdays)) return 'weekday'
  return weekdays.length === 7 ? 'day' : list(fromMonday(weekdays).map(weekdayName))
}

/** `the 1st and 15th`, `the last day`. */
function monthDaysWords(days: readonly number[]): string {
  const fromStart = days.filter((n) => n > 0).map(ordinal)
  const fromEnd = days.filter((n) => n < 0).map((n) => `${rank(n)} day`)
  return `the ${list([...fromStart, ...fromEnd])}`
}

/** `the first Monday`, `every Friday`. */
function ordinalDaysWords(byDay: readonly OrdinalDay[]): string {
  const numbered = byDay.filter(({ nth }) => nth !== undefined)
  const plain = byDay.filter(({ nth }) => nth === undefined).map(({ weekday }) => weekday)
  return list([
    ...(numbered.length > 0
      ? [`the ${list(numbered.map(({ weekday, nth }) => `${rank(nth!)} ${weekdayName(weekday)}`))}`]
      : []),
    ...(plain.length > 0 ? [`every ${weekdaysWords(plain)}`] : []),
  ])
}

/** `the last weekday`: the choice among the days of one list, said in one breath; nothing where it is not so simple. */
function chosenDaysWords({ byDay, byMonthDay, bySetPosition }: RecurrenceRule): string | undefined {
  const weekdays = plainWeekdays(byDay)
  if (bySetPosition.length === 0 || byDay.length === 0 || !weekdays || byMonthDay.length > 0) return undefined
  const what =
    weekdays.length === 7 || isWorkdays(weekdays)
      ? weekdaysWords(weekdays)
      : either(fromMonday(weekdays).map(weekdayName))
  return `the ${ranks(bySetPosition)} ${what}`
}

function weeklyWords(rule: RecurrenceRule, weekdays: number[]): string {
  const { interval, weekStart } = rule
  if (interval === 1) return `every ${weekdaysWords(weekdays)}`
  if (weekdays.length === 1 && interval <= 4) return `every ${RANKS[interval]} ${weekdayName(weekdays[0]!)}`
  // Where weeks are left out, it matters on which day they begin.
  const weeks = weekStart !== 1 && weekdays.length > 1 ? `, weeks beginning on ${weekdayName(weekStart)}` : ''
  const days = isWorkdays(weekdays)
    ? 'weekdays'
    : weekdays.length === 7
      ? 'every day'
      : list(fromMonday(weekdays).map(weekdayName))
  return `${everyWords(interval, 'week')} on ${days}${weeks}`
}

const inMonths = ({ byMonth }: RecurrenceRule) => (byMonth.length > 0 ? ` in ${list(byMonth.map(monthName))}` : '')
const whenWeekday = ({ byDay }: RecurrenceRule) =>
  byDay.length > 0
    ? ` when it is ${either(byDay.map((day) => (day.nth === undefined ? `a ${weekdayName(day.weekday)}` : ordinalDaysWords([day]))))}`
    : ''

function dailyWords(rule: RecurrenceRule): string {
  const { interval, byDay, byMonthDay } = rule
  const on = byMonthDay.length > 0 ? ` on ${monthDaysWords(byMonthDay)}` : ''
  const weekdays = plainWeekdays(byDay) ?? []
  if (interval === 1 && weekdays.length > 0 && on === '') return `every ${weekdaysWords(weekdays)}${inMonths(rule)}`
  return `${everyWords(interval, 'day')}${on}${whenWeekday(rule)}${inMonths(rule)}`
}

function monthlyWords(rule: RecurrenceRule, startDate: number): string {
  const { interval, byDay, byMonthDay } = rule
  const chosen = chosenDaysWords(rule)
  const weekdays = plainWeekdays(byDay) ?? []
  const isEveryOne = interval === 1 && weekdays.length > 0 && byMonthDay.length === 0
  if (isEveryOne && chosen === undefined) return `every ${weekdaysWords(weekdays)}${inMonths(rule)}`
  const on =
    chosen ??
    (byMonthDay.length > 0
      ? `${monthDaysWords(byMonthDay)}${whenWeekday(rule)}`
      : byDay.length > 0
        ? ordinalDaysWords(byDay)
        : `the ${ordinal(startDate)}`)
  return `${everyWords(interval, 'month')} on ${on}${inMonths(rule)}`
}

function yearlyWords(rule: RecurrenceRule, startDay: number): string {
  const { interval, byDay, byMonthDay, byMonth, byYearDay, byWeekNumber } = rule
  const start = civilOf(startDay)
  const every = everyWords(interval, 'year')
  if (byWeekNumber.length > 0) {
    const weeks = `in week ${list(byWeekNumber.map((n) => (n > 0 ? `${n}` : `${rank(n)}`)))}`
    const days =
      byDay.length > 0
        ? ordinalDaysWords(byDay).replace(/^every /, '')
        : byMonthDay.length > 0 || byYearDay.length > 0
          ? ''
          : weekdayName(weekdayOfDay(startDay))
    const dates = byMonthDay.length > 0 ? ` on ${monthDaysWords(byMonthDay)}` : ''
    return `${every} ${weeks}${days === '' ? '' : ` on ${days}`}${dates}${yearDaysWords(byYearDay)}${inMonths(rule)}`
  }
  if (byYearDay.length > 0) {
    const dates = byMonthDay.length > 0 ? ` on ${monthDaysWords(byMonthDay)}` : ''
    return `${every}${yearDaysWords(byYearDay)}${dates}${whenWeekday(rule)}${inMonths(rule)}`
  }
  const chosen = chosenDaysWords(rule)
  if (chosen !== undefined)
    return `${every} on ${chosen} of ${byMonth.length > 0 ? list(byMonth.map(monthName)) : 'the year'}`
  if (byMonthDay.length > 0 && byDay.length === 0) {
    // One month and dates from its beginning are dates as people write them.
    if (byMonth.length === 1 && byMonthDay.every((n) => n > 0))
      return `${every} on ${list(byMonthDay.map(String))} ${monthName(byMonth[0]!)}`
    return `${every} on ${monthDaysWords(byMonthDay)}${byMonth.length > 0 ? ` of ${list(byMonth.map(monthName))}` : ' of every month'}`
  }
  if (byMonthDay.length > 0)
    return `${every} on ${monthDaysWords(byMonthDay)}${byMonth.length > 0 ? ` of ${list(byMonth.map(monthName))}` : ' of every month'}${whenWeekday(rule)}`
  if (byDay.length > 0)
    return `${every} on ${ordinalDaysWords(byDay)} of ${byMonth.length > 0 ? list(byMonth.map(monthName)) : 'the year'}`
  const months = byMonth.length > 0 ? byMonth : [start.month]
  return `${every} on ${start.date} ${list(months.map(monthName))}`
}

function yearDaysWords(byYearDay: readonly number[]): string {
  if (byYearDay.length === 0) return ''
  const fromStart = byYearDay.filter((n) => n > 0).map((n) => `${ordinal(n)} day`)
  const days = [...fromStart, ...byYearDay.filter((n) => n < 0).map((n) => `${rank(n)} day`)]
  return ` on the ${list(days)} of the year`
}

/** The times of day that a rule names of its own; what it leaves open is the start's. */
function timesWords({ byHour, byMinute, bySecond }: RecurrenceRule, times: EventTimes, locale: string): string {
  if (times.kind === 'allDay' || byHour.length + byMinute.length + bySecond.length === 0) return ''
  const wall = zoneClock(times.timeZone).wallAt(times.startsAt)
  const hours = byHour.length > 0 ? byHour : [Math.floor(wall / HOUR_MS) % 24]
  const minutes = byMinute.length > 0 ? byMinute : [Math.floor(wall / MINUTE_MS) % 60]
  const format = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' })
  const all = hours.flatMap((hour) => minutes.map((minute) => format.format(hour * HOUR_MS + minute * MINUTE_MS)))
  return ` at ${list(all)}`
}

function ruleWords(text: string, times: EventTimes, reader: WordsReader): string {
  const rule = ruleOf(text)
  const startDay = startDayOf(times)
  const { frequency, bySetPosition, count, until, byMonthDay, byDay } = rule
  const weekdays = plainWeekdays(byDay) ?? []
  const days =
    frequency === 'DAILY'
      ? dailyWords(rule)
      : frequency === 'WEEKLY'
        ? `${weeklyWords(rule, weekdays.length > 0 ? weekdays : [weekdayOfDay(startDay)])}${inMonths(rule)}`
        : frequency === 'MONTHLY'
          ? monthlyWords(rule, civilOf(startDay).date)
          : yearlyWords(rule, startDay)
  const isChosen =
    (frequency === 'MONTHLY' || frequency === 'YEARLY') &&
    byMonthDay.length === 0 &&
    chosenDaysWords(rule) !== undefined &&
    rule.byWeekNumber.length + rule.byYearDay.length === 0
  const positions =
    bySetPosition.length > 0 && !isChosen
      ? `, of these only the ${ranks(bySetPosition)} of each ${UNITS[frequency]}`
      : ''
  const end =
    count !== undefined
      ? `, ${count === 1 ? 'once' : `${count} times`}`
      : until
        ? ` until ${dateWords(lastDateOf(until, times), reader)}`
        : ''
  return `${days}${timesWords(rule, times, reader.locale ?? 'en-GB')}${positions}${end}`
}

function dateWords(date: LocalDate, { today, locale = 'en-GB' }: WordsReader): string {
  const isThisYear = date.slice(0, 4) === today.slice(0, 4)
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    ...(!isThisYear && { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(dayNumber(date) * DAY_MS)
}

/** Some dates by name, many by their number. */
function datesWords(keys: string[], times: EventTimes, reader: WordsReader, many: string): string {
  if (keys.length > MOST_DATES_NAMED) return `on ${keys.length} ${many}`
  const dates = keys.map((key) => (times.kind === 'timed' ? localDateOf(parseInstant(key), times.timeZone) : key))
  return `on ${list([...new Set(dates)].map((date) => dateWords(date, reader)))}`
}

/** `Berlin time`, for somebody who lives elsewhere. */
function zoneWords(times: EventTimes, { timeZone }: WordsReader): string {
  if (times.kind === 'allDay' || times.timeZone === timeZone) return ''
  const place = times.timeZone.split('/').at(-1)!.replaceAll('_', ' ')
  return times.timeZone === 'UTC' ? ', UTC' : `, ${place} time`
}

/** How an event repeats, as people say it: `every second Tuesday until 3 March`. Empty for what does not repeat. */
export function repetitionWords(repetition: WordedRepetition, reader: WordsReader): string {
  const { times, rrule, moreRules = [], rdates = [], exdates = [] } = repetition
  const start = times.kind === 'timed' ? formatInstant(times.startsAt) : times.startDate
  const rules = rrule === undefined ? [] : [rrule, ...moreRules]
  if (rules.length === 0 && rdates.length === 0) return ''
  const said = rules.map((text) => ruleWords(text, times, reader))
  const extra = rrule === undefined ? [start, ...rdates] : rdates
  const dates = extra.length > 0 ? [datesWords(extra, times, reader, rrule === undefined ? 'dates' : 'more dates')] : []
  const except = exdates.length > 0 ? `, except ${datesWords(exdates, times, reader, 'dates')}` : ''
  // Rules have commas of their own: several of them are parted by more than those.
  return `${[...said, ...dates].join(', and ')}${except}${zoneWords(times, reader)}`
}

/** One of the ways in which a date is meant every month: `the 8th`, `the second Tuesday`, `the last day`. */
export function monthlyChoiceWords(by: 'date' | 'lastDay' | 'weekday' | 'lastWeekday', date: LocalDate): string {
  const day = dayNumber(date)
  const ofMonth = civilOf(day).date
  if (by === 'date') return `the ${ordinal(ofMonth)}`
  if (by === 'lastDay') return 'the last day'
  const name = weekdayName(weekdayOfDay(day))
  return by === 'weekday' ? `the ${rank(Math.ceil(ofMonth / 7))} ${name}` : `the last ${name}`
}
