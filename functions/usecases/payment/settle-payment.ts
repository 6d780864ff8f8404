import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import { awaitsPayment, type Booking, cancelled, keptLonger, paidFor } from '../../../shared/domain/booking/booking.ts'
import type { Change } from '../../../shared/domain/changes/change.ts'
import {
  type CheckoutNews,
  isAwaited,
  isRefundOpen,
  learnt,
  type Payment,
  type Refund,
  UNDER_WAY_LOOK_MS,
  withRefundNews,
  withRefundUnheard,
} from '../../../shared/domain/payment/payment.ts'
import { type Settlement, settlementOf } from '../../../shared/domain/payment/settlement.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Payments } from '../../ports/payment-rows.ts'
import type { RefundNews } from '../../ports/payments.ts'
import { isOfProvider, isPassing } from '../../ports/payments.ts'
import { type Attempt, attempt, over, patienceFrom, type Step, withOneTry } from '../attempt.ts'
import { type ChangeBookingsStore, changeOfBookings } from '../booking/change-bookings.ts'
import type { World } from '../world.ts'
import { atProvider, type PaymentAccountTools } from './payment-account.ts'
import { paymentWrites } from './payment-writes.ts'

/** The repositories that it uses. */
export type SettlePaymentStore = Bookings & Payments & ChangeBookingsStore

export type SettlePaymentTools = World<SettlePaymentStore> & PaymentAccountTools

type Settled = Payment | Refusal | undefined

/**
 * Asks the provider about a payment and does what follows: books what is paid, gives back what was paid in vain, frees
 * what nobody paid, sees a refund through. Whoever heard something calls it, and the sweep; doing it again changes
 * nothing.
 * @param options.givesUp its customer does: the page is closed first, and what was paid at the last moment is booked
 * all the same
 * @param options.deadline of somebody whose patience this shares
 * @throws what the provider throws, where it could not be asked
 */
export async function settlePayment(
  tools: SettlePaymentTools,
  company: string,
  paymentId: string,
  { givesUp = false, deadline = patienceFrom(tools) }: { givesUp?: boolean; deadline?: number } = {},
): Promise<Settled> {
  const decideOn = async (trying: Attempt): Promise<Step<Settled>> => {
    const payment = await tools.store.payment(company, paymentId)
    const booking = payment && (await tools.store.booking(company, payment.bookingId))
    if (!payment || !booking || !isAwaited(payment)) return over(payment)
    const news = await newsOf(tools, payment, booking, trying.now, givesUp)
    return news === undefined ? over(payment) : settle(tools, trying, payment, booking, news)
  }
  const settled = await attempt(tools, decideOn, deadline)
  return settled && !isRefusal(settled) && settled.refund ? seeToRefund(tools, settled, deadline) : settled
}

/** What the provider says of it by now, and what follows; nothing where nothing does so far. */
async function newsOf(
  tools: SettlePaymentTools,
  payment: Payment,
  booking: Booking,
  now: Instant,
  givesUp: boolean,
): Promise<{ news: CheckoutNews; settlement: Settlement } | undefined> {
  const { checkout } = payment
  const keptUntil = awaitsPayment(booking) ? booking.heldUntil! : 0
  const hold = { keptUntil, endsAt: booking.endsAt }
  if (!checkout) {
    // Where no page was opened, or nobody was told of it, nothing can be paid.
    const news = { state: 'ended' as const, paymentId: payment.id }
    return keptUntil <= now || givesUp ? { news, settlement: { next: 'lapse' } } : undefined
  }
  const asked = await atProvider(tools, payment.company, async (account) => {
    const news = givesUp ? await account.endCheckout(checkout.id) : await account.checkout(checkout.id)
    const settlement = settlementOf(payment, news, hold, now)
    if (settlement.next !== 'close') return { news, settlement }
    const closed = await account.endCheckout(checkout.id)
    return { news: closed, settlement: settlementOf(payment, closed, hold, now) }
  })
  return asked.settlement.next === 'wait' || asked.settlement.next === 'close' ? undefined : asked
}

