import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, test } from '@jest/globals'
import { googleCalendar } from '../../functions/adapters/google/calendar.ts'
import { fromGoogle } from '../../functions/adapters/google/translate.ts'
import { microsoftCalendar } from '../../functions/adapters/microsoft/calendar.ts'
import { fromGraph } from '../../functions/adapters/microsoft/translate.ts'
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

describe('what providers answer is read, not believed', () => {
  const times = (at: string) => ({ start: { dateTime: at, timeZone: 'UTC' }, end: { dateTime: at, timeZone: 'UTC' } })
  const google = { id: 'a', etag: '1', iCalUID: 'u', summary: 'There', ...times('2027-03-01T09:00:00Z') }
  const graph = { id: 'a', '@odata.etag': '1', subject: 'There', ...times('2027-03-01T09:00:00.0000000') }

  test('fields that nobody knows are no fault, and what is left out or null is as it was', () => {
    for (const read of [fromGoogle({ ...google, newField: { a: 1 } }), fromGraph({ ...graph, newField: [null] })])
      assert.equal(read?.kind === 'present' && read.event.title, 'There')
    const bare = [fromGoogle({ ...google, summary: null, attendees: null }), fromGraph({ ...graph, subject: null })]
    for (const read of bare) assert.equal(read?.kind === 'present' && read.event.title, '')
  })

  const broken: [what: string, read: () => unknown, where: RegExp][] = [
    ['an event of Google without an id', () => fromGoogle({ ...google, id: undefined }), /^Google .*: id: /],
    ['a title that is a number', () => fromGoogle({ ...google, summary: 7 }), /^Google .*: summary: /],
    [
      'a time that is none',
      () => fromGoogle({ ...google, ...times('soon') }),
      /^Google .*: start\.dateTime: is no moment/,
    ],
    ['a page in place of an event', () => fromGraph('<html>'), /^Graph .*: all of it: /],
    ['a list in place of a body', () => fromGraph({ ...graph, body: ['x'] }), /^Graph .*: body: /],
    ['a time of Graph that is none', () => fromGraph({ ...graph, ...times('later') }), /^Graph .*: start\.dateTime: /],
  ]
  for (const [what, read, message] of broken)
    test(`${what} is a fault that says so`, () => assert.throws(read, { name: 'BrokenAnswer', message }))

  test('a session of Stripe that is paid and does not say how much is asked for again, and never taken for nothing', async () => {
    let amount: unknown
    const server = createServer((_, answer) => {
      answer.setHeader('content-type', 'application/json')
      const paid = { payment_status: 'paid', payment_intent: { id: 'pi', newField: 1 }, currency: 'eur' }
      answer.end(JSON.stringify({ id: 'cs', client_reference_id: 'p1', ...paid, amount_total: amount }))
    }).listen(0, '127.0.0.1')
    try {
      await new Promise((done) => server.once('listening', done))
      const { port } = server.address() as AddressInfo
      const account = stripePayments({ apiRoot: `http://127.0.0.1:${port}` }).open('sk_test_1')
      for (amount of ['12', null, -1]) await assert.rejects(account.checkout('cs'), { name: 'PaymentsUnavailable' })
      amount = 1200
      const paid = { amountMinor: 1200, currency: 'EUR', reference: 'pi' }
      assert.deepEqual(await account.checkout('cs'), { state: 'paid', paymentId: 'p1', paid })
    } finally {
      server.close()
    }
  })
})
