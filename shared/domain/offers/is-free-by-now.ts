import type { Refusal } from '../answers/refusal.ts'
import type { Instant } from '../time/time.ts'

/**
 * Whether the very start that is refused is among those free near it: the reads of the refusal were not of one moment
 * (days, limits and hosts are read side by side), or whoever was in the way has left. Then it is decided again.
 */
export function isFreeByNow({ alternatives = [] }: Refusal, startsAt: Instant): boolean {
  return alternatives.some((one) => one.startsAt === startsAt)
}
