import {
  type EventTimes,
  isSeries,
  lengthOf,
  occurrenceKey,
  type Repetition,
  rulesOf,
  seriesStart,
  spanOf,
  timesFrom,
} from './calendar-event.ts'
import { occurrenceDatesBetween, occurrencesBetween, type SeriesTimes } from './series.ts'
import { addDays, type Instant, isLocalDate, type LocalDate, localDateOf, parseInstant, type TimeZone } from './time.ts'

/** One meeting of a series, or the single meeting of an event without a rule. */
export interface Occurrence {
  /** Original start, by which the series knows it; absent for a single event. */
  key?: string
  times: EventTimes
  isChanged: boolean
}

/** The repeating time of an event, as series.ts expands it. */
export function seriesOf(event: Omit<Repetition, 'changedOccurrences'>): SeriesTimes {
  const { times } = event
  return times.kind === 'timed'
    ? { startsAt: seriesStart(times), timeZone: times.timeZone, ...rulesOf(event) }
    : // Dates are those of no zone.
      { startDate: times.startDate, timeZone: 'UTC', ...rulesOf(event) }
}

/** Original starts of a series whose meeting would touch [from, to), changed or not; whole days are those of `zone`. */
function originalStarts(event: Repetition, from: Instant, to: Instant, zone: TimeZone): (Instant | LocalDate)[] {
  const length = lengthOf(event.times)
  if (event.times.kind === 'timed') return occurrencesBetween(seriesOf(event), from - length + 1, to)
  const first = addDays(localDateOf(from, zone), -length)
  return occurrenceDatesBetween(seriesOf(event), first, addDays(localDateOf(to, zone), 1))
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
    for (const start of originalStarts(event, from, to, zone)) {
      const key = occurrenceKey(start)
      if (event.changedOccurrences[key] === undefined)
        add({ key, times: timesFrom(event.times, start), isChanged: false })
    }
    for (const [key, change] of Object.entries(event.changedOccurrences))
      if (!change.isCancelled) add({ key, times: change.times, isChanged: true })
  }
  return found.sort((a, b) => a.starts - b.starts).map(({ occurrence }) => occurrence)
}

/** The times that meetings take in [from, to), sorted: what occurrencesOf says, without naming each meeting. */
export function timesTaken(
  event: Repetition,
  from: Instant,
  to: Instant,
  zone: TimeZone,
): { from: Instant; to: Instant }[] {
  const { times, changedOccurrences } = event
  const isRegular = isSeries(event) && times.kind === 'timed' && Object.keys(changedOccurrences).length === 0
  if (!isRegular) return occurrencesOf(event, from, to, zone).map((one) => spanOf(one.times, zone))
  const length = lengthOf(times)
  return occurrencesBetween(seriesOf(event), from - length + 1, to).map((start) => ({
    from: start,
    to: start + length,
  }))
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
