import type { PaymentView } from '../../shared/api/payments.ts'
import { awaitsPayment, type Booking, isAppointment } from '../../shared/domain/booking/booking.ts'
import { type Payment, refundOnCancelling } from '../../shared/domain/payment/payment.ts'
import { formatInstant, type Instant } from '../../shared/domain/time/time.ts'

/** What has become of the money of a booking, as whoever may see the booking sees it. */
export function paymentView(payment: Payment, booking: Booking, now: Instant): PaymentView {
  const { amountMinor, currency, state, paidAt, receiptUrl, refundRule, refund } = payment
  return {
    amountMinor,
    currency,
    state,
    refundRule,
    ...(awaitsPayment(booking) && { keptUntil: formatInstant(booking.heldUntil!) }),
    ...(paidAt !== undefined && { paidAt: formatInstant(paidAt) }),
    ...(receiptUrl !== undefined && { receiptUrl }),
    ...(isAppointment(booking) &&
      state === 'paid' && { refundNowMinor: refundOnCancelling(payment, booking.startsAt, now) }),
    ...(refund && { refund: { amountMinor: refund.amountMinor, cause: refund.cause, state: refund.state } }),
  }
}

/** Where it is paid, as long as it can be. */
export function payUrlOf({ state, checkout }: Payment, booking: Booking, now: Instant): { payUrl?: string } {
  const isPayable = state === 'open' && awaitsPayment(booking) && checkout !== undefined && checkout.endsAt > now
  return isPayable ? { payUrl: checkout.url } : {}
}
