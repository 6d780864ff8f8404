import type Stripe from 'stripe'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../shared/domain/time/units.ts'
import { type CardOutcome, cardOutcomeOf } from './cards.ts'
import { checkCurrency, checkUnits, faultOfSum, worded } from './money.ts'
import {
  chargeObject,
  customerDetails,
  idOf,
  type KeptCharge,
  type KeptRefund,
  type KeptSession,
  lineItem,
  type Means,
  type Payer,
  paymentObject,
  refundObject,
  sessionObject,
} from './objects.ts'
import type { Read } from './parameters.ts'
import { refused, wrongParameter } from './refusal.ts'
import type { State } from './state.ts'

const SHORTEST_SESSION_S = 1800
const LONGEST_SESSION_S = DAY_MS / SECOND_MS
const REFUND_SETTLES_AFTER_MS = MINUTE_MS
const AUTHENTICATION_FAILED = {
  code: 'payment_intent_authentication_failure',
  message: 'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
}

/** What an attempt to pay comes to. */
export type Outcome = { is: 'paid' | 'asked' | 'pending' } | { is: 'declined'; message: string }

export interface CashierTools {
  state: State
  now(): number
  /** Tells of something that happened to an object, as it stands now. */
  tell(account: string, type: string, object: unknown, before?: Record<string, unknown>): void
}

/** How money moves: sessions are opened, paid, expire; charges are refunded; time does the rest. */
export class Cashier {
  private readonly tools: CashierTools

  constructor(tools: CashierTools) {
    this.tools = tools
  }

  private get state(): State {
    return this.tools.state
  }

  private seconds(): number {
    return Math.floor(this.tools.now() / 1000)
  }

  private next(): number {
    return ++this.state.seq
  }

  open(account: string, given: Read): KeptSession {
    const created = this.seconds()
    const items = this.itemsOf(given, created)
    this.checkExpiry(given['expires_at'], created)
    const object = sessionObject(given, items, created)
    const fault = faultOfSum(object.amount_total ?? 0, object.currency ?? '')
    if (fault) throw refused(fault.message, { code: fault.code })
    const data = (given['payment_intent_data'] ?? {}) as Read
    const session: KeptSession = {
      account,
      seq: this.next(),
      object,
      items,
      intentData: {
        description: data['description'] ?? null,
        metadata: data['metadata'] ?? {},
        receiptEmail: data['receipt_email'] ?? null,
      },
    }
    this.state.sessions[object.id] = session
    return session
  }

  private itemsOf(given: Read, created: number): Stripe.LineItem[] {
    const lines = given['line_items'] as Read[]
    const first = String(lines[0]!['price_data'].currency).toLowerCase()
    for (const [i, { price_data }] of lines.entries()) {
      const at = `line_items[${i}][price_data]`
      const currency = String(price_data.currency).toLowerCase()
      checkCurrency(currency, `${at}[currency]`)
      checkUnits(Number(price_data.unit_amount), currency, `${at}[unit_amount]`)
      if (currency !== first)
        throw wrongParameter(
          `${at}[currency]`,
          `You cannot combine currencies on a single Checkout Session: ${first} and ${currency}.`,
        )
    }
    return lines.map((line) => lineItem(line, created))
  }

