import type { Clock } from '../../ports/clock.ts'
import type { Randomness } from '../../ports/randomness.ts'
import type { Store } from '../../ports/store.ts'

/** What the calendar's use cases need of the world. */
export interface CalendarTools {
  store: Store
  clock: Clock
  random: Randomness
}
