import { BadInput } from '../../../shared/domain/bad-input.ts'
import type { CalendarEvent } from '../../../shared/domain/calendar-event.ts'
import { hasOccurrence, startOfKey } from '../../../shared/domain/occurrence.ts'

export type Scope = 'this' | 'following' | 'all'

/** How much of a series a change means; a single event needs no scope. */
export interface Reach {
  scope: Scope
  /** Original start of the occurrence that the change is about; absent for all of a series. */
  key?: string
}

/** Reads `scope` and `occurrence` against the event that they are about. @throws BadInput */
export function reachOf(event: CalendarEvent, scope: Scope | undefined, occurrence: string | undefined): Reach {
  if (event.rrule === undefined) return { scope: 'all' }
  if (scope === undefined)
    throw new BadInput({ path: 'query.scope', message: 'must say this, following or all: the event is a series' })
  if (occurrence === undefined) {
    if (scope === 'all') return { scope }
    throw new BadInput({ path: 'query.occurrence', message: 'is missing: the original start of the occurrence' })
  }
  const start = startOfKey(event, occurrence)
  const key = typeof start === 'number' ? new Date(start).toISOString() : start
  const isKnown = key !== undefined && (event.changedOccurrences[key] !== undefined || hasOccurrence(event, key, 'UTC'))
  if (!isKnown) throw new BadInput({ path: 'query.occurrence', message: 'is not an original start of this series' })
  const isFirst = event.times.kind === 'timed' ? start === event.times.startsAt : start === event.times.startDate
  return { scope: scope === 'following' && isFirst ? 'all' : scope, key }
}
