import type Stripe from 'stripe'
import type { Kept, KeptAccount, KeptCharge, KeptRefund, KeptSession } from './objects.ts'

export interface Attempt {
  /** Epoch milliseconds by the set clock. */
  at: number
  /** Status of the answer, or why there was none. */
  answer: number | string
}

/** One event on its way to one endpoint. */
export interface Delivery {
  event: string
  type: string
  endpoint: string
  url: string
  attempts: Attempt[]
  /** When it is tried next, epoch milliseconds. */
  nextAt: number
  state: 'waiting' | 'delivered' | 'failed' | 'dropped'
}

/** What was answered to a request with an idempotency key. */
export interface Remembered {
  at: number
  method: string
  path: string
  parameters: string
  status: number
  body: unknown
  requestId: string
}

export interface State {
  seq: number
  accounts: Record<string, KeptAccount>
  /** Which account a secret key opens; revoked ones open none. */
  keys: Record<string, { account: string; isRevoked: boolean }>
  sessions: Record<string, KeptSession>
  payments: Record<string, Kept<Stripe.PaymentIntent>>
  charges: Record<string, KeptCharge>
  refunds: Record<string, KeptRefund>
  endpoints: Record<string, Kept<Stripe.WebhookEndpoint> & { secret: string }>
  events: Record<string, Kept<Stripe.Event>>
  deliveries: Delivery[]
  remembered: Record<string, Remembered>
  webhooks: { isHeld: boolean; isDoubled: boolean }
}

export const emptyState = (): State => ({
  seq: 0,
  accounts: {},
  keys: {},
  sessions: {},
  payments: {},
  charges: {},
  refunds: {},
  endpoints: {},
  events: {},
  deliveries: [],
  remembered: {},
  webhooks: { isHeld: false, isDoubled: false },
})
