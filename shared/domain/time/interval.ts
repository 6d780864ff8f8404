import type { Instant } from './time.ts'

/** A piece of time: from an instant on, up to another that no longer belongs to it. */
export interface Interval {
  from: Instant
  to: Instant
}
