import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { Unavailable } from '../../../shared/domain/answers/unavailable.ts'
import { awaitsPayment, type Booking } from '../../../shared/domain/booking/booking.ts'
import { isOfProvider } from '../../ports/payments.ts'
import { patienceFrom, withOneTry } from '../attempt.ts'
import { type OpenCheckoutTools, openCheckout } from './open-checkout.ts'
import { type SettlePaymentTools, settlePayment } from './settle-payment.ts'

export type CheckPaymentTools = SettlePaymentTools & OpenCheckoutTools

/** A booking after it was asked for its payment. */
export interface Checked {
  booking: Booking
  /** The provider could not be asked now: this is what was known before. */
  isFromBefore: boolean
}

/**
 * Asks the provider whether a booking is paid, does what follows, and sees to it that it can be paid where it is not.
 */
export async function checkPayment(tools: CheckPaymentTools, booking: Booking): Promise<Checked | Refusal> {
  const { company, id, paymentId } = booking
  if (paymentId === undefined) return { booking, isFromBefore: false }
  const deadline = patienceFrom(tools)
  let isFromBefore = false
  try {
    const settled = await settlePayment(tools, company, paymentId, { deadline })
    if (isRefusal(settled)) return settled
    if (settled?.state === 'open') {
      const opened = await openCheckout(tools, company, paymentId, deadline)
      if (isRefusal(opened)) return opened
    }
  } catch (error) {
    if (!isOfProvider(error)) throw error
    isFromBefore = true
  }
  return { booking: (await tools.store.booking(company, id)) ?? booking, isFromBefore }
}

/**
 * Opens the page on which a booking is paid that was asked for just now; where that is not possible now, it stands
 * without one.
 * @param deadline of somebody whose patience this shares: once it is over the page is tried once more, not longer
 */
export async function openFor(
  tools: OpenCheckoutTools,
  booking: Booking,
  deadline = patienceFrom(tools),
): Promise<void> {
  if (!awaitsPayment(booking)) return
  try {
    // A page that cannot be opened now is opened when its customer looks at the booking.
    void (await openCheckout(tools, booking.company, booking.paymentId!, withOneTry(tools, deadline)))
  } catch (error) {
    if (!isOfProvider(error)) throw error
  }
}

/**
 * Gives up a booking that waits for its payment. What was paid at the last moment is booked all the same, and stands
 * then.
 * @throws Unavailable
 */
export async function giveUpPayment(tools: SettlePaymentTools, booking: Booking): Promise<Booking | Refusal> {
  const { company, id, paymentId } = booking
  try {
    const settled = await settlePayment(tools, company, paymentId!, { givesUp: true })
    if (isRefusal(settled)) return settled
  } catch (error) {
    // Its time is free by itself in a while; until it is known that nothing can be paid, nobody is told so.
    if (isOfProvider(error)) throw new Unavailable('the payment provider cannot be asked', { cause: error })
    throw error
  }
  return (await tools.store.booking(company, id)) ?? refuse('NotFound')
}
