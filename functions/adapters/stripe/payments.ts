import Stripe from 'stripe'
import type { CheckoutNews } from '../../../shared/domain/payment/payment.ts'
import { SECOND_MS } from '../../../shared/domain/time/units.ts'
import { BrokenAnswer } from '../../ports/broken-answer.ts'
import {
  type CheckoutRequest,
  KeyRefused,
  type PaymentAccount,
  type PaymentProvider,
  PaymentRefused,
  PaymentsUnavailable,
  type RefundNews,
  type RefundRequest,
} from '../../ports/payments.ts'
import { readAnswer } from '../answers/read-answer.ts'
import {
  type StripeRefund,
  type StripeSession,
  stripeEndpoint,
  stripeEvent,
  stripeOpened,
  stripeRefund,
  stripeRefunds,
  stripeSession,
} from './answers.ts'

export interface StripeSettings {
  /** Where Stripe's API answers, without a trailing slash. */
  apiRoot: string
}

/** A door that answers people waits no longer; whoever works through a queue asks again. */
const TIMEOUT_MS = 6000
/** How old a notification may be when it comes (Stripe, "Check webhook signatures": five minutes). */
const TOLERANCE_SECONDS = 300
/** So many characters Stripe shows of what is paid for. */
const LONGEST_TEXT = 250

/** What we want to hear of; whatever it says, the payment itself is asked for. */
const EVENTS = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'refund.updated',
  'refund.failed',
] satisfies Stripe.WebhookEndpointCreateParams.EnabledEvent[]

/** By which our own things are known at Stripe. */
const PAYMENT = 'almanac_payment'
const COMPANY = 'almanac_company'

/** The languages of Stripe's page that are ours too; of others it goes by the browser. */
const LOCALES = ['de', 'en', 'es', 'fr'] as const

/** Stripe's faults in the words of the port. */
function asPortFault(error: unknown): unknown {
  // It may be read the next time.
  if (error instanceof BrokenAnswer) return new PaymentsUnavailable(error.message, { cause: error })
  if (!(error instanceof Stripe.errors.StripeError)) return error
  const { type, statusCode = 0, message } = error
  if (type === 'StripeAuthenticationError' || type === 'StripePermissionError') return new KeyRefused(message)
  // A repeat whose first try is still under way (409), too many requests, no line, Stripe's own faults.
  const isPassing =
    type === 'StripeConnectionError' ||
    type === 'StripeAPIError' ||
    type === 'StripeRateLimitError' ||
    statusCode === 409 ||
    statusCode === 429 ||
    statusCode >= 500
  return isPassing ? new PaymentsUnavailable(message, { cause: error }) : new PaymentRefused(message, { cause: error })
}

async function asking<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    throw asPortFault(error)
  }
}

function clientFor(key: string, { apiRoot }: StripeSettings): Stripe {
  const { protocol, hostname, port } = new URL(apiRoot)
  return new Stripe(key, {
    host: hostname,
    protocol: protocol === 'http:' ? 'http' : 'https',
    ...(port !== '' && { port }),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: 1,
    telemetry: false,
    appInfo: { name: 'Almanac' },
  })
}

/** What was paid. @throws BrokenAnswer where a session is paid and does not say how much */
function amountOf({ amount_total: amountMinor, currency }: StripeSession) {
  if (amountMinor === undefined || amountMinor === null || !currency)
    throw new BrokenAnswer('Stripe says that a session is paid, and not how much')
  return { amountMinor, currency: currency.toUpperCase() }
}

/**
 * What a session says. It is `complete` once its payer has done all; paid it is when `payment_status` says so (Stripe,
 * "Fulfill orders").
 */
function newsOf(answer: unknown): CheckoutNews {
  const session = readAnswer('Stripe', stripeSession, answer)
  const paymentId = session.client_reference_id ?? undefined
  const intent = session.payment_intent
  if (session.payment_status === 'paid' && intent) {
    const charge = typeof intent === 'string' ? undefined : intent.latest_charge
    const receiptUrl = charge && typeof charge !== 'string' ? charge.receipt_url : undefined
    return {
      state: 'paid',
      paymentId,
      paid: {
        ...amountOf(session),
        reference: typeof intent === 'string' ? intent : intent.id,
        ...(receiptUrl && { receiptUrl }),
      },
    }
  }
  if (session.status === 'expired') return { state: 'ended', paymentId }
  if (session.status !== 'complete') return { state: 'open', paymentId }
  // Complete and unpaid: the money is on its way, unless the try has failed, and with it the session.
  const hasFailed =
    typeof intent === 'object' &&
    intent !== null &&
    (intent.status === 'requires_payment_method' || intent.status === 'canceled')
  return { state: hasFailed ? 'ended' : 'underWay', paymentId }
}

const refundNewsOf = ({ id, status, failure_reason: reason }: StripeRefund): RefundNews => ({
  state: status === 'succeeded' ? 'done' : status === 'failed' || status === 'canceled' ? 'failed' : 'underWay',
  reference: id,
  ...(reason && { reason }),
})

