import type { Interval } from '../time/interval.ts'
import {
  addDays,
  type Instant,
  isLocalDate,
  type LocalDate,
  localDateOf,
  parseInstant,
  type TimeZone,
} from '../time/time.ts'
import { DAY_MS, HOUR_MS } from '../time/units.ts'
import { type EventTimes, lengthOf, occurrenceKey, seriesStart, spanOf, timesFrom } from './event-times.ts'
import { isSeries, type Repetition, rulesOf } from './repetition.ts'
import { occurrenceDatesBetween, occurrencesBetween, type SeriesTimes } from './series.ts'
import { type Taking, takesTime } from './taking.ts'

/** The most meetings of one series that go on at once (D12). */
export const MOST_AT_ONCE = 50

/**
 * Where clocks change, meetings of many days come so much closer to one another than their wall times are: that they go
 * on together for some hours is not yet too much.
 */
const CLOCK_CHANGE_MS = 3 * HOUR_MS

/** One meeting of a series, or the single meeting of an event without a rule. */
export interface Occurrence {
  /** Original start, by which the series knows it; absent for a single event. */
  key?: string
  times: EventTimes
  isChanged: boolean
  /** More of its series would go on at once than may: it is shown as ending where the last of those begins. */
  isCut?: boolean
}

/** A start as the series has it: an instant of a timed one, a date of an all-day one. */
export type Start = Instant | LocalDate

/** The repeating time of an event, as series.ts expands it. */
export function seriesOf(event: Omit<Repetition, 'changedOccurrences'>): SeriesTimes {
  const { times } = event
  return times.kind === 'timed'
    ? { startsAt: seriesStart(times), timeZone: times.timeZone, ...rulesOf(event) }
    : // Dates are those of no zone.
      { startDate: times.startDate, timeZone: 'UTC', ...rulesOf(event) }
}

/** How far back the meetings that still go on are looked for first; only longer ones are looked for further back. */
const FIRST_LOOK_BACK_DAYS = 32

/**
 * Original starts of meetings that would touch [from, to) were they no longer than so many days (or milliseconds, if
 * timed).
 */
function startsTouching(event: Repetition, from: Instant, to: Instant, zone: TimeZone, length: number): Start[] {
  const starts: Start[] =
    event.times.kind === 'timed'
      ? occurrencesBetween(seriesOf(event), from - length + 1, to)
      : occurrenceDatesBetween(
          seriesOf(event),
          addDays(localDateOf(from, zone), -length),
          addDays(localDateOf(to, zone), 1),
        )
  return hasExceptions(event)
    ? starts.filter((start) => event.changedOccurrences[occurrenceKey(start)] === undefined)
    : starts
}

const hasExceptions = ({ changedOccurrences }: Repetition) => Object.keys(changedOccurrences).length > 0

/**
 * The starts of those meetings of a series that are as it says and touch [from, to), sorted; whole days are those of
 * `zone`. A meeting ends at the latest when the fiftieth after it begins (D12): whatever was stored or comes from a
 * provider, what goes on at once is bounded, and so is how far one has to look back. The time that is taken stays the
 * same.
 */
function regularStarts(event: Repetition, from: Instant, to: Instant, zone: TimeZone): Start[] {
  const length = lengthOf(event.times)
  const firstLook = event.times.kind === 'timed' ? FIRST_LOOK_BACK_DAYS * DAY_MS : FIRST_LOOK_BACK_DAYS
  const begun = event.times.kind === 'timed' ? from - CLOCK_CHANGE_MS : localDateOf(from, zone)
  for (let back = Math.min(length, firstLook); ; back = Math.min(length, back * 4)) {
    const starts = startsTouching(event, from, to, zone, back)
    if (back === length || (starts[MOST_AT_ONCE] ?? begun) < begun) return starts
  }
}

/** From when on a meeting counts as over for those that come after it. */
export function leavesRoomAt(startsAt: Instant, endsAt: Instant): Instant {
  return endsAt - startsAt > DAY_MS ? endsAt - CLOCK_CHANGE_MS : endsAt
}

