import type { Refusal } from '../../../shared/domain/answers/refusal.ts'
import { awaitsPayment, type Booking, keptLonger } from '../../../shared/domain/booking/booking.ts'
import { CHECKOUT_GRACE_MS, CHECKOUT_LIFE_MS, learnt, type Payment } from '../../../shared/domain/payment/payment.ts'
import { SECOND_MS } from '../../../shared/domain/time/units.ts'
import { readingOf } from '../../../shared/words/language.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Payments } from '../../ports/payment-rows.ts'
import { type Attempt, attempt, over, type Step } from '../attempt.ts'
import { type ChangeBookingsStore, changeOfBookings } from '../booking/change-bookings.ts'
import type { Links } from '../people/links.ts'
import type { World } from '../world.ts'
import { atProvider, type PaymentAccountTools } from './payment-account.ts'
import { paymentWrites } from './payment-writes.ts'

/** The repositories that it uses. */
export type OpenCheckoutStore = Bookings & Payments & ChangeBookingsStore

export type OpenCheckoutTools = World<OpenCheckoutStore> & PaymentAccountTools & { links: Links; publicAddress: string }

/** A provider counts the life of a page from when it opens it: what it took to ask is not missed. */
const ON_THE_WAY_MS = 30 * SECOND_MS

/**
 * Opens the page on which a booking that waits for its payment is paid, once. Its time is kept for as long as the page
 * is open, and a little longer.
 * @param deadline of somebody whose patience this shares
 * @returns the payment as it is then; without a page where nothing can be paid any more
 * @throws what the provider throws
 */
export async function openCheckout(
  tools: OpenCheckoutTools,
  company: string,
  paymentId: string,
  deadline?: number,
): Promise<Payment | Refusal | undefined> {
  const decideOn = async (trying: Attempt): Promise<Step<Payment | Refusal | undefined>> => {
    const payment = await tools.store.payment(company, paymentId)
    const booking = payment && (await tools.store.booking(company, payment.bookingId))
    if (!payment || !booking) return over(undefined)
    const { now } = trying
    const isOpen = payment.state === 'open' && awaitsPayment(booking) && booking.heldUntil! > now
    if (!isOpen || payment.checkout) return over(payment)
    const keptFor = booking.heldUntil! - CHECKOUT_GRACE_MS
    const endsAt = keptFor - now >= CHECKOUT_LIFE_MS - ON_THE_WAY_MS ? keptFor : now + CHECKOUT_LIFE_MS
    const checkout = await atProvider(tools, company, async (account) =>
      account.openCheckout(await requestFor(tools, payment, booking, endsAt)),
    )
    const heldUntil = Math.max(checkout.endsAt + CHECKOUT_GRACE_MS, booking.heldUntil!)
    // Asked about once nothing can be paid there, while the time is still kept: whoever has paid has it, whatever told
    // nobody.
    const next = learnt(payment, { checkout, lookAt: checkout.endsAt }, now)
    if (heldUntil === booking.heldUntil)
      return { put: () => tools.store.putPayment(next, payment.version), done: () => next }
    const steps = [{ before: booking, after: keptLonger(booking, heldUntil, now) }]
    return changeOfBookings<Payment | Refusal | undefined>(tools, trying, steps, {
      also: paymentWrites(next),
      done: () => next,
    })
  }
  return attempt(tools, decideOn, deadline)
}

async function requestFor(tools: OpenCheckoutTools, payment: Payment, booking: Booking, endsAt: number) {
  const { company, customer, title, startsAt } = booking
  const { locale, language } = readingOf([customer.locale])
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: customer.timeZone })
  const token = await tools.links.sign(company, booking.id, 'manage', booking.linkGeneration)
  return {
    paymentId: payment.id,
    company,
    amountMinor: payment.amountMinor,
    currency: payment.currency,
    title,
    details: `${when.format(startsAt)} (${customer.timeZone.replaceAll('_', ' ')})`,
    email: customer.email,
    locale: customer.locale,
    returnUrl: `${tools.publicAddress}/booking/${token}?from=payment&language=${language}`,
    endsAt,
    key: `checkout-${payment.id}-${endsAt}`,
  }
}
