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
    // The demo company was made at another address than that of this host: saving leads the notifications here.
    const elsewhere = (await ada.get('/api/settings/payments')).body
    assert.equal(elsewhere.isNotified, elsewhere.webhookElsewhere === undefined)
    const saved = await ada.put('/api/settings/payments', { isOn: true })
    assert.deepEqual([saved.status, saved.body.isNotified], [200, true])
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
  const check = async (answer: Answer) =>
    (await stranger().post(`/api/public/bookings/${tokenOf(answer)}/payment`)).body
  const cancel = (answer: Answer) => stranger().delete(`/api/public/bookings/${tokenOf(answer)}`)
  const starts = async (slug: string): Promise<string[]> => {
    const { body } = await stranger().get(`/api/public/demo/${slug}/slots?from=${day}&to=${day}&timeZone=UTC`)
    return body.slots.map(({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16))
  }
  const untilState = (answer: Answer, what: string, is: (view: Shown) => boolean) => until(what, () => read(answer), is)
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

  test('who has paid and never comes back is found before the time is no longer kept', async () => {
    nextDay()
    const slug = await paidType()
    await stripe('webhooks', { hold: true })
    const answer = await ask(slug, '19:00', 'Dina')
    await pay(answer.body)
    await advanceClock(host, 33 * MINUTE_MS + 30_000)
    const view = await untilState(answer, 'it is booked', ({ status }) => status === 'confirmed')
    const { now } = (await stranger().post('/local/clock', { advanceMs: 0 })).body
    assert.ok(Date.parse(now) < Date.parse(answer.body.payment.keptUntil))
    assert.equal(view.payment.state, 'paid')
    await stripe('webhooks', { release: 'inOrder', hold: false })
  })

  test('what nobody pays ends by itself, and its page with it', async () => {
    nextDay()
    const slug = await paidType({ seats: 3 })
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

  test('money that comes when the time is over buys it where it is free, and goes back where somebody else has it', async () => {
    nextDay()
    const slug = await paidType()
    await stripe('webhooks', { hold: true })
    const [first, second] = [await ask(slug, '19:00', 'Gina'), await ask(slug, '20:00', 'Gina')]
    await pay(first.body)
    await pay(second.body)
    // The time is kept no longer, and nobody has asked so far: whoever comes now finds it free.
    await advanceClock(host, 35 * MINUTE_MS + 30_000)
    const free = await ada.post('/api/appointment-types', {
      slug: `free-${slug}`,
      title: 'Free',
      hosts: [adaId],
      ranges: [{ startsAt: at('19:00'), endsAt: at('22:00') }],
      noticeMinutes: 0,
    })
    assert.equal(free.status, 201)
    assert.equal((await ask(`free-${slug}`, '19:00', 'Hugo')).status, 201)
    await stripe('webhooks', { release: 'inOrder', hold: false })
    await untilState(second, 'it is booked all the same', ({ status }) => status === 'confirmed')
    const late = await untilState(first, 'its money goes back', ({ payment }) => payment.refund?.state === 'done')
    assert.deepEqual(
      [late.status, late.payment.state, late.payment.refund],
      ['cancelled', 'paid', { amountMinor: 4000, cause: 'late', state: 'done' }],
    )
    const subjects = (await mailsTo('Gina')).map(({ subject }) => subject.split(',')[0])
    assert.deepEqual(subjects.sort(), ['Booked: Advice with Ada Hartmann', 'Not booked'])
    const told = (await mailsTo('Gina')).find(({ subject }) => subject.startsWith('Not booked'))!
    assert.match(told.text, /€40\.00 goes back to you/)
  })

  test('a cancelled booking gives back what its type says, once; a host may give back all', async () => {
    nextDay()
    const slug = await paidType({ refundRule: { percent: 25, untilMinutesBefore: 60 } })
    const before = (await refunds()).length
    const answer = await booked(slug, '19:00', 'Iris')
    assert.equal((await read(answer)).payment.refundNowMinor, 1000)
    const cancelled = await cancel(answer)
    assert.deepEqual([cancelled.body.status, cancelled.body.payment.refund.amountMinor], ['cancelled', 1000])
    assert.equal((await cancel(answer)).body.payment.refund.amountMinor, 1000)
    await untilState(answer, 'it went back', ({ payment }) => payment.refund.state === 'done')
    const all = await booked(slug, '20:00', 'Iris')
    const path = `/api/events/${all.body.bookingId}/cancel`
    assert.equal((await ada.post(path, { refund: 'everything' })).status, 400)
    assert.equal((await ada.post(path, { refund: 'all', message: 'I am ill.' })).status, 204)
    await untilState(all, 'all of it went back', ({ payment }) => payment.refund?.state === 'done')
    assert.deepEqual(
      (await refunds()).slice(before).map(({ amount }) => amount),
      [1000, 4000],
    )
    const texts = (await mailsTo('Iris'))
      .filter(({ subject }) => subject.startsWith('Cancelled'))
      .map(({ text }) => text)
    assert.match(texts[0]!, /Refund: €10\.00/)
    assert.match(texts[1]!, /Refund: €40\.00/)
  })

  test('what somebody has given back at the provider itself is not given back twice, and is no failure', async () => {
    nextDay()
    const slug = await paidType()
    const answer = await booked(slug, '19:00', 'Ivo')
    const before = (await refunds()).length
    const session = (await stripe('state')).sessions.find(({ customer_email: to }: Shown) => to === 'ivo@example.test')
    const given = await fetch(`${host.local.stripe}/v1/refunds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ payment_intent: session.payment_intent }).toString(),
    })
    assert.equal(given.status, 200)
    assert.equal((await cancel(answer)).status, 200)
    await untilState(answer, 'it is back', ({ payment }) => payment.refund?.state === 'done')
    assert.equal((await refunds()).length, before + 1)
  })

  test('what is too late by the rule gives nothing back, and says so', async () => {
    nextDay()
    const slug = await paidType({ refundRule: { percent: 100, untilMinutesBefore: 525_600 } })
    const answer = await booked(slug, '19:00', 'Jana')
    assert.equal((await read(answer)).payment.refundNowMinor, 0)
    const { body } = await cancel(answer)
    assert.deepEqual([body.status, body.payment.state, body.payment.refund], ['cancelled', 'paid', undefined])
    const mail = (await mailsTo('Jana')).at(-1)!
    assert.match(mail.text, /Of the €40\.00 that was paid, nothing goes back/)
  })

  test('a request that its host declines gives back all; a confirmed one keeps its payment, also when it is moved', async () => {
    nextDay()
    const slug = await paidType({ confirmation: 'manual', refundRule: { percent: 0, untilMinutesBefore: 0 } })
    const [one, two] = [await ask(slug, '19:00', 'Kilian'), await ask(slug, '20:00', 'Kilian')]
    for (const answer of [one, two]) {
      await pay(answer.body)
      await untilState(answer, 'it waits for its host', ({ payment }) => payment.state === 'paid')
      assert.equal((await read(answer)).status, 'pending')
    }
    const reply = (answer: Answer, word: string) =>
      ada.post(`/api/bookings/${answer.body.bookingId}/answer`, { answer: word })
    assert.equal((await reply(one, 'decline')).status, 200)
    assert.equal((await reply(two, 'confirm')).status, 200)
    const declined = await untilState(one, 'it went back', ({ payment }) => payment.refund?.state === 'done')
    assert.deepEqual(declined.payment.refund, { amountMinor: 4000, cause: 'declined', state: 'done' })
    const moved = await stranger().patch(`/api/public/bookings/${tokenOf(two)}`, { startsAt: at('21:00') })
    assert.deepEqual([moved.status, moved.body.payment.state], [200, 'paid'])
  })

  test('a provider that cannot be reached keeps nobody from booking: the page to pay on is opened later', async () => {
    nextDay()
    const slug = await paidType()
    await fault({ method: 'POST', path: '/v1/checkout/sessions', status: 500, times: 2 })
    const answer = await ask(slug, '19:00', 'Lea')
    assert.deepEqual([answer.status, answer.body.payUrl, answer.body.payment.state], [201, undefined, 'open'])
    const opened = await check(answer)
    assert.ok(opened.payUrl)
    // Its time is kept for as long as the page is open.
    assert.ok(Date.parse(opened.payment.keptUntil) >= Date.parse(answer.body.payment.keptUntil))
    await fault({ method: 'GET', path: '/v1/checkout/sessions', status: 503, times: 2 })
    const unasked = await check(answer)
    assert.deepEqual([unasked.payment.state, unasked.payment.isFromBefore], ['open', true])
    const { failed } = (await ada.get('/api/settings/payments')).body
    assert.ok(failed.at)
    await fault({ method: 'POST', path: '/v1/checkout/sessions', status: 503, times: 2 })
    assert.equal((await cancel(answer)).status, 503)
    // The answer is lost, and what was asked is done: a second session would be paid by nobody.
    const before = (await stripe('state')).sessions.length
    await fault({ method: 'POST', path: '/v1/checkout/sessions', losesAnswer: true, times: 1 })
    const lost = await ask(slug, '20:00', 'Lea')
    assert.ok(lost.body.payUrl)
    assert.equal((await stripe('state')).sessions.length, before + 1)
  })

  test('a refund is asked for until the provider says so, and given once; one that fails is told to the host', async () => {
    nextDay()
    const slug = await paidType()
    const before = (await refunds()).length
    const [down, lost] = [await booked(slug, '19:00', 'Mara'), await booked(slug, '19:30', 'Mara')]
    await fault({ method: 'POST', path: '/v1/refunds', status: 503, times: 2 })
    assert.equal((await cancel(down)).status, 200)
    await until(
      'it is asked again',
      async () => {
        await advanceClock(host, 3 * MINUTE_MS)
        return read(down)
      },
      ({ payment }) => payment.refund.state === 'done',
    )
    await fault({ method: 'POST', path: '/v1/refunds', losesAnswer: true, times: 2 })
    assert.equal((await cancel(lost)).status, 200)
    await until(
      'it is known',
      async () => {
        await advanceClock(host, 3 * MINUTE_MS)
        return read(lost)
      },
      ({ payment }) => payment.refund.state === 'done',
    )
    assert.equal((await refunds()).length, before + 2)
    const fails = await ask(slug, '20:00', 'Mara')
    await pay(fails.body, { card: '4000000000005126' })
    await untilState(fails, 'it is booked', ({ status }) => status === 'confirmed')
    assert.equal((await cancel(fails)).status, 200)
    await until(
      'it has failed',
      async () => {
        await advanceClock(host, 3 * MINUTE_MS)
        return read(fails)
      },
      ({ payment }) => payment.refund.state === 'failed',
    )
    await atRest(host)
    const told = (await mails(host, 'ada@demo.test')).filter(({ subject }) => subject.startsWith('A refund has failed'))
    assert.equal(told.length, 1)
    assert.match(told[0]!.text, /€40\.00 should have gone back to Mara/)
  })

  test('money that takes its time keeps the time; the booking comes when it does', async () => {
    nextDay()
    const slug = await paidType()
    const answer = await ask(slug, '19:00', 'Nora')
    await pay(answer.body, { outcome: 'delayed' })
    await untilState(answer, 'it is under way', ({ payment }) => payment.state === 'underWay')
    await advanceClock(host, 2 * MINUTE_MS)
    assert.equal((await read(answer)).status, 'pending')
    await advanceClock(host, 2 * MINUTE_MS)
    await untilState(answer, 'it is booked', ({ status }) => status === 'confirmed')
    const fails = await ask(slug, '20:00', 'Nora')
    await pay(fails.body, { iban: 'DE78370400440532013004' })
    await untilState(fails, 'it is under way', ({ payment }) => payment.state === 'underWay')
    await advanceClock(host, 4 * MINUTE_MS)
    await untilState(fails, 'it has failed', ({ payment }) => payment.state === 'lapsed')
    assert.match((await mailsTo('Nora')).at(-1)!.subject, /^Not booked, the payment has failed: Advice/)
  })

  test('of two who want one time one may pay for it; a private link gives what it gives, once it is paid', async () => {
    nextDay()
    const slug = await paidType()
    const both = await Promise.all([ask(slug, '19:00', 'Otto'), ask(slug, '19:00', 'Pia')])
    assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409])
    const { url } = (await ada.post(`/api/appointment-types/${slug}/links`, { mostBookings: 1 })).body
    const link = new URL(url).searchParams.get('link')!
    const first = await ask(slug, '20:00', 'Quin', { link })
    assert.equal(first.status, 201)
    assert.equal((await ask(slug, '21:00', 'Quin', { link })).body.refusal, 'LinkEnded')
    await cancel(first)
    const second = await ask(slug, '21:00', 'Quin', { link })
    assert.equal(second.status, 201)
    await pay(second.body)
    await untilState(second, 'it is booked', ({ status }) => status === 'confirmed')
  })

  test('a hold becomes what is paid for; sent once more it is the same one; seats of a class are paid together', async () => {
    nextDay()
    const slug = await paidType({ seats: 5 })
    const held = await stranger().post(`/api/public/demo/${slug}/holds`, {
      startsAt: at('19:00'),
      timeZone: 'UTC',
      seats: 2,
    })
    assert.equal(held.status, 201)
    const { hold } = held.body
    const answer = await ask(slug, '19:00', 'Rosa', { hold, seats: 2 })
    assert.deepEqual([answer.status, answer.body.payment.amountMinor, answer.body.seats], [201, 4000, 2])
    const again = await ask(slug, '19:00', 'Rosalind', { hold, seats: 2 })
    assert.equal(again.status, 201, JSON.stringify(again.body))
    assert.deepEqual([again.body.bookingId, again.body.payUrl], [answer.body.bookingId, answer.body.payUrl])
    // Whoever leaves the page gives back what is held, not what is being paid for.
    assert.equal((await stranger().delete(`/api/public/holds/${hold}`)).status, 204)
    await pay(answer.body)
    const view = await untilState(answer, 'it is booked', ({ status }) => status === 'confirmed')
    assert.equal(view.customer.name, 'Rosalind')
  })

  test('what nobody of the account has sent is refused and seen; what names nothing of ours changes nothing', async () => {
    nextDay()
    const slug = await paidType()
    await stripe('webhooks', { hold: true })
    const answer = await ask(slug, '19:00', 'Sara')
    await pay(answer.body)
    const events = async (): Promise<Shown[]> => (await stripe('state')).deliveries
    const event = (await events()).findLast(({ type }) => type === 'checkout.session.completed').event
    const sent = await stripe('deliver', { event, forgedSecret: 'whsec_somebodyelse' })
    assert.deepEqual(
      sent.answers.map(({ answer: status }: Shown) => status),
      [400],
    )
    const post = (query: string, headers: Record<string, string>, body = '{}') =>
      fetch(`${host.app}/api/webhooks/stripe${query}`, { method: 'POST', headers, body }).then(({ status }) => status)
    for (const [query, headers] of [
      ['', { 'stripe-signature': 't=1,v1=0' }],
      ['?company=demo', {}],
      ['?company=demo', { 'stripe-signature': 't=1,v1=0' }],
      ['?company=nobody', { 'stripe-signature': 't=1,v1=0' }],
      ['?company=..', { 'stripe-signature': 'x'.repeat(3000) }],
    ] as [string, Record<string, string>][])
      assert.equal(await post(query, headers), 400, query)
    assert.equal((await read(answer)).status, 'pending')
    const { refused } = (await ada.get('/api/settings/payments')).body
    assert.equal(refused.because, 'signature')
    await stripe('webhooks', { release: 'inOrder', hold: false })
    await untilState(answer, 'it is booked', ({ status }) => status === 'confirmed')
    assert.ok((await ada.get('/api/settings/payments')).body.heardAt)
  })

  test('admins alone say how customers pay; a key that is not taken is a fault at its field, and none is ever shown', async () => {
    nextDay()
    const slug = await paidType()
    const path = '/api/settings/payments'
    assert.deepEqual(
      [
        (await stranger().get(path)).status,
        (await grace.get(path)).status,
        (await grace.put(path, { isOn: false })).status,
      ],
      [401, 403, 403],
    )
    const settings = (await ada.get(path)).body
    assert.deepEqual(
      [settings.isOn, settings.isLive, settings.hasKey, settings.keyEnd, settings.isNotified],
      [true, false, true, KEY.slice(-4), true],
    )
    assert.ok(!JSON.stringify(settings).includes(KEY))
    for (const [body, field] of [
      [{ isOn: true, secretKey: 'sk_test_' }, 'secretKey'],
      [{ isOn: true, secretKey: 'pk_test_almanacrehearsal' }, 'secretKey'],
      [{ isOn: true, secretKey: 'two words' }, 'secretKey'],
      [{ isOn: true, more: 1 }, 'more'],
      [{ isOn: 'yes' }, 'isOn'],
    ] as const) {
      const answer = await ada.put(path, body)
      assert.deepEqual([answer.status, answer.body.errors[0].path], [400, field], JSON.stringify(body))
    }
    assert.equal((await ada.put(path, { isOn: false })).body.isOn, false)
    assert.equal((await stranger().get(`/api/public/demo/${slug}`)).body.paymentOff, 'stranger')
    assert.equal((await ada.get(`/api/public/demo/${slug}`)).body.paymentOff, 'member')
    assert.equal((await ada.get('/api/appointment-types')).body.payments, 'off')
    assert.equal((await ask(slug, '19:00')).body.refusal, 'PaymentOff')
    const held = await stranger().post(`/api/public/demo/${slug}/holds`, { startsAt: at('19:00'), timeZone: 'UTC' })
    assert.equal(held.body.refusal, 'PaymentOff')
    assert.equal((await ada.put(path, { isOn: true })).body.isOn, true)
    assert.equal((await ask(slug, '19:00')).status, 201)
  })

  test('a price is a whole number that can be charged, and of one date', async () => {
    const wrong = async (fields: Record<string, unknown>) => {
      const answer = await ada.post('/api/appointment-types', {
        slug: 'wrong',
        title: 'Wrong',
        hosts: [adaId],
        ...fields,
      })
      assert.equal(answer.status, 400, JSON.stringify(fields))
      return answer.body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)
    }
    const price = (amountMinor: number, currency = 'EUR') => ({ price: { amountMinor, currency } })
    assert.deepEqual(await wrong(price(40.5)), ['price.amountMinor wrongType'])
    assert.deepEqual(await wrong(price(49)), ['price.amountMinor tooSmall'])
    assert.deepEqual(await wrong(price(100_000_000)), ['price.amountMinor tooLarge'])
    assert.deepEqual(await wrong(price(1001, 'KWD')), ['price.amountMinor notMultiple'])
    assert.deepEqual(await wrong(price(4000, 'eur')), ['price.currency notOneOf'])
    assert.deepEqual(await wrong({ ...price(4000), mostDates: 2 }), ['mostDates oneDatePaid'])
    assert.deepEqual(await wrong({ refundRule: { percent: 101, untilMinutesBefore: 0 } }), [
      'refundRule.percent tooLarge',
    ])
    const slug = await paidType({ price: { amountMinor: 500, currency: 'JPY' } })
    const path = `/api/appointment-types/${slug}`
    assert.equal((await ada.patch(path, { mostDates: 3 })).body.errors[0].code, 'oneDatePaid')
    assert.equal((await ada.patch(path, { price: null, mostDates: 3 })).body.price, null)
  })

  test('what needs several groups is kept whole until it is paid, becomes booked with the same team, and is freed whole by who cancels', async () => {
    nextDay()
    const { members } = (await ada.get('/api/members')).body
    const others = members.flatMap(({ id }: { id: string }) => (id === adaId ? [] : [id]))
    const room = (await ada.post('/api/resources', { name: 'Lab', timeZone: 'UTC' })).body.id
    const groups = [
      { of: 'members', ids: others, needed: 1 },
      { of: 'resources', ids: [room], needed: 1 },
    ]
    const slug = await paidType({ groups, durationsMinutes: [60] })
    const answer = await ask(slug, '20:00')
    assert.equal(answer.body.status, 'pending', JSON.stringify(answer.body))
    assert.deepEqual(await starts(slug), ['19:00', '21:00'])
    const team = ({ hosts, resources }: Shown) => [...hosts, ...resources].map(({ id }: { id: string }) => id)
    const kept = team(await read(answer))
    assert.deepEqual([kept.length, kept[0], others.includes(kept[1]), kept[2]], [3, adaId, true, room])
    await pay(answer.body)
    await untilState(answer, 'it is booked', ({ status }) => status === 'confirmed')
    assert.deepEqual(team(await read(answer)), kept)
    assert.equal((await cancel(answer)).status, 200)
    assert.deepEqual(await starts(slug), ['19:00', '20:00', '21:00'])
  })
})
