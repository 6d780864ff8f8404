import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import Stripe from 'stripe'
import type { Simulator } from '../../infra/rehearsal/simulator.ts'
import { startStripe } from '../../infra/rehearsal/stripe/server.ts'
import { BROWSER_PATIENCE_MS, openBrowser } from '../support/browser.ts'
import { temporaryFolder } from '../support/host.ts'
import { until } from '../support/waiting.ts'

const KEY = 'sk_test_rehearsal'
const MINUTE_MS = 60_000
const SHOP = 'http://127.0.0.1:9/shop'

let stripe: Stripe
let simulator: Simulator
let now = Date.parse('2026-12-01T09:00:00Z')
const options = { port: 0, dataFile: join(temporaryFolder(), 'stripe.json'), now: () => now, isTest: true }

/** The official client, led to the rehearsal. */
const clientOf = (key: string): Stripe => {
  const { hostname, port } = new URL(simulator.address)
  return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false })
}

async function control<T = Record<string, never>>(path: string, body?: object): Promise<T> {
  const init = body && { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(`${simulator.address}/_control/${path}`, init)
  return JSON.parse(await response.text()) as T
}

/** What a call was refused with. */
async function refusal(call: Promise<unknown>): Promise<Record<string, unknown>> {
  const error = await call.then(
    () => assert.fail('it was not refused'),
    (reason: Stripe.errors.StripeError) => reason,
  )
  const { type, statusCode, code, param, message } = error
  return { type, statusCode, code, param, message }
}

const line = (unit_amount: number, currency = 'eur', quantity = 1) => ({
  quantity,
  price_data: { currency, unit_amount, product_data: { name: 'A call with Ada' } },
})

const open = (params: Partial<Stripe.Checkout.SessionCreateParams> = {}, client = stripe) =>
  client.checkout.sessions.create({
    mode: 'payment',
    line_items: [line(4500)],
    success_url: `${SHOP}/done?session={CHECKOUT_SESSION_ID}`,
    cancel_url: `${SHOP}/back`,
    customer_email: 'pat@customer.test',
    client_reference_id: 'booking-1',
    metadata: { booking: '1' },
    payment_intent_data: { description: 'A call', metadata: { booking: '1' } },
    ...params,
  })

interface Heard {
  event: Stripe.Event
  header: string
  body: string
}

/** An endpoint of ours: what it heard, and what it answers. */
const endpoint = { heard: [] as Heard[], status: 200, secret: '', server: undefined as unknown as Server }

beforeAll(async () => {
  simulator = await startStripe(options)
  stripe = clientOf(KEY)
  endpoint.server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (request.method === 'GET') return response.end('the shop')
    const body = Buffer.concat(chunks).toString('utf8')
    endpoint.heard.push({
      event: JSON.parse(body) as Stripe.Event,
      header: String(request.headers['stripe-signature']),
      body,
    })
    response.writeHead(endpoint.status).end()
  })
  await new Promise<void>((resolve) => endpoint.server.listen(0, '127.0.0.1', resolve))
  const made = await stripe.webhookEndpoints.create({
    url: `http://127.0.0.1:${(endpoint.server.address() as AddressInfo).port}/hook`,
    enabled_events: [
      'checkout.session.completed',
      'checkout.session.expired',
      'checkout.session.async_payment_succeeded',
      'checkout.session.async_payment_failed',
      'charge.refunded',
      'refund.created',
      'refund.updated',
      'refund.failed',
    ],
  })
  endpoint.secret = made.secret ?? ''
})

afterAll(async () => {
  await simulator.close()
  endpoint.server.close()
})

/** Types heard about an object, in the order in which they came. */
const heardOf = (id: string) =>
  endpoint.heard.filter(({ event }) => (event.data.object as { id: string }).id === id).map(({ event }) => event.type)

const untilHeard = (id: string, types: string[]) =>
  until(
    `${types.join(', ')} of ${id}`,
    async () => heardOf(id),
    (heard) => types.every((type) => heard.some((one) => one === type)),
  )

