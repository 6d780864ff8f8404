import type { Instant } from '../time/time.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units.ts'
import { isSameMoney, type Money, stepMinor } from './money.ts'
import { type RefundRule, refundNow } from './refund-rule.ts'

/** Why money goes back. */
export type RefundCause =
  /** The booking was cancelled, by its customer or its host. */
  | 'cancelled'
  /** Its host said no. */
  | 'declined'
  /** It was paid when the time had been given to somebody else, or had passed. */
  | 'late'
  /** What was paid is not what was asked. */
  | 'mismatch'

/** Money on its way back, and how far it has come. */
export interface Refund {
  amountMinor: number
  cause: RefundCause
  /**
   * `due`: to be asked for; `underWay`: the provider has taken it; `done`: the provider says so; `failed`: it never
   * will.
   */
  state: 'due' | 'underWay' | 'done' | 'failed'
  /** What the provider knows it by. */
  reference?: string
  /** Why it failed or has not been taken so far, in the provider's words. */
  reason?: string
  tries: number
  askedAt: Instant
}

/**
 * What one booking costs, and what has become of the money: an aggregate of its own beside the booking, under the same
 * company.
 */
export interface Payment extends Money {
  id: string
  company: string
  bookingId: string
  version: number
  refundRule: RefundRule
  /** What the booking is once it is paid. */
  becomes: 'pending' | 'confirmed'
  /**
   * `open`: nobody has paid so far; `underWay`: paid, but the provider is not sure yet; `lapsed`: it was not paid and
   * cannot be any more.
   */
  state: 'open' | 'underWay' | 'paid' | 'lapsed'
  /** The provider's page on which it is paid, and until when that can be done there. */
  checkout?: { id: string; url: string; endsAt: Instant }
  /** What the provider knows the money by. */
  reference?: string
  receiptUrl?: string
  paidAt?: Instant
  refund?: Refund
  /** What was paid where that is not what was asked. */
  paidInstead?: Money
  /** When somebody has to look at it again, whatever else brings news of it. */
  lookAt?: Instant
  createdAt: Instant
  updatedAt: Instant
}

/** How long the page on which one pays stays open. A provider may ask for half an hour at least, on its own clock. */
export const CHECKOUT_LIFE_MS = 31 * MINUTE_MS
/** The time is kept so much longer than that: whoever pays in the last second has it. */
export const CHECKOUT_GRACE_MS = 4 * MINUTE_MS
/** How often it is asked for money that the provider is not sure of yet, and how long the time is kept for it. */
export const UNDER_WAY_LOOK_MS = HOUR_MS
export const UNDER_WAY_MOST_MS = 14 * DAY_MS

/** Whether the money may still come. */
export const isAwaited = ({ state }: Pick<Payment, 'state'>): boolean => state === 'open' || state === 'underWay'

/** Whether something is left to be asked of the provider for a refund. */
export const isRefundOpen = ({ refund }: Pick<Payment, 'refund'>): boolean =>
  refund?.state === 'due' || refund?.state === 'underWay'

/** What a provider says of a checkout. */
export interface CheckoutNews {
  state: 'open' | 'underWay' | 'paid' | 'ended'
  /** Whose it is, as it was told when it was opened. */
  paymentId: string | undefined
  paid?: Money & { reference: string; receiptUrl?: string | undefined }
}

/** Whether what was paid is what was asked for, and for this. */
export const isAsAsked = (payment: Payment, { paid, paymentId }: CheckoutNews): boolean =>
  paid !== undefined && paymentId === payment.id && isSameMoney(payment, paid)

/**
 * What comes back if its booking is cancelled at this moment, in the smallest unit.
 * @param all whatever the rule says
 */
export function refundOnCancelling(payment: Payment, startsAt: Instant, now: Instant, all = false): number {
  if (payment.state !== 'paid' || payment.refund) return 0
  return all ? payment.amountMinor : refundNow(payment.refundRule, payment, startsAt, now, stepMinor(payment.currency))
}

/** The payment with money on its way back. */
export function refunding(payment: Payment, amountMinor: number, cause: RefundCause, now: Instant): Payment {
  return {
    ...payment,
    refund: { amountMinor, cause, state: 'due', tries: 0, askedAt: now },
    lookAt: now,
    version: payment.version + 1,
    updatedAt: now,
  }
}

const FIRST_RETRY_MS = MINUTE_MS
const LONGEST_RETRY_MS = 6 * HOUR_MS

/** When a refund that the provider has not finished is asked for again: later and later, never given up. */
export const nextRefundLook = (tries: number, now: Instant): Instant =>
  now + Math.min(FIRST_RETRY_MS * 2 ** Math.min(tries, 20), LONGEST_RETRY_MS)

const SHORTEST_REST_MS = 5 * MINUTE_MS

/** How long a payment rests of which the provider could say nothing: longer with its age. */
export const restOf = ({ createdAt }: Pick<Payment, 'createdAt'>, now: Instant): Instant =>
  now + Math.min(Math.max((now - createdAt) / 4, SHORTEST_REST_MS), LONGEST_RETRY_MS)

/**
 * The payment after something was learnt of it. `lookAt` is said anew each time: what has ended is looked at no more.
 */
export function learnt({ lookAt: _former, ...payment }: Payment, news: Partial<Payment>, now: Instant): Payment {
  return { ...payment, ...news, version: payment.version + 1, updatedAt: now }
}

/** What a provider says of a refund. */
type RefundHeard = Pick<Refund, 'state'> & { reference?: string | undefined; reason?: string | undefined }

/** The payment after its provider said what has become of its refund; nothing where that says nothing new. */
export function withRefundNews(
  payment: Payment,
  { state, reference, reason }: RefundHeard,
  now: Instant,
): Payment | undefined {
  if (!payment.refund || payment.refund.state === 'failed') return undefined
  const { reason: _former, ...refund } = payment.refund
  // What has come back may still fail; news from before it came are old.
  if (refund.state === 'done' && state !== 'failed') return undefined
  const tries = refund.tries + 1
  return learnt(
    payment,
    {
      refund: {
        ...refund,
        state,
        tries,
        ...(reference !== undefined && { reference }),
        ...(reason !== undefined && { reason }),
      },
      ...(state === 'underWay' && { lookAt: nextRefundLook(tries, now) }),
    },
    now,
  )
}

/**
 * The payment after its provider could say nothing of its refund: it is asked again later.
 * @param reason in its words
 */
export function withRefundUnheard(payment: Payment, reason: string, now: Instant): Payment | undefined {
  const { refund } = payment
  if (!refund) return undefined
  const tries = refund.tries + 1
  return learnt(payment, { refund: { ...refund, tries, reason }, lookAt: nextRefundLook(tries, now) }, now)
}
