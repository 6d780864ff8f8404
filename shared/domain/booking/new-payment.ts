import type { Money } from '../payment/money.ts'
import type { Payment } from '../payment/payment.ts'
import type { Instant } from '../time/time.ts'
import type { AppointmentType } from './appointment-type.ts'
import type { Booking } from './booking.ts'

/** The payment that a booking waits for: what it costs now is what is asked, whatever its type says later. */
export function newPayment(
  { refundRule, confirmation }: Pick<AppointmentType, 'refundRule' | 'confirmation'>,
  { amountMinor, currency }: Money,
  { company, id: bookingId, paymentId, heldUntil }: Booking,
  now: Instant,
): Payment {
  return {
    id: paymentId!,
    company,
    bookingId,
    version: 1,
    amountMinor,
    currency,
    refundRule,
    becomes: confirmation === 'manual' ? 'pending' : 'confirmed',
    state: 'open',
    ...(heldUntil !== undefined && { lookAt: heldUntil }),
    createdAt: now,
    updatedAt: now,
  }
}