describe('keys and requests', () => {
  test('a key opens an account of its own; what is no key opens none', async () => {
    await control('accounts', { key: KEY, name: 'Ada’s Desk', country: 'DE', currency: 'eur' })
    const account = await stripe.accounts.retrieveCurrent()
    assert.deepEqual([account.business_profile?.name, account.country], ['Ada’s Desk', 'DE'])
    const other = await clientOf('rk_test_another').accounts.retrieveCurrent()
    assert.notEqual(other.id, account.id)
    const { id } = await open()
    assert.equal((await refusal(clientOf('rk_test_another').checkout.sessions.retrieve(id)))['statusCode'], 404)
    for (const key of ['sk_live_1234567890', 'nonsense', 'pk_test_123456'])
      assert.equal((await refusal(clientOf(key).accounts.retrieveCurrent()))['type'], 'StripeAuthenticationError')
    await control('accounts', { key: 'sk_test_old', isRevoked: true })
    assert.equal((await refusal(clientOf('sk_test_old').accounts.retrieveCurrent()))['code'], 'api_key_expired')
  })

  test('what is asked wrongly is refused by name', async () => {
    const cases: [Record<string, unknown>, Record<string, unknown>][] = [
      [{ colour: 'red' }, { code: 'parameter_unknown', param: 'colour' }],
      [
        { line_items: [{ ...line(4500), price_data: { ...line(4500).price_data, colour: 1 } }] },
        { param: 'line_items[0][price_data][colour]' },
      ],
      [{ line_items: [line(49)] }, { code: 'amount_too_small' }],
      [{ line_items: [line(49, 'jpy')] }, { code: 'amount_too_small' }],
      [{ line_items: [line(5124, 'kwd')] }, { param: 'line_items[0][price_data][unit_amount]' }],
      [{ line_items: [line(500, 'xyz')] }, { param: 'line_items[0][price_data][currency]' }],
      [{ line_items: [line(4500.5)] }, { code: 'parameter_invalid_integer' }],
      [{ success_url: 'nowhere' }, { code: 'url_invalid', param: 'success_url' }],
      [{ customer_email: 'pat' }, { code: 'email_invalid', param: 'customer_email' }],
      [{ expires_at: Math.floor(now / 1000) + 29 * 60 }, { param: 'expires_at' }],
      [{ expires_at: Math.floor(now / 1000) + 25 * 3600 }, { param: 'expires_at' }],
      [{ locale: 'xx' }, { param: 'locale' }],
      [{ line_items: undefined }, { code: 'parameter_missing', param: 'line_items' }],
    ]
    for (const [params, wanted] of cases) {
      const seen = await refusal(open(params as Stripe.Checkout.SessionCreateParams))
      assert.deepEqual({ ...seen, ...wanted, statusCode: 400 }, seen, JSON.stringify(params))
    }
    assert.equal((await refusal(open({ allow_promotion_codes: true })))['code'], undefined)
    const [yen, dinar] = [
      await open({ line_items: [line(5000, 'jpy')] }),
      await open({ line_items: [line(5120, 'kwd', 2)] }),
    ]
    assert.deepEqual([yen.amount_total, yen.currency, dinar.amount_total, dinar.currency], [5000, 'jpy', 10_240, 'kwd'])
  })

  test('an idempotency key remembers its answer, and another one its fault', async () => {
    const key = { idempotencyKey: 'first' }
    const first = await stripe.checkout.sessions.create(
      { mode: 'payment', line_items: [line(900)], success_url: SHOP },
      key,
    )
    const again = await stripe.checkout.sessions.create(
      { mode: 'payment', line_items: [line(900)], success_url: SHOP },
      key,
    )
    assert.equal(again.id, first.id)
    assert.match(first.lastResponse.requestId, /^req_/)
    const other = stripe.checkout.sessions.create({ mode: 'payment', line_items: [line(901)], success_url: SHOP }, key)
    assert.equal((await refusal(other))['type'], 'StripeIdempotencyError')

    await control('answers', { hold: true })
    const slow = stripe.checkout.sessions.create(
      { mode: 'payment', line_items: [line(900)], success_url: SHOP },
      { idempotencyKey: 'slow' },
    )
    await until(
      'the first is being answered',
      () => control<{ inFlight: number }>('state'),
      ({ inFlight }) => inFlight === 1,
    )
    const meanwhile = stripe.checkout.sessions.create(
      { mode: 'payment', line_items: [line(900)], success_url: SHOP },
      { idempotencyKey: 'slow' },
    )
    assert.equal((await refusal(meanwhile))['statusCode'], 409)
    await control('answers', { hold: false })
    assert.equal((await slow).status, 'open')

    // The client asks once more by itself after a connection that broke.
    await control('faults', { method: 'POST', path: '/v1/checkout/sessions', losesAnswer: true, times: 2 })
    const lost = { mode: 'payment' as const, line_items: [line(777)], success_url: SHOP }
    const failed = await refusal(stripe.checkout.sessions.create(lost, { idempotencyKey: 'lost' }))
    assert.equal(failed['type'], 'StripeConnectionError')
    const found = await stripe.checkout.sessions.create(lost, { idempotencyKey: 'lost' })
    const all = await stripe.checkout.sessions.list({ limit: 100 })
    assert.deepEqual(
      all.data.filter(({ amount_total }) => amount_total === 777).map(({ id }) => id),
      [found.id],
    )
  })
})

