import type { Booking } from '../../../shared/domain/booking/booking.ts'
import { type RefundCause, refunding, refundOnCancelling } from '../../../shared/domain/payment/payment.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import type { Write } from '../../ports/commit.ts'
import type { Payments } from '../../ports/payment-rows.ts'
import { paymentWrites } from './payment-writes.ts'

/** The repositories that it uses. */
export type RefundBookingStore = Payments

/**
 * What goes back with a booking that ends, to be written in the same commit: whoever ends it cannot forget it.
 * @param all of it, whatever the rule of its type says
 */
export async function refundWrites(
  { store }: { store: RefundBookingStore },
  { company, paymentId, startsAt }: Booking,
  cause: RefundCause,
  now: Instant,
  all: boolean,
): Promise<Write[]> {
  const payment = paymentId === undefined ? undefined : await store.payment(company, paymentId)
  const amountMinor = payment ? refundOnCancelling(payment, startsAt, now, all) : 0
  return payment && amountMinor > 0 ? paymentWrites(refunding(payment, amountMinor, cause, now), 'refunding') : []
}