/** Where a meeting is cut off: at the start of the fiftieth after it, if that comes before its own end. */
function cutAt(starts: Start[], i: number, times: EventTimes): Start | undefined {
  const next = starts[i + MOST_AT_ONCE]
  const end = times.kind === 'timed' ? leavesRoomAt(times.startsAt, times.endsAt) : times.endDate
  return next !== undefined && next < end ? next : undefined
}

function endingAt(times: EventTimes, end: Start): EventTimes {
  return times.kind === 'timed' ? { ...times, endsAt: end as Instant } : { ...times, endDate: end as LocalDate }
}

/** The meetings that touch [from, to), sorted by start; whole days are those of `zone`. */
export function occurrencesOf(event: Repetition, from: Instant, to: Instant, zone: TimeZone): Occurrence[] {
  const found: { starts: Instant; occurrence: Occurrence }[] = []
  const add = (occurrence: Occurrence) => {
    const span = spanOf(occurrence.times, zone)
    if (span.from < to && from < span.to) found.push({ starts: span.from, occurrence })
  }
  if (!isSeries(event)) add({ times: event.times, isChanged: false })
  else {
    const starts = regularStarts(event, from, to, zone)
    for (let i = 0; i < starts.length; i++) {
      const start = starts[i]!
      const times = timesFrom(event.times, start)
      const end = cutAt(starts, i, times)
      const key = occurrenceKey(start)
      if (end === undefined) add({ key, times, isChanged: false })
      else add({ key, times: endingAt(times, end), isChanged: false, isCut: true })
    }
    for (const [key, change] of Object.entries(event.changedOccurrences))
      if (!change.isCancelled) add({ key, times: change.times, isChanged: true })
  }
  return found.sort((a, b) => a.starts - b.starts).map(({ occurrence }) => occurrence)
}

/** The times that meetings take in [from, to), sorted: what occurrencesOf says, without naming each meeting. */
export function timesTaken(
  event: Repetition & { taking?: Taking },
  from: Instant,
  to: Instant,
  zone: TimeZone,
): Interval[] {
  const { times, taking } = event
  if (taking)
    return occurrencesOf(event, from, to, zone)
      .filter(({ key }) => key === undefined || takesTime(taking, key))
      .map((one) => spanOf(one.times, zone))
  const isRegular = isSeries(event) && times.kind === 'timed' && !hasExceptions(event)
  if (!isRegular) return occurrencesOf(event, from, to, zone).map((one) => spanOf(one.times, zone))
  const length = lengthOf(times)
  const starts = regularStarts(event, from, to, zone) as Instant[]
  if (starts.length <= MOST_AT_ONCE) return starts.map((start) => ({ from: start, to: start + length }))
  return starts
    .map((start, i) => {
      const next = starts[i + MOST_AT_ONCE] ?? Number.POSITIVE_INFINITY
      const end = start + length
      return { from: start, to: next < leavesRoomAt(start, end) ? next : end }
    })
    .filter((taken) => taken.to > from)
}

/** One meeting of a series by its original start, as long as it really is; nothing where it is cancelled or none. */
export function occurrenceAt(event: Repetition, key: string): Occurrence | undefined {
  const start = startOfKey(event, key)
  if (start === undefined) return undefined
  const own = occurrenceKey(start)
  const change = event.changedOccurrences[own]
  if (change) return change.isCancelled ? undefined : { key: own, times: change.times, isChanged: true }
  return hasOccurrence(event, own) ? { key: own, times: timesFrom(event.times, start), isChanged: false } : undefined
}

/** Whether a series has an original start at this key, be it changed or cancelled. */
export function hasOccurrence(event: Repetition, key: string): boolean {
  const at = startOfKey(event, key)
  if (at === undefined || !isSeries(event)) return false
  return typeof at === 'number'
    ? occurrencesBetween(seriesOf(event), at, at + 1).length > 0
    : occurrenceDatesBetween(seriesOf(event), at, addDays(at, 1)).length > 0
}

/** The start that a key names, of the kind that the event has; nothing when it is of the other kind. */
export function startOfKey({ times }: Pick<Repetition, 'times'>, key: string): Instant | LocalDate | undefined {
  if (times.kind === 'allDay') return isLocalDate(key) ? key : undefined
  return isLocalDate(key) ? undefined : parseInstant(key)
}
