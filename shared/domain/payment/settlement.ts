import type { Instant } from '../time/time.ts'
import {
  CHECKOUT_GRACE_MS,
  type CheckoutNews,
  isAsAsked,
  type Payment,
  UNDER_WAY_LOOK_MS,
  UNDER_WAY_MOST_MS,
} from './payment.ts'

/** What follows from what the provider says of a payment that is awaited. */
export type Settlement =
  /** It is paid: the booking is made, if its time can still be had. */
  | { next: 'book' }
  /** It is paid in vain. */
  | { next: 'refund'; cause: 'late' | 'mismatch' }
  /** The money is on its way: the time is kept for it. */
  | { next: 'keep'; until: Instant }
  /** Nobody has paid, and the time is still kept. */
  | { next: 'wait' }
  /** Nobody has paid and the time is over: the page is closed, and asked once more. */
  | { next: 'close' }
  /** Nothing was paid and nothing can be any more. */
  | { next: 'lapse' }

/**
 * @param keptUntil how long the time of the booking is kept; in the past where it no longer is
 * @param endsAt of the booking
 */
export function settlementOf(
  payment: Payment,
  news: CheckoutNews,
  { keptUntil, endsAt }: { keptUntil: Instant; endsAt: Instant },
  now: Instant,
): Settlement {
  switch (news.state) {
    case 'paid':
      if (!isAsAsked(payment, news)) return { next: 'refund', cause: 'mismatch' }
      // Nobody can come to an appointment that is over.
      return endsAt <= now ? { next: 'refund', cause: 'late' } : { next: 'book' }
    case 'underWay': {
      const isTooLong = now - payment.createdAt > UNDER_WAY_MOST_MS
      return { next: 'keep', until: isTooLong ? now : now + UNDER_WAY_LOOK_MS + CHECKOUT_GRACE_MS }
    }
    case 'ended':
      return { next: 'lapse' }
    case 'open':
      return keptUntil > now ? { next: 'wait' } : { next: 'close' }
  }
}
