import { z } from 'zod'

/** What Stripe answers (Checkout Session, Refund, Webhook Endpoint and Event objects), as far as it is used here. */

const text = z.string().nullish()
/** An object that is named, or comes along. */
const orId = <T extends z.ZodType>(object: T) => z.union([z.string(), object]).nullish()
const metadata = z.record(z.string(), z.string()).nullish()

export const stripeSession = z.object({
  client_reference_id: text,
  status: text,
  payment_status: text,
  amount_total: z.number().int().nonnegative().nullish(),
  currency: text,
  payment_intent: orId(
    z.object({ id: z.string().min(1), status: text, latest_charge: orId(z.object({ receipt_url: text })) }),
  ),
})
export type StripeSession = z.output<typeof stripeSession>

export const stripeOpened = z.object({ id: z.string().min(1), url: text, expires_at: z.number().int().positive() })

export const stripeRefund = z.object({ id: z.string().min(1), status: text, failure_reason: text, metadata })
export type StripeRefund = z.output<typeof stripeRefund>

export const stripeRefunds = z.object({ data: z.array(stripeRefund) })

export const stripeEndpoint = z.object({ id: z.string().min(1), secret: text })

export const stripeEvent = z.object({ data: z.object({ object: z.object({ metadata }) }) })