  private checkExpiry(expiresAt: number | undefined, created: number): void {
    if (expiresAt === undefined) return
    if (expiresAt - created < SHORTEST_SESSION_S)
      throw wrongParameter(
        'expires_at',
        'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      )
    if (expiresAt - created > LONGEST_SESSION_S)
      throw wrongParameter(
        'expires_at',
        'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      )
  }

  expire(session: KeptSession): void {
    const { account, object } = session
    object.status = 'expired'
    object.url = null
    delete session.waiting
    const payment = this.paymentOf(session)
    if (payment) {
      payment.status = 'canceled'
      payment.canceled_at = this.seconds()
      payment.cancellation_reason = 'automatic'
      payment.next_action = null
      this.tools.tell(account, 'payment_intent.canceled', payment)
    }
    this.tools.tell(account, 'checkout.session.expired', object)
  }

  private paymentOf({ object }: KeptSession): Stripe.PaymentIntent | undefined {
    return typeof object.payment_intent === 'string' ? this.state.payments[object.payment_intent]?.object : undefined
  }

  /** The payment of a session comes to be when somebody tries to pay, as it is since the version 2022-08-01. */
  private beginPayment(session: KeptSession): Stripe.PaymentIntent {
    const begun = this.paymentOf(session)
    if (begun) return begun
    const object = paymentObject(session, this.seconds())
    this.state.payments[object.id] = { account: session.account, seq: this.next(), object }
    session.object.payment_intent = object.id
    this.tools.tell(session.account, 'payment_intent.created', object)
    return object
  }

  pay(session: KeptSession, means: Means, payer: Payer): Outcome {
    const payment = this.beginPayment(session)
    if (means.is === 'sepa_debit') return this.debit(session, payment, means, payer)
    const outcome = cardOutcomeOf(means.digits)!
    if (outcome.is === 'declined') return this.decline(session, payment, means, payer, outcome)
    if (outcome.is === 'paid') return this.succeed(session, payment, means, payer)
    session.waiting = { means, payer }
    payment.status = 'requires_action'
    payment.next_action = {
      type: 'redirect_to_url',
      redirect_to_url: { return_url: null, url: `/c/pay/${session.object.id}/authenticate` },
    }
    this.tools.tell(session.account, 'payment_intent.requires_action', payment)
    return { is: 'asked' }
  }

  /** What the payer says to 3-D Secure. */
  authenticate(session: KeptSession, isComplete: boolean): Outcome {
    const { means, payer } = session.waiting!
    const payment = this.paymentOf(session)!
    delete session.waiting
    payment.next_action = null
    if (isComplete) return this.succeed(session, payment, means, payer)
    payment.status = 'requires_payment_method'
    payment.last_payment_error = {
      ...AUTHENTICATION_FAILED,
      type: 'invalid_request_error',
    } as Stripe.PaymentIntent.LastPaymentError
    this.tools.tell(session.account, 'payment_intent.payment_failed', payment)
    return { is: 'declined', message: AUTHENTICATION_FAILED.message }
  }

  private keep(account: string, object: Stripe.Charge, extra: Partial<KeptCharge> = {}): Stripe.Charge {
    this.state.charges[object.id] = { account, seq: this.next(), object, ...extra }
    return object
  }

  private succeed(session: KeptSession, payment: Stripe.PaymentIntent, means: Means, payer: Payer): Outcome {
    const { account, object } = session
    const outcome = means.is === 'card' ? cardOutcomeOf(means.digits) : undefined
    const refund = outcome?.is === 'paid' ? outcome.refund : undefined
    const charge = this.keep(
      account,
      chargeObject(payment, means, payer, 'succeeded', this.seconds()),
      refund && { refundFate: refund },
    )
    this.received(payment, charge)
    this.complete(session, payer, 'paid')
    this.tools.tell(account, 'charge.succeeded', charge)
    this.tools.tell(account, 'payment_intent.succeeded', payment)
    this.tools.tell(account, 'checkout.session.completed', object)
    return { is: 'paid' }
  }

  private received(payment: Stripe.PaymentIntent, charge: Stripe.Charge): void {
    payment.status = 'succeeded'
    payment.amount_received = payment.amount
    payment.latest_charge = charge.id
    payment.payment_method = charge.payment_method
    payment.last_payment_error = null
  }

  private complete({ object }: KeptSession, payer: Payer, status: 'paid' | 'unpaid'): void {
    object.status = 'complete'
    object.payment_status = status
    object.url = null
    object.customer_details = customerDetails(payer)
  }

  private decline(
    session: KeptSession,
    payment: Stripe.PaymentIntent,
    means: Means,
    payer: Payer,
    { code, declineCode, message }: Extract<CardOutcome, { is: 'declined' }>,
  ): Outcome {
    const failure = { code, message, declineCode }
    const charge = this.keep(session.account, chargeObject(payment, means, payer, 'failed', this.seconds(), failure))
    this.failed(session.account, payment, charge, { code, message, decline_code: declineCode })
    return { is: 'declined', message }
  }

  private failed(
    account: string,
    payment: Stripe.PaymentIntent,
    charge: Stripe.Charge,
    error: { code: string; message: string; decline_code?: string },
  ): void {
    payment.status = 'requires_payment_method'
    payment.latest_charge = charge.id
    payment.last_payment_error = {
      ...error,
      charge: charge.id,
      type: 'card_error',
    } as unknown as Stripe.PaymentIntent.LastPaymentError
    this.tools.tell(account, 'charge.failed', charge)
    this.tools.tell(account, 'payment_intent.payment_failed', payment)
  }

  private debit(
    session: KeptSession,
    payment: Stripe.PaymentIntent,
    means: Extract<Means, { is: 'sepa_debit' }>,
    payer: Payer,
  ): Outcome {
    const charge = this.keep(session.account, chargeObject(payment, means, payer, 'pending', this.seconds()))
    payment.status = 'processing'
    payment.latest_charge = charge.id
    payment.payment_method = charge.payment_method
    this.complete(session, payer, 'unpaid')
    session.waiting = { means, payer, charge: charge.id, settlesAt: this.tools.now() + means.afterMs }
    this.tools.tell(session.account, 'charge.pending', charge)
    this.tools.tell(session.account, 'payment_intent.processing', payment)
    this.tools.tell(session.account, 'checkout.session.completed', session.object)
    return { is: 'pending' }
  }

  /** The bank has said what becomes of a debit. */
  settleDebit(session: KeptSession, outcome: 'paid' | 'failed'): void {
    const charge = this.state.charges[session.waiting?.charge ?? '']!.object
    const payment = this.paymentOf(session)!
    const { account, object } = session
    delete session.waiting
    if (outcome === 'paid') {
      charge.status = 'succeeded'
      charge.balance_transaction = idOf('txn_3')
      this.received(payment, charge)
      object.payment_status = 'paid'
      this.tools.tell(account, 'charge.succeeded', charge)
      this.tools.tell(account, 'payment_intent.succeeded', payment)
      this.tools.tell(account, 'checkout.session.async_payment_succeeded', object)
      return
    }
    const error = {
      code: 'debit_not_authorized',
      message: 'The customer has notified their bank that this payment was unauthorized.',
    }
    Object.assign(charge, {
      status: 'failed',
      paid: false,
      captured: false,
      amount_captured: 0,
      failure_code: error.code,
      failure_message: error.message,
      receipt_url: null,
    })
    this.failed(account, payment, charge, error)
    this.tools.tell(account, 'checkout.session.async_payment_failed', object)
  }

  /** @param charge one that was paid */
  refund(charge: KeptCharge, given: Read): KeptRefund {
    const { account, object } = charge
    const left = object.amount - object.amount_refunded
    if (object.refunded)
      throw refused(`Charge ${object.id} has already been refunded.`, { code: 'charge_already_refunded' })
    const amount = Number(given['amount'] ?? left)
    checkUnits(amount, object.currency, 'amount')
    if (amount > left) {
      const of = object.amount_refunded > 0 ? 'unrefunded amount on charge' : 'charge amount'
      const [asked, most] = [worded(amount, object.currency), worded(left, object.currency)]
      const words = `Refund amount (${asked}) is greater than ${of} (${most})`
      throw refused(words, { param: 'amount' })
    }
    const status =
      charge.refundFate === 'pending' || object.payment_method_details?.type === 'sepa_debit' ? 'pending' : 'succeeded'
    const refund: KeptRefund = {
      account,
      seq: this.next(),
      object: refundObject(object, amount, given, status, this.seconds()),
      ...(charge.refundFate === 'fails' && {
        settles: { at: this.tools.now() + REFUND_SETTLES_AFTER_MS, to: 'failed' },
      }),
      ...(status === 'pending' && { settles: { at: this.tools.now() + REFUND_SETTLES_AFTER_MS, to: 'succeeded' } }),
    }
    this.state.refunds[refund.object.id] = refund
    this.giveBack(object, amount)
    this.tools.tell(account, 'refund.created', refund.object)
    this.tools.tell(account, 'charge.refunded', object, {
      amount_refunded: object.amount_refunded - amount,
      refunded: false,
    })
    return refund
  }

  private giveBack(charge: Stripe.Charge, amount: number): void {
    charge.amount_refunded += amount
    charge.refunded = charge.amount_refunded === charge.amount
  }

  /** A refund that waited is done, or comes back. */
  settleRefund(refund: KeptRefund, to: 'succeeded' | 'failed'): void {
    const { account, object } = refund
    const before = { status: object.status }
    delete refund.settles
    object.status = to
    delete object.pending_reason
    if (to === 'failed') {
      object.failure_reason = 'expired_or_canceled_card'
      object.failure_balance_transaction = idOf('txn_3')
      this.giveBack(this.state.charges[String(object.charge)]!.object, -object.amount)
      this.tools.tell(account, 'refund.failed', object)
    } else object.balance_transaction = idOf('txn_3')
    this.tools.tell(account, 'refund.updated', object, before)
    this.tools.tell(account, 'charge.refund.updated', object, before)
  }

  /** What time alone does, up to now. @returns whether anything has changed */
  look(): boolean {
    const now = this.tools.now()
    const before = this.state.seq
    for (const session of Object.values(this.state.sessions)) {
      if (session.object.status === 'open' && session.object.expires_at * 1000 <= now) this.expire(session)
      const { waiting } = session
      if (waiting?.settlesAt !== undefined && waiting.settlesAt <= now && waiting.means.is === 'sepa_debit')
        this.settleDebit(session, waiting.means.outcome)
    }
    for (const refund of Object.values(this.state.refunds))
      if (refund.settles && refund.settles.at <= now) this.settleRefund(refund, refund.settles.to)
    return this.state.seq !== before
  }
}
