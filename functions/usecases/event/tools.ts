import type { Clock } from '../../ports/clock.ts'
import type { Randomness } from '../../ports/randomness.ts'
import type { Repositories } from '../../ports/repositories.ts'

/** What the calendar's use cases need of the world. */
export interface CalendarTools {
  store: Repositories
  clock: Clock
  random: Randomness
}
