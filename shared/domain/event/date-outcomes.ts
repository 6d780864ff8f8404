import { BadInput } from '../answers/bad-input.ts'
import { type EventTimes, sameTimes } from '../recurrence/event-times.ts'
import type { Instant } from '../time/time.ts'
import type { CalendarEvent } from './calendar-event.ts'
import { withoutPart } from './deleted.ts'
import type { Scope } from './reach.ts'
import { editSeries, type SeriesPatch } from './series-edit.ts'

/**
 * What a change of a series would make of a date that is other than its series: it `moves` along, `stays` where it is,
 * stays as an `extra` date that its series does not have, `reverts` to what its series says, or `ends`.
 */
export interface DateOutcome {
  key: string
  title: string
  becomes: 'moves' | 'stays' | 'extra' | 'reverts' | 'ends'
  was: EventTimes
  /** When it would be; nothing where it would be no more. */
  is?: EventTimes
}

/** What would become of the dates of a series that are other than it, were so much of it changed. */
export interface ScopeOutcome {
  scope: Scope
  /** Whether so much of it can be changed so at all. */
  isPossible: boolean
  dates: DateOutcome[]
}

const SCOPES: Scope[] = ['this', 'following', 'all']

function changedDates(event: CalendarEvent): Omit<DateOutcome, 'becomes' | 'is'>[] {
  return Object.keys(event.changedOccurrences)
    .sort()
    .flatMap((key) => {
      const one = event.changedOccurrences[key]!
      return one.isCancelled ? [] : [{ key, title: one.title ?? event.title, was: one.times }]
    })
}

/** When a date stands in one of the events that a change made, if it is still other than these say. */
function timesIn(parts: CalendarEvent[], eventId: string, key: string): EventTimes | undefined {
  const one = parts.find(({ id }) => id === eventId)?.changedOccurrences[key]
  return one && !one.isCancelled ? one.times : undefined
}

function outcomesOf(
  event: CalendarEvent,
  scope: Scope,
  key: string,
  patch: SeriesPatch | undefined,
  now: Instant,
): DateOutcome[] {
  // One date touches no other; whether it may differ so is asked all the same.
  const others = changedDates(event).filter((date) => scope === 'all' || date.key !== key)
  const dates = scope === 'this' ? [] : others
  if (!patch) {
    const left = withoutPart(event, scope, key, now)?.changedOccurrences ?? {}
    return dates.filter((date) => !left[date.key]).map((date) => ({ ...date, becomes: 'ends' }))
  }
  const { event: last, earlier, occurrences } = editSeries(event, { scope, key }, patch, { now, newId: 'later' })
  const parts = earlier ? [earlier, last] : [last]
  return dates.flatMap((date): DateOutcome[] => {
    const outcome = occurrences.find((one) => one.key === date.key)
    // What stands before the cut of a series is not touched.
    if (!outcome || (earlier && outcome.eventId === earlier.id)) return []
    const is = timesIn(parts, outcome.eventId, outcome.newKey ?? outcome.key)
    if (outcome.became === 'extra') return [{ ...date, becomes: 'extra', ...(is && { is }) }]
    if (outcome.became === 'reverted') return [{ ...date, becomes: 'reverts' }]
    if (!is) return [{ ...date, becomes: 'ends' }]
    return [{ ...date, becomes: sameTimes(date.was, is) ? 'stays' : 'moves', is }]
  })
}

/**
 * What each scope of a change would make of the dates that are other than their series, seen from one of its dates.
 * Nothing is changed. @param patch nothing: it is deleted. @throws BadInput for a change that no scope allows
 */
export function dateOutcomes(
  event: CalendarEvent,
  key: string,
  patch: SeriesPatch | undefined,
  now: Instant,
): ScopeOutcome[] {
  const faults: BadInput[] = []
  const outcomes = SCOPES.map((scope): ScopeOutcome => {
    try {
      return { scope, isPossible: true, dates: outcomesOf(event, scope, key, patch, now) }
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      faults.push(error)
      return { scope, isPossible: false, dates: [] }
    }
  })
  if (faults.length > 0 && outcomes.every(({ isPossible }) => !isPossible)) throw faults[0]
  return outcomes
}
