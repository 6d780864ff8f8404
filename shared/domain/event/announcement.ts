import type { ChangeKind, Hears, Origin } from '../changes/change.ts'
import type { Instant } from '../time/time.ts'
import type { CalendarEvent } from './calendar-event.ts'

/** One event going from one state to another; `before` is absent for a new one. */
export interface EventStep {
  before?: CalendarEvent
  after: CalendarEvent
  kind: ChangeKind
  /** Who hears of it; absent: nobody. */
  hears?: Hears
}

/**
 * A change of events that claims a room without end. It is written before it is checked, so that every later claim sees
 * it; then it either stands, and is told, or is withdrawn as if it had never been (D2).
 */
export interface Announcement {
  id: string
  company: string
  at: Instant
  origin: Origin
  steps: EventStep[]
}
