import type { Clock } from '../../ports/clock.ts'
import type { Randomness } from '../../ports/randomness.ts'
import type { Store } from '../../ports/store.ts'

/** What the calendar's use cases need of the world. */
export interface CalendarTools {
  store: Store
  clock: Clock
  random: Randomness
}

/** How long a use case decides again when others keep changing what it read. */
export const PATIENCE_MS = 8000
