import type { Instant } from '../time/time.ts'
import type { CalendarEvent } from './calendar-event.ts'
import type { Scope } from './reach.ts'
import { endedBefore } from './series-split.ts'

/** An event that is gone, as a tombstone: the synchronisation must still be able to take it away elsewhere. */
export function deleted(event: CalendarEvent, now: Instant): CalendarEvent {
  return { ...event, isDeleted: true, version: event.version + 1, sequence: event.sequence + 1, updatedAt: now }
}

/** A series without one occurrence, or without it and the following; nothing when all of it is meant. */
export function withoutPart(event: CalendarEvent, scope: Scope, key: string, now: number): CalendarEvent | undefined {
  if (scope === 'following') return endedBefore(event, key, now)
  if (scope === 'all') return undefined
  const changedOccurrences = { ...event.changedOccurrences, [key]: { isCancelled: true as const } }
  return { ...event, changedOccurrences, version: event.version + 1, sequence: event.sequence + 1, updatedAt: now }
}
