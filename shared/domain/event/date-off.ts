import { occurrenceKey } from '../recurrence/event-times.ts'
import { hasOccurrence, startOfKey } from '../recurrence/occurrence.ts'
import { isSeries } from '../recurrence/repetition.ts'
import type { CalendarEvent } from './calendar-event.ts'

/** Why a date of a series does not take place: it was called off, or the series has no such date any more. */
export interface DateOff {
  is: 'calledOff' | 'notInSeries'
  /** The version of the event that called it off, where that is the one that stands. */
  version?: number
}

/** @returns nothing for a date that takes place, and for an event that does not repeat */
export function dateOff(event: CalendarEvent, occurrence: string): DateOff | undefined {
  if (!isSeries(event)) return undefined
  const start = startOfKey(event, occurrence)
  if (start === undefined) return { is: 'notInSeries' }
  const key = occurrenceKey(start)
  const change = event.changedOccurrences[key]
  if (!change) return hasOccurrence(event, key) ? undefined : { is: 'notInSeries' }
  if (!change.isCancelled) return undefined
  const { undo, version } = event
  const before = undo?.version === version ? undo.was.changedOccurrences : undefined
  const isLast = before !== undefined && before[key]?.isCancelled !== true
  return { is: 'calledOff', ...(isLast && { version }) }
}
