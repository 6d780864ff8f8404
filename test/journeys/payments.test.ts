import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Answer, advanceClock, atRest, bookingBody, Client, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { until } from '../support/waiting.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const KEY = 'sk_test_almanacrehearsal'
const PRICE = { amountMinor: 4000, currency: 'EUR' }

// biome-ignore lint/suspicious/noExplicitAny: what the rehearsal shows
type Shown = any

describe('payments', () => {
  let host: RunningHost
  let ada: Client
  let grace: Client
  let adaId: string
  let day: string
  const stranger = () => new Client(host.app)
  const at = (time: string) => `${day}T${time}:00.000Z`

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    grace = await signIn(host, 'grace@demo.test')
    adaId = (await ada.get('/api/me')).body.id
    const now = Date.parse((await stranger().post('/local/clock', { advanceMs: 0 })).body.now)
    day = new Date(now + 20 * DAY_MS).toISOString().slice(0, 10)
    // The host of this test has an address of its own, to which its notifications are to come.
    assert.equal((await ada.put('/api/settings/payments', { isOn: true, secretKey: KEY })).status, 200)
  })
  afterAll(() => host.stop())

  const stripe = async (path: string, body?: unknown): Promise<Shown> => {
    const response = await fetch(`${host.local.stripe}/_control/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer = await response.json()
    assert.ok(response.ok, JSON.stringify(answer))
    return answer
  }
  const fault = (fields: Record<string, unknown>) => stripe('faults', fields)
  /** The session on which a booking is paid, as the rehearsal has it. */
  const sessionOf = async ({ payUrl }: { payUrl?: string }): Promise<Shown> => {
    const { sessions } = await stripe('state')
    const found = sessions.find(({ url, id }: Shown) => url === payUrl || payUrl?.includes(id))
    assert.ok(found, `no session for ${payUrl}`)
    return found
  }
  const pay = async (view: { payUrl?: string }, how: Record<string, unknown> = {}) =>
    stripe('pay', { session: (await sessionOf(view)).id, ...how })
  const refunds = async (): Promise<Shown[]> => (await stripe('state')).refunds

  let made = 0
  async function paidType(fields: Record<string, unknown> = {}): Promise<string> {
    const slug = `paid-${++made}`
    const answer = await ada.post('/api/appointment-types', {
      slug,
      title: 'Advice',
      hosts: [adaId],
      ranges: [{ startsAt: at('19:00'), endsAt: at('22:00') }],
      noticeMinutes: 0,
      price: PRICE,
      ...fields,
    })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return slug
  }
  /** Another day for each test: what one books stands in the way of none. */
  const nextDay = () => {
    day = new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10)
  }
  const ask = (slug: string, time: string, name = 'Cara', fields: Record<string, unknown> = {}) =>
    stranger().post(`/api/public/demo/${slug}/bookings`, { ...bookingBody(at(time), name), ...fields })
  const tokenOf = ({ body }: Answer) => body.manageUrl.split('/').at(-1)
  const read = async (answer: Answer) => (await stranger().get(`/api/public/bookings/${tokenOf(answer)}`)).body
  const check = async (answer: Answer) => (await stranger().post(`/api/public/bookings/${tokenOf(answer)}/payment`)).body
  const cancel = (answer: Answer) => stranger().delete(`/api/public/bookings/${tokenOf(answer)}`)
  const starts = async (slug: string): Promise<string[]> => {
    const { body } = await stranger().get(`/api/public/demo/${slug}/slots?from=${day}&to=${day}&timeZone=UTC`)
    return body.slots.map(({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16))
  }
  const untilState = (answer: Answer, what: string, is: (view: Shown) => boolean) =>
    until(what, () => read(answer), is)
  async function booked(slug: string, time: string, name = 'Cara'): Promise<Answer> {
    const answer = await ask(slug, time, name)
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    await pay(answer.body)
    await untilState(answer, 'it is booked', ({ status }) => status === 'confirmed')
    return answer
  }
  const mailsTo = async (name: string) => {
    await atRest(host)
    return mails(host, `${name.toLowerCase()}@example.test`)
  }

  test('what is paid is booked, and told; until then its time is kept and nobody is told', async () => {
    nextDay()
    const slug = await paidType()
    const page = (await stranger().get(`/api/public/demo/${slug}`)).body
    assert.deepEqual(
      [page.type.price, page.type.refundRule, page.paymentOff],
      [PRICE, { percent: 100, untilMinutesBefore: 0 }, undefined],
    )
    const answer = await ask(slug, '19:00', 'Cara')
    const { status, payUrl, payment } = answer.body
    assert.deepEqual([answer.status, status, payment.state, payment.amountMinor], [201, 'pending', 'open', 4000])
    assert.ok(payUrl.startsWith(host.local.stripe))
    const session = await sessionOf(answer.body)
    assert.deepEqual(
      [session.amount_total, session.currency, session.customer_email],
      [4000, 'eur', 'cara@example.test'],
    )
    assert.ok(!(await starts(slug)).includes('19:00'))
    assert.deepEqual(await mailsTo('Cara'), [])
    await pay(answer.body)
    const view = await untilState(answer, 'it is booked', ({ status: is }) => is === 'confirmed')
    assert.deepEqual([view.payment.state, view.payment.refundNowMinor, view.payUrl], ['paid', 4000, undefined])
    assert.match(view.payment.receiptUrl, /^http/)
    const [mail] = await mailsTo('Cara')
    assert.match(mail!.subject, /^Booked: Advice with Ada/)
    assert.match(mail!.text, /Paid: €40\.00/)
    assert.match(mail!.text, /If you cancel, you get all of it back\./)
    assert.match(mail!.text, /Receipt:\nhttp/)
    const event = (await ada.get(`/api/events/${answer.body.bookingId}`)).body
    assert.equal(event.booking.payment.state, 'paid')
  })

  test('one’s own question is enough, where no notification comes; a repeat under the same key asks for the same', async () => {
    nextDay()
    const slug = await paidType()
    await stripe('webhooks', { hold: true })
    const body = bookingBody(at('19:00'), 'Dara')
    const key = { 'idempotency-key': 'dara-1' }
    const answer = await stranger().post(`/api/public/demo/${slug}/bookings`, body, key)
    const again = await stranger().post(`/api/public/demo/${slug}/bookings`, body, key)
    assert.deepEqual(
      [again.status, again.body.bookingId, again.body.payUrl],
      [201, answer.body.bookingId, answer.body.payUrl],
    )
    assert.equal((await check(answer)).payment.state, 'open')
    await pay(answer.body)
    assert.equal((await read(answer)).status, 'pending')
    const checked = await check(answer)
    assert.deepEqual([checked.status, checked.payment.state], ['confirmed', 'paid'])
    // What comes then, twice and in the wrong order, changes nothing.
    await stripe('webhooks', { double: true })
    await stripe('webhooks', { release: 'reversed', hold: false })
    await stripe('webhooks', { double: false })
    assert.equal((await mailsTo('Dara')).length, 1)
    assert.equal((await read(answer)).status, 'confirmed')
  })

  test('what nobody pays ends by itself, and its page with it', async () => {
    nextDay()
    const slug = await paidType()
    const answer = await ask(slug, '19:00', 'Edda')
    await advanceClock(host, 32 * MINUTE_MS)
    await untilState(answer, 'it has ended', ({ status }) => status === 'cancelled')
    assert.equal((await read(answer)).payment.state, 'lapsed')
    assert.ok((await starts(slug)).includes('19:00'))
    assert.deepEqual(await mailsTo('Edda'), [])
    // The same without any notification: it is asked about when its time is over.
    await stripe('webhooks', { hold: true })
    const other = await ask(slug, '20:00', 'Edda')
    await advanceClock(host, 36 * MINUTE_MS)
    await advanceClock(host, 3 * MINUTE_MS)
    await untilState(other, 'it has ended', ({ status }) => status === 'cancelled')
    await stripe('webhooks', { release: 'inOrder', hold: false })
    assert.ok((await starts(slug)).includes('20:00'))
  })

  test('who gives up frees the time at once, and cannot pay any more; what was paid at the last moment is booked', async () => {
    nextDay()
    const slug = await paidType()
    const answer = await ask(slug, '19:00', 'Finn')
    const given = await cancel(answer)
    assert.deepEqual([given.status, given.body.status, given.body.payment.state], [200, 'cancelled', 'lapsed'])
    assert.ok((await starts(slug)).includes('19:00'))
    assert.equal((await sessionOf(answer.body)).status, 'expired')
    await stripe('webhooks', { hold: true })
    const other = await ask(slug, '20:00', 'Finn')
    await pay(other.body)
    const kept = await cancel(other)
    assert.deepEqual([kept.status, kept.body.status, kept.body.payment.state], [200, 'confirmed', 'paid'])
    await stripe('webhooks', { release: 'inOrder', hold: false })
  })
})
