import type { Instant } from '../../shared/domain/time.ts'

/** The only source of now. */
export interface Clock {
  now(): Instant
}
