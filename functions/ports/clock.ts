import type { Instant } from '../../shared/domain/time/time.ts'

/** The only source of now. */
export interface Clock {
  now(): Instant
  /** Milliseconds since some moment in the past, never set back: for how long something may be tried. */
  elapsedMillis(): number
  /** Lets some time go by. */
  pause(milliseconds: number): Promise<void>
}
