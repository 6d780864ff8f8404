import type { CalendarEvent } from '../../shared/domain/event/calendar-event.ts'

/** What a commit may do here. */
export type EventWrite =
  | { write: 'event'; event: CalendarEvent; expectedVersion: number }
  | { write: 'checkEvent'; company: string; id: string; version: number }

/** Events as they are kept. */
export interface Events {
  event(company: string, id: string): Promise<CalendarEvent | undefined>
  /** Those of these that are there, in no order. */
  events(company: string, ids: string[]): Promise<CalendarEvent[]>
}