describe('payments', () => {
  test('a session is opened, paid and told of', async () => {
    const session = await open({ expires_at: Math.floor(now / 1000) + 1800 })
    assert.deepEqual([session.status, session.payment_status, session.payment_intent], ['open', 'unpaid', null])
    assert.equal(session.url, `${simulator.address}/c/pay/${session.id}`)
    const declined = await control<{ result: { is: string } }>('pay', {
      session: session.id,
      card: '4000 0000 0000 9995',
    })
    assert.equal(declined.result.is, 'declined')
    const paid = await control<{ returnTo: string }>('pay', { session: session.id })
    assert.equal(paid.returnTo, `${SHOP}/done?session=${session.id}`)
    await untilHeard(session.id, ['checkout.session.completed'])

    const read = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['line_items', 'payment_intent.latest_charge'],
    })
    const payment = read.payment_intent as Stripe.PaymentIntent
    const charge = payment.latest_charge as Stripe.Charge
    assert.deepEqual(
      [read.status, read.payment_status, read.url, read.line_items?.data[0]?.amount_total, read.metadata],
      ['complete', 'paid', null, 4500, { booking: '1' }],
    )
    assert.deepEqual([payment.status, payment.metadata, charge.paid], ['succeeded', { booking: '1' }, true])
    assert.match(await (await fetch(charge.receipt_url ?? '')).text(), /Receipt from Ada’s Desk[\s\S]*€45\.00/)
    assert.match(
      (await refusal(stripe.checkout.sessions.expire(session.id)))['message'] as string,
      /status of `complete`/,
    )

    const { body, header } = endpoint.heard.at(-1)!
    const at = Math.floor(now / 1000)
    const event = stripe.webhooks.constructEvent(body, header, endpoint.secret, 300, undefined, at * 1000)
    assert.deepEqual(
      [event.type, event.livemode, event.api_version],
      ['checkout.session.completed', false, Stripe.API_VERSION],
    )
    assert.throws(() => stripe.webhooks.constructEvent(body, header, 'whsec_forged', 300, undefined, at * 1000))
    const failures = await stripe.events.list({ type: 'payment_intent.payment_failed' })
    const failed = failures.data[0]?.data.object as Stripe.PaymentIntent
    assert.equal(failed.last_payment_error?.decline_code, 'insufficient_funds')
  })

  test('a session ends by the clock, or is ended', async () => {
    const [left, ended] = [await open({ expires_at: Math.floor(now / 1000) + 1800 }), await open()]
    assert.equal((await stripe.checkout.sessions.expire(ended.id)).status, 'expired')
    now += 31 * MINUTE_MS
    assert.equal((await stripe.checkout.sessions.retrieve(left.id)).status, 'expired')
    await untilHeard(left.id, ['checkout.session.expired'])
    await untilHeard(ended.id, ['checkout.session.expired'])
    assert.match(await (await fetch(`${simulator.address}/c/pay/${left.id}`)).text(), /all done here[\s\S]*has expired/)
  })

  test('a debit is paid later, or is not', async () => {
    const [good, bad] = [await open(), await open()]
    for (const { id } of [good, bad]) {
      await control('pay', { session: id, outcome: 'delayed' })
      const { status, payment_status } = await stripe.checkout.sessions.retrieve(id)
      assert.deepEqual([status, payment_status], ['complete', 'unpaid'])
    }
    await control('settle', { session: bad.id, outcome: 'failed' })
    await untilHeard(bad.id, ['checkout.session.completed', 'checkout.session.async_payment_failed'])
    now += 3 * MINUTE_MS
    await untilHeard(good.id, ['checkout.session.completed', 'checkout.session.async_payment_succeeded'])
    assert.equal((await stripe.checkout.sessions.retrieve(good.id)).payment_status, 'paid')
    assert.equal((await stripe.checkout.sessions.retrieve(bad.id)).payment_status, 'unpaid')
  })

  test('money goes back in parts, never more than came, and sometimes returns', async () => {
    const paid = async (card?: string) => {
      const { id } = await open()
      await control('pay', { session: id, ...(card && { card }) })
      return String((await stripe.checkout.sessions.retrieve(id)).payment_intent)
    }
    const payment_intent = await paid()
    const part = await stripe.refunds.create({
      payment_intent,
      amount: 1500,
      reason: 'requested_by_customer',
      metadata: { why: 'cancelled' },
    })
    assert.deepEqual([part.status, part.amount, part.metadata], ['succeeded', 1500, { why: 'cancelled' }])
    assert.match(
      (await refusal(stripe.refunds.create({ payment_intent, amount: 3001 })))['message'] as string,
      /€30\.01.*unrefunded amount on charge \(€30\.00\)/,
    )
    await stripe.refunds.create({ payment_intent })
    assert.equal((await refusal(stripe.refunds.create({ payment_intent })))['code'], 'charge_already_refunded')
    assert.deepEqual(
      (await stripe.refunds.list({ payment_intent })).data.map(({ amount }) => amount),
      [3000, 1500],
    )

    const [failing, waiting] = [
      await stripe.refunds.create({ payment_intent: await paid('4000000000005126') }),
      await stripe.refunds.create({ payment_intent: await paid('4000000000007726') }),
    ]
    assert.deepEqual([failing.status, waiting.status], ['succeeded', 'pending'])
    now += MINUTE_MS
    await untilHeard(failing.id, ['refund.created', 'refund.failed', 'refund.updated'])
    await untilHeard(waiting.id, ['refund.created', 'refund.updated'])
    const failed = await stripe.refunds.retrieve(failing.id, { expand: ['charge'] })
    assert.deepEqual(
      [failed.status, failed.failure_reason, (failed.charge as Stripe.Charge).amount_refunded],
      ['failed', 'expired_or_canceled_card', 0],
    )
    assert.equal((await stripe.refunds.retrieve(waiting.id)).status, 'succeeded')
    const unpaid = await open()
    await control('pay', { session: unpaid.id, outcome: 'declined' })
    const { payment_intent: never } = await stripe.checkout.sessions.retrieve(unpaid.id)
    assert.match(
      (await refusal(stripe.refunds.create({ payment_intent: String(never) })))['message'] as string,
      /does not have a successful charge/,
    )
  })
})

