import type { Clock } from '../ports/clock.ts'
import type { Randomness } from '../ports/randomness.ts'

/** What a use case needs of the world: the repositories that it names, a clock, and chance. */
export interface World<Store> {
  store: Store
  clock: Clock
  random: Randomness
}
