import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Reach, Scope } from '../../../shared/domain/event/series-edit.ts'
import { occurrenceKey } from '../../../shared/domain/recurrence/event-times.ts'
import { hasOccurrence, startOfKey } from '../../../shared/domain/recurrence/occurrence.ts'
import { isSeries } from '../../../shared/domain/recurrence/repetition.ts'
import { isFirstStart } from '../../../shared/domain/recurrence/series-starts.ts'

/** Reads `scope` and `occurrence` against the event that they are about; a single event needs no scope. @throws BadInput */
export function reachOf(event: CalendarEvent, scope: Scope | undefined, occurrence: string | undefined): Reach {
  if (!isSeries(event)) return { scope: 'all' }
  if (scope === undefined)
    throw new BadInput({ path: 'query.scope', message: 'must say this, following or all: the event is a series' })
  if (occurrence === undefined) {
    if (scope === 'all') return { scope }
    throw new BadInput({ path: 'query.occurrence', message: 'is missing: the original start of the occurrence' })
  }
  const start = startOfKey(event, occurrence)
  const key = start === undefined ? undefined : occurrenceKey(start)
  const isKnown = key !== undefined && (event.changedOccurrences[key] !== undefined || hasOccurrence(event, key))
  if (!isKnown) throw new BadInput({ path: 'query.occurrence', message: 'is not an original start of this series' })
  return { scope: scope === 'following' && isFirstStart(event, start!) ? 'all' : scope, key }
}