async function settle(
  tools: SettlePaymentTools,
  trying: Attempt,
  payment: Payment,
  booking: Booking,
  { news, settlement }: { news: CheckoutNews; settlement: Settlement },
): Promise<Step<Settled>> {
  const { now } = trying
  const { reference, receiptUrl, ...money } = news.paid ?? {}
  const paid = {
    state: 'paid' as const,
    paidAt: now,
    ...(reference !== undefined && { reference }),
    ...(receiptUrl !== undefined && { receiptUrl }),
  }
  switch (settlement.next) {
    case 'book': {
      const next = learnt(payment, paid, now)
      const after = paidFor(booking, payment.becomes, now)
      const step = await changeOfBookings<Settled>(tools, trying, [{ before: booking, after }], {
        change: { kind: payment.becomes === 'pending' ? 'requested' : 'booked', origin: 'customer' },
        also: paymentWrites(next),
        done: () => next,
      })
      // Its time was kept no longer, and somebody else has it by now.
      const isGone = typeof step === 'object' && 'over' in step && isRefusal(step.over)
      return isGone ? inVain(tools, trying, payment, booking, paid, 'late') : step
    }
    case 'refund':
      return inVain(
        tools,
        trying,
        payment,
        booking,
        {
          ...paid,
          ...(settlement.cause === 'mismatch' && news.paid && { paidInstead: money as Payment['paidInstead'] }),
        },
        settlement.cause,
      )
    case 'keep': {
      const next = learnt(payment, { state: 'underWay', lookAt: now + UNDER_WAY_LOOK_MS }, now)
      const also = paymentWrites(next)
      const isKept = awaitsPayment(booking) && settlement.until > booking.heldUntil!
      if (!isKept) return { put: () => tools.store.putPayment(next, payment.version), done: () => next }
      const after = keptLonger(booking, settlement.until, now)
      const step = await changeOfBookings<Settled>(tools, trying, [{ before: booking, after }], {
        also,
        done: () => next,
      })
      // Somebody has the time meanwhile: whether it can be had is asked when the money is there.
      const isGone = typeof step === 'object' && 'over' in step && isRefusal(step.over)
      return isGone ? { put: () => tools.store.putPayment(next, payment.version), done: () => next } : step
    }
    default: {
      // Whoever believes to have paid is told; whoever left the page knows.
      const kind = payment.state === 'underWay' ? 'paymentFailed' : undefined
      return freeing(tools, trying, booking, learnt(payment, { state: 'lapsed' }, now), kind)
    }
  }
}

/** Money that came and bought nothing goes back; the time, where it is still kept, is free. */
function inVain(
  tools: SettlePaymentTools,
  trying: Attempt,
  payment: Payment,
  booking: Booking,
  paid: Partial<Payment>,
  cause: Refund['cause'],
): Promise<Step<Settled>> {
  const { now } = trying
  const { amountMinor } = paid.paidInstead ?? payment
  const refund: Refund = { amountMinor, cause, state: 'due', tries: 0, askedAt: now }
  const next = learnt(payment, { ...paid, refund, lookAt: now }, now)
  return freeing(tools, trying, booking, next, 'paidInVain')
}

/** Writes what has become of a payment, and frees what was kept for it. */
async function freeing(
  tools: SettlePaymentTools,
  trying: Attempt,
  booking: Booking,
  next: Payment,
  kind?: Change['kind'],
): Promise<Step<Settled>> {
  const also = paymentWrites(next, kind)
  if (!awaitsPayment(booking)) return { writes: also, done: () => next }
  const { heldUntil: _kept, ...after } = cancelled(booking, trying.now)
  return changeOfBookings<Settled>(tools, trying, [{ before: booking, after }], { also, done: () => next })
}

/** Asks for a refund, or what has become of it; where the provider cannot say, it is asked again later. */
async function seeToRefund(tools: SettlePaymentTools, payment: Payment, deadline: number): Promise<Settled> {
  const { refund } = payment
  if (!refund || refund.state === 'failed') return payment
  const news = await refundNews(tools, payment, refund)
  return noteRefund(tools, payment, news, withOneTry(tools, deadline))
}

/**
 * @returns without a state where the provider can say nothing now
 * @throws what it throws where nothing is left to be asked
 */
async function refundNews(
  tools: SettlePaymentTools,
  payment: Payment,
  refund: Refund,
): Promise<RefundNews | { reason: string }> {
  try {
    return await askedForRefund(tools, payment, refund)
  } catch (error) {
    if (!isOfProvider(error) || !isRefundOpen(payment)) throw error
    return { ...(!isPassing(error) && { state: 'failed' }), reason: error.message }
  }
}

function askedForRefund(tools: SettlePaymentTools, payment: Payment, refund: Refund): Promise<RefundNews> {
  const { id, company, reference } = payment
  return atProvider(tools, company, (account) =>
    refund.reference !== undefined
      ? account.refundNews(refund.reference)
      : account.refund({
          reference: reference ?? '',
          paymentId: id,
          company,
          // What was paid instead of what was asked goes back whole.
          ...(refund.cause !== 'mismatch' && { amountMinor: refund.amountMinor }),
          key: `refund-${id}-${refund.cause}`,
          isRepeat: refund.tries > 0,
        }),
  )
}

/** Writes down what the provider said of a refund, at the payment as it stands by now. */
function noteRefund(
  tools: SettlePaymentTools,
  asked: Payment,
  news: RefundNews | { reason: string },
  deadline: number,
): Promise<Settled> {
  const decideOn = async ({ number, now }: Attempt): Promise<Step<Settled>> => {
    const payment = number === 0 ? asked : await tools.store.payment(asked.company, asked.id)
    const isKnown = 'state' in news
    // Whoever wrote it meanwhile heard more than that nothing could be said.
    if (!payment || (number > 0 && !isKnown)) return over(payment)
    const next = isKnown ? withRefundNews(payment, news, now) : withRefundUnheard(payment, news.reason, now)
    if (!next) return over(payment)
    return next.refund?.state === 'failed'
      ? { writes: paymentWrites(next, 'refundFailed'), done: () => next }
      : { put: () => tools.store.putPayment(next, payment.version), done: () => next }
  }
  return attempt(tools, decideOn, deadline)
}
