import type { EventTimes } from '../../domain/recurrence/event-times.ts'
import { lastDateOf, startDayOf } from '../../domain/recurrence/last-date.ts'
import { type OrdinalDay, type RecurrenceRule, ruleOf } from '../../domain/recurrence/recurrence-rule.ts'
import { civilOf, weekdayOfDay } from '../../domain/time/civil-date.ts'
import {
  dayNumber,
  formatInstant,
  type LocalDate,
  localDateOf,
  parseInstant,
  type TimeZone,
  zoneClock,
} from '../../domain/time/time.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time/units.ts'
import { hourDigits } from '../hours.ts'
import type { Days, Lists, NumberedDay, RuleGrammar, Unit } from './grammar.ts'

const WORKDAYS = '1,2,3,4,5'
const MOST_DATES_NAMED = 3
const UNITS: Record<RecurrenceRule['frequency'], Unit> = {
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
}

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
  /** Of the grammar's language: for names, digits, the order of day and month, and the hours. */
  locale: string
}

/** A grammar and the names that Intl knows in its reader's locale. */
interface Voice {
  grammar: RuleGrammar
  lists: Lists
  locale: string
}

function voiceOf(grammar: RuleGrammar, locale: string): Voice {
  return {
    grammar,
    locale,
    lists: {
      and: (words) => new Intl.ListFormat(locale).format(words),
      or: (words) => new Intl.ListFormat(locale, { type: 'disjunction' }).format(words),
    },
  }
}

// 4 January 1970 was a Sunday.
const weekdayName = ({ locale }: Voice, weekday: number) =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format((3 + weekday) * DAY_MS)
const monthNames = ({ locale }: Voice, months: readonly number[]) =>
  months.map((month) =>
    new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(1970, month - 1, 1)),
  )

/** Monday first, as calendars here show weeks. */
const fromMonday = (weekdays: readonly number[]) => [...weekdays].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7))

const isWorkdays = (weekdays: readonly number[]) => [...weekdays].sort().join() === WORKDAYS

function daysOf(voice: Voice, weekdays: readonly number[]): Days {
  if (weekdays.length === 7) return { kind: 'all' }
  if (isWorkdays(weekdays)) return { kind: 'workdays' }
  return { kind: 'named', names: fromMonday(weekdays).map((weekday) => weekdayName(voice, weekday)) }
}

/** The weekdays of a list that numbers none of them. */
function plainWeekdays(byDay: readonly OrdinalDay[]): number[] | undefined {
  return byDay.every(({ nth }) => nth === undefined) ? byDay.map(({ weekday }) => weekday) : undefined
}

const numbered = (voice: Voice, byDay: readonly OrdinalDay[]): NumberedDay[] =>
  byDay.map(({ weekday, nth }) => ({ name: weekdayName(voice, weekday), ...(nth !== undefined && { nth }) }))

/** `the last weekday`: the choice among the days of one list, said in one breath; nothing where it is not so simple. */
function chosenDays(voice: Voice, { byDay, byMonthDay, bySetPosition }: RecurrenceRule): string | undefined {
  const weekdays = plainWeekdays(byDay)
  if (bySetPosition.length === 0 || byDay.length === 0 || !weekdays || byMonthDay.length > 0) return undefined
  return voice.grammar.chosenDays(bySetPosition, daysOf(voice, weekdays), voice.lists)
}

/** `the first Monday and every Friday` */
function numberedDays(voice: Voice, byDay: readonly OrdinalDay[]): string {
  const plain = byDay.filter(({ nth }) => nth === undefined).map(({ weekday }) => weekday)
  const withNumber = byDay.filter(({ nth }) => nth !== undefined)
  const parts = [
    ...(withNumber.length > 0 ? [voice.grammar.numberedDays(numbered(voice, withNumber), voice.lists)] : []),
    ...(plain.length > 0 ? [voice.grammar.everyDay(daysOf(voice, plain), voice.lists)] : []),
  ]
  return voice.lists.and(parts)
}

const inMonths = (voice: Voice, { byMonth }: RecurrenceRule) =>
  byMonth.length > 0 ? voice.grammar.inMonths(monthNames(voice, byMonth), voice.lists) : ''
const ofMonths = (voice: Voice, { byMonth }: RecurrenceRule) =>
  voice.grammar.ofMonths(monthNames(voice, byMonth), voice.lists)
const whenDay = (voice: Voice, { byDay }: RecurrenceRule) =>
  byDay.length > 0 ? voice.grammar.whenDay(numbered(voice, byDay), voice.lists) : ''
const onDates = ({ grammar, lists }: Voice, dates: readonly number[]) =>
  dates.length > 0 ? grammar.on(grammar.dates(dates, lists)) : ''

