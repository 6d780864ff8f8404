import { BadInput } from './bad-input.ts'
import { type CalendarEvent, type EventTimes, occurrenceKey, type Repetition, timesFrom } from './calendar-event.ts'
import { hasOccurrence, seriesOf, startOfKey } from './occurrence.ts'
import { parseRule } from './recurrence-rule.ts'
import { occurrenceDatesBetween, occurrencesBetween } from './series.ts'
import { addDays, type Instant, type LocalDate } from './time.ts'

/** A start as the series has it: an instant of a timed one, a date of an all-day one. */
export type Start = Instant | LocalDate

const DAY_MS = 86_400_000
/** How far ahead the first match of a rule is looked for: ten years. */
const SEARCH_DAYS = 3660

/** The start of times: an instant, or a date. */
export const startOf = (times: EventTimes): Start => (times.kind === 'timed' ? times.startsAt : times.startDate)

/** Original starts of a series from its beginning to `end`. */
export function startsBefore(event: Omit<Repetition, 'changedOccurrences'>, end: Start): Start[] {
  const series = seriesOf(event)
  return typeof end === 'number'
    ? occurrencesBetween(series, 0, end)
    : occurrenceDatesBetween(series, '1970-01-01', end)
}

/** The first original start from a moment on, if one comes within ten years. */
export function firstFrom(event: Omit<Repetition, 'changedOccurrences'>, from: Start): Start | undefined {
  return typeof from === 'number'
    ? occurrencesBetween(seriesOf(event), from, from + SEARCH_DAYS * DAY_MS)[0]
    : occurrenceDatesBetween(seriesOf(event), from, addDays(from, SEARCH_DAYS))[0]
}

/** Whether nothing of a series lies before a start. */
export function isFirstStart(event: Repetition, start: Start): boolean {
  return startsBefore(event, start).length === 0
}

/**
 * Moves the start of a series to the first match of its rule, for a start that the rule does not match is no occurrence.
 * With several rules it stays, for each counts from it. @throws BadInput
 */
export function startingAtFirstMatch(
  times: EventTimes,
  { rrule, moreRules = [] }: Pick<CalendarEvent, 'rrule' | 'moreRules'>,
): EventTimes {
  if (rrule === undefined && moreRules.length > 0)
    throw new BadInput({ path: 'moreRules', message: 'needs rrule beside it' })
  const texts: [string, string][] = rrule === undefined ? [] : [['rrule', rrule]]
  texts.push(...moreRules.map((text, i): [string, string] => [`moreRules.${i}`, text]))
  const faults = texts.flatMap(([path, text]) => {
    const parsed = parseRule(text)
    return 'faults' in parsed ? parsed.faults.map((message) => ({ path, message })) : []
  })
  if (faults.length > 0) throw new BadInput(...faults)
  if (rrule === undefined) return times
  const first = firstFrom({ times, rrule, moreRules }, startOf(times))
  if (first === undefined) throw new BadInput({ path: 'rrule', message: 'has no date within ten years of the start' })
  return moreRules.length > 0 ? times : timesFrom(times, first)
}

/** Extra starts as keys of the event's own kind, sorted, each once. @throws BadInput */
export function rdatesOf(times: EventTimes, given: string[]): string[] {
  const keys = given.map((text, i) => {
    const start = startOfKey({ times }, text)
    const path = `rdates.${i}`
    if (start === undefined)
      throw new BadInput({
        path,
        message: `must be ${times.kind === 'timed' ? 'an instant' : 'a date'}, as the start is`,
      })
    if (start < startOf(times)) throw new BadInput({ path, message: 'must not lie before the start' })
    return occurrenceKey(typeof start === 'number' ? Math.floor(start / 1000) * 1000 : start)
  })
  return [...new Set(keys)].sort()
}

/** Marks original starts as cancelled: what EXDATE means. @throws BadInput for what is none of the series */
export function withoutDates(event: CalendarEvent, exdates: string[]): CalendarEvent {
  const changedOccurrences = { ...event.changedOccurrences }
  exdates.forEach((given, i) => {
    const start = startOfKey(event, given)
    const key = start === undefined ? given : occurrenceKey(start)
    if (start === undefined || !(changedOccurrences[key] || hasOccurrence(event, key)))
      throw new BadInput({ path: `exdates.${i}`, message: 'is not an original start of this series' })
    changedOccurrences[key] = { isCancelled: true }
  })
  return { ...event, changedOccurrences }
}