describe('webhooks', () => {
  test('what was not taken comes again, later and later', async () => {
    endpoint.status = 500
    const session = await open()
    await control('pay', { session: session.id })
    await untilHeard(session.id, ['checkout.session.completed'])
    endpoint.status = 200
    assert.equal(heardOf(session.id).length, 1)
    now += 2 * MINUTE_MS
    await until(
      'a second time',
      async () => heardOf(session.id).length,
      (count) => count === 2,
    )
    const { deliveries } = await control<{ deliveries: { attempts: { answer: number }[] }[] }>('state')
    assert.deepEqual(
      deliveries.at(-1)?.attempts.map(({ answer }) => answer),
      [500, 200],
    )
  })

  test('events come in the wrong order, twice, and forged, as a test wants them', async () => {
    await control('webhooks', { hold: true, double: true })
    const sessions = [await open(), await open()]
    for (const { id } of sessions) await control('pay', { session: id })
    const before = endpoint.heard.length
    await control('webhooks', { release: 'reversed', hold: false, double: false })
    assert.deepEqual(
      endpoint.heard.slice(before).map(({ event }) => (event.data.object as { id: string }).id),
      [sessions[1]!.id, sessions[1]!.id, sessions[0]!.id, sessions[0]!.id],
    )
    const { event } = endpoint.heard.at(-1)!
    await control('deliver', { event: event.id, forgedSecret: 'whsec_forged' })
    const { body, header } = endpoint.heard.at(-1)!
    assert.throws(() => stripe.webhooks.constructEvent(body, header, endpoint.secret, 300, undefined, now))
    assert.equal((await stripe.events.retrieve(event.id)).pending_webhooks, 0)
  })

  test('an endpoint tells its secret once, and can be put to rest', async () => {
    const made = await stripe.webhookEndpoints.create({
      url: `${SHOP}/hook`,
      enabled_events: ['*'],
      description: 'second',
    })
    assert.match(made.secret ?? '', /^whsec_/)
    assert.equal((await stripe.webhookEndpoints.retrieve(made.id)).secret, undefined)
    const changed = await stripe.webhookEndpoints.update(made.id, {
      disabled: true,
      enabled_events: ['charge.refunded'],
    })
    assert.deepEqual([changed.status, changed.enabled_events], ['disabled', ['charge.refunded']])
    assert.equal((await stripe.webhookEndpoints.list()).data.length, 2)
    assert.equal((await stripe.webhookEndpoints.del(made.id)).deleted, true)
    assert.equal((await refusal(stripe.webhookEndpoints.retrieve(made.id)))['code'], 'resource_missing')
  })
})

