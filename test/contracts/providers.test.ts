import { googleCalendar } from '../../functions/adapters/google/calendar.ts'
import { microsoftCalendar } from '../../functions/adapters/microsoft/calendar.ts'
import { stripePayments } from '../../functions/adapters/stripe/payments.ts'
import type { CalendarProvider } from '../../functions/ports/calendar-provider.ts'
import { type Provider, providerKeys } from '../../shared/domain/event/calendar-providers.ts'
import { calendarContract } from './providers/calendars.ts'
import { paymentContract } from './providers/payments.ts'

const client = { clientId: 'almanac', clientSecret: 'almanac' }

/** A new provider does not compile without its line here. */
const calendars: Record<Provider, (simulator: string) => CalendarProvider> = {
  google: (address) => googleCalendar({ ...client, apiRoot: address, oauthRoot: address }),
  microsoft: (address) => microsoftCalendar({ ...client, graphRoot: address, authorityRoot: address }),
}
for (const name of providerKeys) calendarContract(name, calendars[name])

paymentContract('stripe', {
  open: (address) => stripePayments({ apiRoot: address }),
  key: (number) => `sk_test_contract${number}`,
  noKey: 'sk_test',
  signedBy: 'stripe-signature',
  path: '/v1/',
})
