import type { Instant } from '../time/time.ts'
import type { CalendarEvent } from './calendar-event.ts'
import { homeOf } from './event-placement.ts'

/** Where an event lies that stands in no calendar, for whom, and since when. */
export interface Lying {
  lies: 'archive' | 'bin'
  principal: string
  at: Instant
}

/**
 * An archived event lies with its organizer and its team's calendar, a deleted one with its organizer and who deleted
 * it.
 */
export function lyingOf(event: CalendarEvent): Lying[] {
  const { archivedAt, deletion, isDeleted, organizerId } = event
  const rows = (lies: Lying['lies'], principals: string[], at: Instant) =>
    [...new Set(principals)].map((principal): Lying => ({ lies, principal, at }))
  return [
    ...(archivedAt === undefined ? [] : rows('archive', [organizerId, homeOf(event)], archivedAt)),
    ...(isDeleted && deletion ? rows('bin', [organizerId, deletion.by], deletion.at) : []),
  ]
}