test('a list goes on from page to page, and all of it outlives a restart', async () => {
  const seen: string[] = []
  for await (const { id } of stripe.checkout.sessions.list({ limit: 3 })) seen.push(id)
  assert.equal(new Set(seen).size, seen.length)
  assert.ok(seen.length > 10)
  await simulator.close()
  simulator = await startStripe({ ...options, port: Number(new URL(simulator.address).port) })
  const after = await stripe.checkout.sessions.list({ limit: 100 })
  assert.deepEqual(
    after.data.map(({ id }) => id),
    seen,
  )
})

test(
  'a person pays on the page: a refused card, 3-D Secure, and back to the shop',
  async () => {
    const browser = await openBrowser()
    try {
      const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
      const shop = `http://127.0.0.1:${(endpoint.server.address() as AddressInfo).port}`
      const session = await open({
        line_items: [line(4500), line(500, 'eur', 2)],
        success_url: `${shop}/done?session={CHECKOUT_SESSION_ID}`,
      })
      await page.goto(session.url ?? '')
      await page.getByRole('heading', { name: 'Pay Ada’s Desk' }).waitFor()
      assert.equal(await page.getByText('€55.00').count(), 1)
      assert.equal(await page.getByLabel('Email').inputValue(), 'pat@customer.test')
      assert.equal(await page.getByRole('link', { name: 'Back to Ada’s Desk' }).getAttribute('href'), `${SHOP}/back`)
      const pay = () => page.getByRole('button', { name: 'Pay' }).click()
      await pay()
      await page.getByText('Your card number is incomplete.').waitFor()
      const fill = async (number: string) => {
        await page.getByLabel('Card number').fill(number)
        await page.getByLabel('Expiration').fill('12 / 34')
        await page.getByLabel('CVC').fill('123')
        await page.getByLabel('Cardholder name').fill('Pat Payer')
        await pay()
      }
      await fill('4000 0000 0000 0002')
      await page.getByText('Your card was declined.').waitFor()
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))
      await fill('4000 0027 6000 3184')
      await page.getByRole('button', { name: 'Fail' }).click()
      await page.getByText('We are unable to authenticate your payment method.').waitFor()
      await fill('4000 0027 6000 3184')
      await page.getByRole('button', { name: 'Complete authentication' }).click()
      await page.waitForURL(`${shop}/done?session=${session.id}`)
      assert.equal((await stripe.checkout.sessions.retrieve(session.id)).payment_status, 'paid')
      await page.goto(session.url ?? '')
      await page.getByRole('heading', { name: 'You’re all done here' }).waitFor()
    } finally {
      await browser.close()
    }
  },
  BROWSER_PATIENCE_MS,
)
