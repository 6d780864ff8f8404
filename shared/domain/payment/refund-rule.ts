import type { Instant } from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'
import type { Money } from './money.ts'

/**
 * What comes back to a customer who cancels: so much of the price, until so long before the start; afterwards nothing.
 */
export interface RefundRule {
  /** From 0 (nothing ever comes back) to 100. */
  percent: number
  untilMinutesBefore: number
}

/** All of it, for as long as one may cancel. */
export const FULL_REFUND: RefundRule = { percent: 100, untilMinutesBefore: 0 }

/** The last moment at which cancelling gives anything back. */
export const refundEndsAt = ({ untilMinutesBefore }: RefundRule, startsAt: Instant): Instant =>
  startsAt - untilMinutesBefore * MINUTE_MS

/**
 * What cancelling now gives back, in the smallest unit; halves of it go to the customer.
 * @param step in which it is charged
 */
export function refundNow(rule: RefundRule, { amountMinor }: Money, startsAt: Instant, now: Instant, step = 1): number {
  if (now > refundEndsAt(rule, startsAt)) return 0
  return Math.min(amountMinor, Math.ceil((amountMinor * rule.percent) / 100 / step) * step)
}