function dailyWords(voice: Voice, rule: RecurrenceRule): string {
  const { interval, byDay, byMonthDay } = rule
  const weekdays = plainWeekdays(byDay) ?? []
  if (interval === 1 && weekdays.length > 0 && byMonthDay.length === 0)
    return `${voice.grammar.everyDay(daysOf(voice, weekdays), voice.lists)}${inMonths(voice, rule)}`
  return `${voice.grammar.every(interval, 'day')}${onDates(voice, byMonthDay)}${whenDay(voice, rule)}${inMonths(voice, rule)}`
}

function weeklyWords(voice: Voice, rule: RecurrenceRule, startDay: number): string {
  const { grammar, lists } = voice
  const { interval, weekStart } = rule
  const given = plainWeekdays(rule.byDay) ?? []
  const weekdays = given.length > 0 ? given : [weekdayOfDay(startDay)]
  const days = daysOf(voice, weekdays)
  if (interval === 1) return `${grammar.everyDay(days, lists)}${inMonths(voice, rule)}`
  const single = weekdays.length === 1 ? grammar.everySecondDay(interval, weekdayName(voice, weekdays[0]!)) : undefined
  if (single !== undefined) return `${single}${inMonths(voice, rule)}`
  // Where weeks are left out, it matters on which day they begin.
  const weeks = weekStart !== 1 && weekdays.length > 1 ? grammar.weeksFrom(weekdayName(voice, weekStart)) : ''
  return `${grammar.every(interval, 'week')}${grammar.onDays(days, lists)}${weeks}${inMonths(voice, rule)}`
}

function monthlyWords(voice: Voice, rule: RecurrenceRule, startDay: number): string {
  const { grammar, lists } = voice
  const { interval, byDay, byMonthDay } = rule
  const chosen = chosenDays(voice, rule)
  const weekdays = plainWeekdays(byDay) ?? []
  const isEveryOne = interval === 1 && weekdays.length > 0 && byMonthDay.length === 0
  if (isEveryOne && chosen === undefined)
    return `${grammar.everyDay(daysOf(voice, weekdays), lists)}${inMonths(voice, rule)}`
  const on =
    chosen !== undefined
      ? grammar.on(chosen)
      : byMonthDay.length > 0
        ? `${onDates(voice, byMonthDay)}${whenDay(voice, rule)}`
        : byDay.length > 0
          ? grammar.on(numberedDays(voice, byDay))
          : onDates(voice, [civilOf(startDay).date])
  return `${grammar.every(interval, 'month')}${on}${inMonths(voice, rule)}`
}

function yearlyWords(voice: Voice, rule: RecurrenceRule, startDay: number): string {
  const { grammar, lists } = voice
  const { interval, byDay, byMonthDay, byMonth, byYearDay, byWeekNumber } = rule
  const every = grammar.every(interval, 'year')
  const yearDays = byYearDay.length > 0 ? grammar.onYearDays(byYearDay, lists) : ''
  if (byWeekNumber.length > 0)
    return `${every}${grammar.inWeeks(byWeekNumber, lists)}${daysOfWeeks(voice, rule, startDay)}${onDates(voice, byMonthDay)}${yearDays}${inMonths(voice, rule)}`
  if (byYearDay.length > 0)
    return `${every}${yearDays}${onDates(voice, byMonthDay)}${whenDay(voice, rule)}${inMonths(voice, rule)}`
  const chosen = chosenDays(voice, rule)
  if (chosen !== undefined) return `${every}${grammar.on(chosen)}${ofMonths(voice, rule)}`
  if (byMonthDay.length > 0) {
    // One month and dates from its beginning are dates as people write them.
    if (byDay.length === 0 && byMonth.length === 1 && byMonthDay.every((n) => n > 0))
      return `${every}${grammar.onDatesOf(byMonthDay, monthNames(voice, byMonth), lists)}`
    const months = byMonth.length > 0 ? ofMonths(voice, rule) : grammar.ofEveryMonth
    return `${every}${onDates(voice, byMonthDay)}${months}${whenDay(voice, rule)}`
  }
  if (byDay.length > 0) return `${every}${grammar.on(numberedDays(voice, byDay))}${ofMonths(voice, rule)}`
  const start = civilOf(startDay)
  return `${every}${grammar.onDatesOf([start.date], monthNames(voice, byMonth.length > 0 ? byMonth : [start.month]), lists)}`
}

/** On which days of the weeks that a yearly rule numbers: those of the start where it does not say. */
function daysOfWeeks(voice: Voice, { byDay, byMonthDay, byYearDay }: RecurrenceRule, startDay: number): string {
  if (byDay.length === 0 && byMonthDay.length + byYearDay.length > 0) return ''
  const weekdays = byDay.length > 0 ? plainWeekdays(byDay) : [weekdayOfDay(startDay)]
  return weekdays
    ? voice.grammar.onDays(daysOf(voice, weekdays), voice.lists)
    : voice.grammar.on(numberedDays(voice, byDay))
}

