import { BadInput, inputFault } from '../answers/bad-input.ts'
import { occurrenceKey } from '../recurrence/event-times.ts'
import { hasOccurrence, startOfKey } from '../recurrence/occurrence.ts'
import { isSeries } from '../recurrence/repetition.ts'
import { isFirstStart } from '../recurrence/series-starts.ts'
import type { CalendarEvent } from './calendar-event.ts'

export type Scope = 'this' | 'following' | 'all'

/** How much of a series a change means. */
export interface Reach {
  scope: Scope
  /** Original start of the occurrence that the change is about; absent for all of a series. */
  key?: string
}

/**
 * Reads `scope` and `occurrence` against the event that they are about; a single event needs no scope.
 * @throws BadInput
 */
export function reachOf(event: CalendarEvent, scope: Scope | undefined, occurrence: string | undefined): Reach {
  if (!isSeries(event)) return { scope: 'all' }
  if (scope === undefined) throw new BadInput(inputFault('scope', 'scopeMissing'))
  if (occurrence === undefined) {
    if (scope === 'all') return { scope }
    throw new BadInput(inputFault('occurrence', 'occurrenceMissing'))
  }
  const start = startOfKey(event, occurrence)
  const key = start === undefined ? undefined : occurrenceKey(start)
  const isKnown = key !== undefined && (event.changedOccurrences[key] !== undefined || hasOccurrence(event, key))
  if (!isKnown) throw new BadInput(inputFault('occurrence', 'notOccurrence'))
  return { scope: scope === 'following' && isFirstStart(event, start!) ? 'all' : scope, key }
}
