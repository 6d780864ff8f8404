import { BadInput, inputFault } from '../answers/bad-input.ts'
import { addDays, type Instant, type LocalDate } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'
import { type EventTimes, occurrenceKey, timesFrom } from './event-times.ts'
import { hasOccurrence, type Start, seriesOf, startOfKey } from './occurrence.ts'
import { parseRule } from './recurrence-rule.ts'
import type { Repetition } from './repetition.ts'
import { occurrenceDatesBetween, occurrencesBetween } from './series.ts'

/** How far ahead the first match of a rule is looked for: ten years. */
const SEARCH_DAYS = 3660
const FIRST_LOOK_DAYS = 32

/** The start of times: an instant, or a date. */
export const startOf = (times: EventTimes): Start => (times.kind === 'timed' ? times.startsAt : times.startDate)

/** Original starts of a series in [from, end), both of the kind that the series has. */
export function startsBetween(event: Omit<Repetition, 'changedOccurrences'>, from: Start, end: Start): Start[] {
  const series = seriesOf(event)
  return typeof end === 'number'
    ? occurrencesBetween(series, from as Instant, end)
    : occurrenceDatesBetween(series, from as LocalDate, end)
}

/** Original starts of a series from its beginning to `end`. */
export function startsBefore(event: Omit<Repetition, 'changedOccurrences'>, end: Start): Start[] {
  return startsBetween(event, typeof end === 'number' ? 0 : '1970-01-01', end)
}

/** The first original start from a moment on, if one comes within ten years: looked for further and further away. */
export function firstFrom(event: Omit<Repetition, 'changedOccurrences'>, from: Start): Start | undefined {
  const series = seriesOf(event)
  for (let days = FIRST_LOOK_DAYS; ; days = Math.min(SEARCH_DAYS, days * 8)) {
    const [first] =
      typeof from === 'number'
        ? occurrencesBetween(series, from, from + days * DAY_MS)
        : occurrenceDatesBetween(series, from, addDays(from, days))
    if (first !== undefined || days === SEARCH_DAYS) return first
  }
}

/** Whether nothing of a series lies before a start. */
export function isFirstStart(event: Repetition, start: Start): boolean {
  const begins = [occurrenceKey(startOf(event.times)), ...(event.rdates ?? [])].sort()[0]!
  const first = firstFrom(event, startOfKey(event, begins)!)
  return first === undefined || first >= start
}

/**
 * Moves the start of a series to the first match of its rule, for a start that the rule does not match is no
 * occurrence. With several rules it stays, for each counts from it. @throws BadInput
 */
export function startingAtFirstMatch(
  times: EventTimes,
  { rrule, moreRules = [] }: Pick<Repetition, 'rrule' | 'moreRules'>,
): EventTimes {
  if (rrule === undefined && moreRules.length > 0) throw new BadInput(inputFault('moreRules', 'ruleMissing'))
  const texts: [string, string][] = rrule === undefined ? [] : [['rrule', rrule]]
  texts.push(...moreRules.map((text, i): [string, string] => [`moreRules.${i}`, text]))
  const faults = texts.flatMap(([path, text]) => {
    const parsed = parseRule(text)
    return 'faults' in parsed ? parsed.faults.map((fault) => inputFault(path, 'badRule', { fault })) : []
  })
  if (faults.length > 0) throw new BadInput(...faults)
  if (rrule === undefined) return times
  const first = firstFrom({ times, rrule, moreRules }, startOf(times))
  if (first === undefined) throw new BadInput(inputFault('rrule', 'noDateSoon'))
  return moreRules.length > 0 ? times : timesFrom(times, first)
}

/** Extra starts as keys of the event's own kind, sorted, each once. @throws BadInput */
export function rdatesOf(times: EventTimes, given: string[]): string[] {
  const keys = given.map((text, i) => {
    const start = startOfKey({ times }, text)
    const path = `rdates.${i}`
    if (start === undefined)
      throw new BadInput(inputFault(path, 'otherKind', { expected: times.kind === 'timed' ? 'an instant' : 'a date' }))
    if (start < startOf(times)) throw new BadInput(inputFault(path, 'beforeStart'))
    return occurrenceKey(typeof start === 'number' ? Math.floor(start / 1000) * 1000 : start)
  })
  return [...new Set(keys)].sort()
}

/** Marks original starts as cancelled: what EXDATE means. @throws BadInput for what is none of the series */
export function withoutDates<T extends Repetition>(event: T, exdates: string[]): T {
  const changedOccurrences = { ...event.changedOccurrences }
  exdates.forEach((given, i) => {
    const start = startOfKey(event, given)
    const key = start === undefined ? given : occurrenceKey(start)
    if (start === undefined || !(changedOccurrences[key] || hasOccurrence(event, key)))
      throw new BadInput(inputFault(`exdates.${i}`, 'notOccurrence'))
    changedOccurrences[key] = { isCancelled: true }
  })
  return { ...event, changedOccurrences }
}