/** The times of day that a rule names of its own; what it leaves open is the start's. */
function timesWords(voice: Voice, { byHour, byMinute, bySecond }: RecurrenceRule, times: EventTimes): string {
  if (times.kind === 'allDay' || byHour.length + byMinute.length + bySecond.length === 0) return ''
  const wall = zoneClock(times.timeZone).wallAt(times.startsAt)
  const hours = byHour.length > 0 ? byHour : [Math.floor(wall / HOUR_MS) % 24]
  const minutes = byMinute.length > 0 ? byMinute : [Math.floor(wall / MINUTE_MS) % 60]
  const format = new Intl.DateTimeFormat(voice.locale, {
    hour: hourDigits(voice.locale),
    minute: '2-digit',
    timeZone: 'UTC',
  })
  const all = hours.flatMap((hour) => minutes.map((minute) => format.format(hour * HOUR_MS + minute * MINUTE_MS)))
  return voice.grammar.at(all, voice.lists)
}

function ruleWords(voice: Voice, text: string, times: EventTimes, reader: WordsReader): string {
  const { grammar, lists } = voice
  const rule = ruleOf(text)
  const { frequency, bySetPosition, count, until } = rule
  const startDay = startDayOf(times)
  const days =
    frequency === 'DAILY'
      ? dailyWords(voice, rule)
      : frequency === 'WEEKLY'
        ? weeklyWords(voice, rule, startDay)
        : frequency === 'MONTHLY'
          ? monthlyWords(voice, rule, startDay)
          : yearlyWords(voice, rule, startDay)
  const isChosen =
    (frequency === 'MONTHLY' || frequency === 'YEARLY') &&
    rule.byWeekNumber.length + rule.byYearDay.length === 0 &&
    chosenDays(voice, rule) !== undefined
  const positions =
    bySetPosition.length > 0 && !isChosen ? grammar.onlyPositions(bySetPosition, UNITS[frequency], lists) : ''
  const last = until && dateWords(lastDateOf(until, times), reader)
  const end = count !== undefined ? grammar.times(count) : last !== undefined ? grammar.until(last) : ''
  return `${days}${timesWords(voice, rule, times)}${positions}${end}`
}

function dateWords(date: LocalDate, { today, locale }: WordsReader): string {
  const isThisYear = date.slice(0, 4) === today.slice(0, 4)
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    ...(!isThisYear && { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(dayNumber(date) * DAY_MS)
}

/** Some dates by name, many by their number. */
function datesWords(
  { grammar, lists }: Voice,
  keys: string[],
  times: EventTimes,
  reader: WordsReader,
  isMore = false,
): string {
  if (keys.length > MOST_DATES_NAMED)
    return isMore ? grammar.onManyMoreDates(keys.length) : grammar.onManyDates(keys.length)
  const dates = keys.map((key) => (times.kind === 'timed' ? localDateOf(parseInstant(key), times.timeZone) : key))
  return grammar.onSomeDates(
    [...new Set(dates)].map((date) => dateWords(date, reader)),
    lists,
  )
}

/** `Berlin time`, for somebody who lives elsewhere. */
function zoneWords({ grammar }: Voice, times: EventTimes, { timeZone }: WordsReader): string {
  if (times.kind === 'allDay' || times.timeZone === timeZone) return ''
  return grammar.zone(times.timeZone === 'UTC' ? 'UTC' : times.timeZone.split('/').at(-1)!.replaceAll('_', ' '))
}

/** How an event repeats, as people say it: `every second Tuesday until 3 March`. Empty for what does not repeat. */
export function repetitionWords(grammar: RuleGrammar, repetition: WordedRepetition, reader: WordsReader): string {
  const { times, rrule, moreRules = [], rdates = [], exdates = [] } = repetition
  const voice = voiceOf(grammar, reader.locale)
  const rules = rrule === undefined ? [] : [rrule, ...moreRules]
  if (rules.length === 0 && rdates.length === 0) return ''
  const said = rules.map((text) => ruleWords(voice, text, times, reader))
  const start = times.kind === 'timed' ? formatInstant(times.startsAt) : times.startDate
  const extra = rrule === undefined ? [start, ...rdates] : rdates
  if (extra.length > 0) said.push(datesWords(voice, extra, times, reader, rrule !== undefined))
  const except = exdates.length > 0 ? grammar.except(datesWords(voice, exdates, times, reader)) : ''
  return `${said.join(grammar.andAlso)}${except}${zoneWords(voice, times, reader)}`
}

/** One of the ways in which a date is meant every month: `the 8th`, `the second Tuesday`, `the last day`. */
export function monthlyChoiceWords(
  grammar: RuleGrammar,
  by: 'date' | 'lastDay' | 'weekday' | 'lastWeekday',
  date: LocalDate,
  locale: string,
): string {
  const voice = voiceOf(grammar, locale)
  const day = dayNumber(date)
  const ofMonth = civilOf(day).date
  if (by === 'date') return grammar.dates([ofMonth], voice.lists)
  if (by === 'lastDay') return grammar.dates([-1], voice.lists)
  const nth = by === 'weekday' ? Math.ceil(ofMonth / 7) : -1
  return grammar.numberedDays([{ name: weekdayName(voice, weekdayOfDay(day)), nth }], voice.lists)
}
