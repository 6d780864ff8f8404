import type { CalendarEvent } from '../../shared/domain/event/calendar-event.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type EventWrite =
  | { write: 'event'; event: CalendarEvent; expectedVersion: number }
  | { write: 'checkEvent'; company: string; id: string; version: number }

/** Holds where the expected version stands; 0: where nothing stands. */
export const eventWrite = (event: CalendarEvent, expectedVersion: number): Write =>
  sealed<EventWrite>({ write: 'event', event, expectedVersion })

/** Writes nothing; holds where this version stands. */
export const eventCheck = (company: string, id: string, version: number): Write =>
  sealed<EventWrite>({ write: 'checkEvent', company, id, version })

/** Events as they are kept. */
export interface Events {
  event(company: string, id: string): Promise<CalendarEvent | undefined>
  /** Those of these that are there, in no order. */
  events(company: string, ids: string[]): Promise<CalendarEvent[]>
}
