import type { Instant } from '../../shared/domain/time/time.ts'

/** What a one-time schedule brings back when its time has come. */
export interface Tick {
  company: string
  subjectId: string
  at: Instant
}

export interface Scheduler {
  /** Plans a tick; planning the same name again is no fault. `name` is deterministic (subject and instant). */
  plan(tick: Tick): Promise<void>
  /** Takes a tick back; one that is gone already is no fault. */
  cancel(tick: Tick): Promise<void>
}