const cut = (text: string) => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1).toWellFormed()}…` : text)

function sessionOf(request: CheckoutRequest): Stripe.Checkout.SessionCreateParams {
  const { paymentId, company, amountMinor, currency, title, details, email, locale, returnUrl, endsAt } = request
  const language = LOCALES.find((one) => locale?.toLowerCase().split('-')[0] === one)
  const metadata = { [PAYMENT]: paymentId, [COMPANY]: company }
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: currency.toLowerCase(),
          unit_amount: amountMinor,
          product_data: { name: cut(title), ...(details !== '' && { description: cut(details) }) },
        },
      },
    ],
    client_reference_id: paymentId,
    metadata,
    payment_intent_data: { metadata },
    customer_email: email,
    locale: language ?? 'auto',
    success_url: returnUrl,
    cancel_url: returnUrl,
    expires_at: Math.floor(endsAt / SECOND_MS),
  }
}

/** Opens a session. An address that Stripe does not take is asked for on its own page. */
async function opened(stripe: Stripe, request: CheckoutRequest): Promise<Stripe.Checkout.Session> {
  const { customer_email: _address, ...anonymous } = sessionOf(request)
  try {
    return await stripe.checkout.sessions.create(sessionOf(request), { idempotencyKey: request.key })
  } catch (error) {
    const isOfAddress = error instanceof Stripe.errors.StripeInvalidRequestError && error.param === 'customer_email'
    if (!isOfAddress) throw error
    return stripe.checkout.sessions.create(anonymous, { idempotencyKey: `${request.key}-anonymous` })
  }
}

const refundIn = (answer: unknown) => readAnswer('Stripe', stripeRefund, answer)
const refundsIn = (answer: unknown) => readAnswer('Stripe', stripeRefunds, answer)

/** The refund of a payment that was made before and whose answer was lost; its key may be forgotten by now. */
async function refundMade(
  stripe: Stripe,
  { reference, paymentId, key }: RefundRequest,
): Promise<StripeRefund | undefined> {
  const { data } = refundsIn(await stripe.refunds.list({ payment_intent: reference, limit: 100 }))
  return data.find(({ metadata }) => metadata?.[PAYMENT] === paymentId && metadata['almanac_key'] === key)
}

/** Gives money back. Where somebody has given back all of it at Stripe itself, that is it. */
async function refunded(stripe: Stripe, request: RefundRequest): Promise<StripeRefund> {
  const { reference, paymentId, company, amountMinor, key } = request
  try {
    const made = await stripe.refunds.create(
      {
        payment_intent: reference,
        ...(amountMinor !== undefined && { amount: amountMinor }),
        reason: 'requested_by_customer',
        metadata: { [PAYMENT]: paymentId, [COMPANY]: company, almanac_key: key },
      },
      { idempotencyKey: key },
    )
    return refundIn(made)
  } catch (error) {
    const isBack = error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'charge_already_refunded'
    if (!isBack) throw error
    const { data } = refundsIn(await stripe.refunds.list({ payment_intent: reference, limit: 1 }))
    if (data[0]) return data[0]
    throw error
  }
}

function accountOf(stripe: Stripe, key: string): PaymentAccount {
  const session = (id: string) => stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] })
  return {
    openCheckout: (request) =>
      asking(async () => {
        const { id, url, expires_at: endsAt } = readAnswer('Stripe', stripeOpened, await opened(stripe, request))
        if (!url) throw new PaymentRefused('the checkout has no page')
        return { id, url, endsAt: endsAt * SECOND_MS }
      }),
    checkout: (id) => asking(async () => newsOf(await session(id))),
    endCheckout: (id) =>
      asking(async () => {
        // One that is not open cannot be expired: what it is, it says itself.
        await stripe.checkout.sessions.expire(id).catch((error: unknown) => {
          if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
        })
        return newsOf(await session(id))
      }),
    refund: (request) =>
      asking(async () => {
        const { isRepeat } = request
        const made = isRepeat ? await refundMade(stripe, request) : undefined
        return refundNewsOf(made ?? (await refunded(stripe, request)))
      }),
    refundNews: (reference) => asking(async () => refundNewsOf(refundIn(await stripe.refunds.retrieve(reference)))),
    inspect: () =>
      asking(async () => {
        // All that is done with it later: whoever restricts a key may have left out one of them.
        await Promise.all([stripe.checkout.sessions.list({ limit: 1 }), stripe.refunds.list({ limit: 1 })])
        // A key says itself in which mode it works (Stripe, "API keys").
        return { isLive: !/^[a-z]+_test_/.test(key) }
      }),
    registerWebhook: (url) =>
      asking(async () => {
        const made = await stripe.webhookEndpoints.create({
          url,
          enabled_events: EVENTS,
          description: 'Almanac',
          metadata: { almanac: 'payments' },
        })
        const { id, secret } = readAnswer('Stripe', stripeEndpoint, made)
        if (!secret) throw new PaymentRefused('the notifications have no secret')
        return { id, secret }
      }),
    removeWebhook: (id) =>
      asking(async () => {
        await stripe.webhookEndpoints.del(id).catch((error: unknown) => {
          if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error
        })
      }),
  }
}

/** Stripe: its Checkout takes the money on a page of its own, so that no card ever comes near us. */
export function stripePayments(settings: StripeSettings): PaymentProvider {
  return {
    open: (key) => accountOf(clientFor(key, settings), key),
    async readNotification(body, signature, secret, now) {
      try {
        const event = await Stripe.webhooks.constructEventAsync(
          body,
          signature,
          secret,
          TOLERANCE_SECONDS,
          undefined,
          now,
        )
        const { metadata } = readAnswer('Stripe', stripeEvent, event).data.object
        return { paymentId: metadata?.[PAYMENT] }
      } catch (error) {
        if (error instanceof Stripe.errors.StripeSignatureVerificationError || error instanceof SyntaxError)
          return 'forged'
        throw error
      }
    },
  }
}
