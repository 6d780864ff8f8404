import type { Instant } from '../time/time.ts'
import { SECOND_MS } from '../time/units.ts'
import { type Refusal, refuse } from './refusal.ts'

/** How long tries are counted together. */
export const TRY_WINDOW_SECONDS = 15 * 60

/** The begin of the window that an instant lies in. */
export const windowStartAt = (now: Instant): Instant => now - (now % (TRY_WINDOW_SECONDS * SECOND_MS))

/** The refusal of one try too many: until its window ends. */
export function tooManyTries(windowStart: Instant, now: Instant): Refusal {
  const endsAt = windowStart + TRY_WINDOW_SECONDS * SECOND_MS
  return refuse('TooManyTries', { retryAfterSeconds: Math.ceil((endsAt - now) / SECOND_MS) })
}
