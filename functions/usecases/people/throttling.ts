import type { Refusal } from '../../../shared/domain/answers/refusal.ts'
import { TRY_WINDOW_SECONDS, tooManyTries, windowStartAt } from '../../../shared/domain/answers/try-window.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Randomness } from '../../ports/randomness.ts'
import type { Throttles } from '../../ports/throttles.ts'

/** The repository that it uses. */
export type ThrottleStore = Throttles

/** How often something may be tried within 15 minutes. */
export interface Limit {
  key: string
  most: number
}

/**
 * Counts a try under each key, and only then says whether it may pass: a crowd that comes at once is counted one by
 * one.
 */
export async function refusalOfTries(
  tools: { store: ThrottleStore; clock: Clock; throttles: boolean },
  limits: Limit[],
): Promise<Refusal | undefined> {
  if (!tools.throttles) return undefined
  const now = tools.clock.now()
  const windowStart = windowStartAt(now)
  const counts = await Promise.all(limits.map(({ key }) => tools.store.countTry(key, windowStart, TRY_WINDOW_SECONDS)))
  return limits.every(({ most }, i) => counts[i]! <= most) ? undefined : tooManyTries(windowStart, now)
}

/** One read in so many is counted, for all of them: a write for each would cost more than what it protects. */
const READS_PER_COUNT = 20
/** Of so many addresses an instance remembers that they have read too much. */
const MOST_REMEMBERED = 1000

/**
 * Bounds what is only read. An instance that has counted somebody out refuses them until the window ends, and asks
 * nobody.
 */
export class ReadThrottle {
  private readonly tools: { store: ThrottleStore; clock: Clock; random: Randomness; throttles: boolean }
  /** The window in which somebody has read too much, by key. */
  private readonly over = new Map<string, Instant>()

  constructor(tools: { store: ThrottleStore; clock: Clock; random: Randomness; throttles: boolean }) {
    this.tools = tools
  }

  async refusal({ key, most }: Limit): Promise<Refusal | undefined> {
    const { store, clock, random, throttles } = this.tools
    if (!throttles) return undefined
    const now = clock.now()
    const windowStart = windowStartAt(now)
    if (this.over.get(key) === windowStart) return tooManyTries(windowStart, now)
    if (random.fraction() * READS_PER_COUNT >= 1) return undefined
    const count = await store.countTry(key, windowStart, TRY_WINDOW_SECONDS, READS_PER_COUNT)
    if (count <= most) return undefined
    if (this.over.size >= MOST_REMEMBERED) this.over.clear()
    this.over.set(key, windowStart)
    return tooManyTries(windowStart, now)
  }
}
