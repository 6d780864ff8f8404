import { dynamoRepositories } from '../adapters/dynamodb/repositories.ts'
import { eventBridgeBus } from '../adapters/eventbridge/bus.ts'
import { kmsSecrets } from '../adapters/kms/envelope.ts'
import { systemRandomness } from '../adapters/system/randomness.ts'
import type { PaymentProvider, PaymentProviders } from '../ports/payments.ts'
import { clock, optional, required } from './environment.ts'

let stripe: Promise<PaymentProvider> | undefined

/**
 * Who takes payments. What speaks to them is a file of its own, loaded by the first who pays: nobody else waits for it.
 */
export const paymentProviders: PaymentProviders = () => {
  stripe ??= import('../adapters/stripe/payments.ts').then(({ stripePayments }) =>
    stripePayments({ apiRoot: required('STRIPE_API') }),
  )
  return stripe
}

const STRIPE = { api: 'https://api.stripe.com', pages: 'https://checkout.stripe.com' }

/** Origin of the pages on which people pay; in the rehearsal they stand beside its API. */
export function paymentPages(): string {
  const api = required('STRIPE_API')
  return api === STRIPE.api ? STRIPE.pages : new URL(api).origin
}

/** What whoever sees to payments is made of. */
export function paymentTools() {
  return {
    store: dynamoRepositories(required('TABLE_NAME')),
    clock: clock(),
    random: systemRandomness,
    secrets: kmsSecrets(required('KEY_ID')),
    paymentProviders,
  }
}

/** What taking a provider's notification needs. */
export function paymentWebhookTools() {
  return {
    ...paymentTools(),
    bus: eventBridgeBus(required('BUS_NAME')),
    originSecret: optional('ORIGIN_SECRET'),
  }
}
