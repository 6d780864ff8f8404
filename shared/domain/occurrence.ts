import {
  type CalendarEvent,
  type EventTimes,
  lengthOf,
  occurrenceKey,
  seriesStart,
  spanOf,
  timesFrom,
} from './calendar-event.ts'
import { occurrenceDatesBetween, occurrencesBetween } from './series.ts'
import { addDays, type Instant, type LocalDate, localDateOf, type TimeZone } from './time.ts'

/** One meeting of a series, or the single meeting of an event without a rule. */
export interface Occurrence {
  /** Original start, by which the series knows it; absent for a single event. */
  key?: string
  times: EventTimes
  isChanged: boolean
}

type Repeating = Pick<CalendarEvent, 'times' | 'rrule' | 'changedOccurrences'>

const DAY_MS = 86_400_000

/** Original starts of a series whose meeting would touch [from, to), changed or not. */
function originalStarts(
  { times, rrule }: Repeating,
  from: Instant,
  to: Instant,
  zone: TimeZone,
): (Instant | LocalDate)[] {
  if (rrule === undefined) return []
  if (times.kind === 'timed') {
    const series = { startsAt: seriesStart(times), timeZone: times.timeZone, rrule }
    return occurrencesBetween(series, from - lengthOf(times) + 1, to)
  }
  const first = addDays(localDateOf(from, zone), -lengthOf(times))
  return occurrenceDatesBetween(
    { startDate: times.startDate, timeZone: zone, rrule },
    first,
    addDays(localDateOf(to, zone), 1),
  )
}

/** The meetings that touch [from, to), sorted by start; whole days are those of `zone`. */
export function occurrencesOf(event: Repeating, from: Instant, to: Instant, zone: TimeZone): Occurrence[] {
  const touches = (times: EventTimes) => {
    const span = spanOf(times, zone)
    return span.from < to && from < span.to
  }
  if (event.rrule === undefined) return touches(event.times) ? [{ times: event.times, isChanged: false }] : []
  const found: Occurrence[] = []
  for (const start of originalStarts(event, from, to, zone)) {
    const key = occurrenceKey(start)
    const times = timesFrom(event.times, start)
    if (event.changedOccurrences[key] === undefined && touches(times)) found.push({ key, times, isChanged: false })
  }
  for (const [key, change] of Object.entries(event.changedOccurrences))
    if (!change.isCancelled && touches(change.times)) found.push({ key, times: change.times, isChanged: true })
  return found.sort((a, b) => spanOf(a.times, zone).from - spanOf(b.times, zone).from)
}

/** Whether a series has an original start at this key. */
export function hasOccurrence(event: Repeating, key: string, zone: TimeZone): boolean {
  const at = startOfKey(event, key)
  if (at === undefined) return false
  if (typeof at === 'number') return originalStarts(event, at, at + 1, zone).includes(at)
  const from = Date.parse(`${at}T00:00:00Z`)
  return originalStarts(event, from - 2 * DAY_MS, from + 2 * DAY_MS, zone).includes(at)
}

/** The start that a key names, of the kind that the event has; nothing when it is of the other kind. */
export function startOfKey({ times }: Repeating, key: string): Instant | LocalDate | undefined {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(key)
  if (times.kind === 'allDay') return isDate ? key : undefined
  return isDate ? undefined : Date.parse(key)
}
