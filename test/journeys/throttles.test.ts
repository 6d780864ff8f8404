import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { formatInstant } from '../../shared/domain/time/time.ts'
import { DAY_MS } from '../../shared/domain/time/units.ts'
import { bookingBody, Client, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { until, untilAsMany } from '../support/waiting.ts'

const WINDOW_MS = 15 * 60_000

describe('what strangers may do in a quarter of an hour', () => {
  let host: RunningHost
  beforeAll(async () => {
    // Under test throttles are off: here one address is a crowd.
    host = await startHost({ env: { ALMANAC_TEST: '' } })
    // All of it in one window.
    const left = WINDOW_MS - (Date.now() % WINDOW_MS)
    if (left < 60_000) await new Promise((done) => setTimeout(done, left))
  })
  afterAll(() => host.stop())

  const allAtOnce = async (times: number, ask: (client: Client) => Promise<{ status: number; body: unknown }>) => {
    const answers = await Promise.all(Array.from({ length: times }, () => ask(new Client(host.app))))
    return answers.filter(({ status }) => status === 429)
  }

  test('moving and cancelling count together', async () => {
    // The wall's own clock runs here.
    const [from, to] = [1, 21].map((days) => formatInstant(Date.now() + days * DAY_MS).slice(0, 10))
    const found = await new Client(host.app).get(`/api/public/demo/call/slots?from=${from}&to=${to}&timeZone=UTC`)
    const { startsAt } = found.body.slots[0]
    const booked = await new Client(host.app).post('/api/public/demo/call/bookings', bookingBody(startsAt, 'Yara'))
    assert.equal(booked.status, 201)
    const path = `/api/public/bookings/${booked.body.manageUrl.split('/').at(-1)}`
    const never = { startsAt: '2020-01-01T09:00:00Z' }
    assert.equal((await allAtOnce(99, (client) => client.patch(path, never))).length, 0)
    assert.equal((await new Client(host.app).delete(path)).status, 200)
    assert.equal((await allAtOnce(20, (client) => client.patch(path, never))).length, 20)
  })

  test('more mails than twenty a day to one address wait, are shown, and are let go or discarded; a host’s yes stands for it', async () => {
    const ada = await signIn(host)
    const [from, to] = [1, 40].map((days) => formatInstant(Date.now() + days * DAY_MS).slice(0, 10))
    const { slots } = (await new Client(host.app).get(`/api/public/demo/call/slots?from=${from}&to=${to}&timeZone=UTC`))
      .body
    const times: string[] = slots.map(({ startsAt }: { startsAt: string }) => startsAt)
    const far = times.filter((_, i) => i % 2 === 0).slice(10)
    const book = async (startsAt: string) => {
      const { status, body } = await new Client(host.app).post('/api/public/demo/call/bookings', {
        ...bookingBody(startsAt, 'Vic'),
      })
      assert.equal(status, 201, JSON.stringify(body))
      return body
    }
    const made = []
    for (const startsAt of far.slice(0, 22)) made.push(await book(startsAt))
    const mailsTo = async () => (await mails(host, 'vic@example.test')).length
    const waiting = async () => (await ada.get('/api/waiting-mails')).body.mails
    await until('two of them wait', waiting, (seen) => seen.length === 2)
    await untilAsMany('twenty have come', mailsTo, 20)
    const listed = await waiting()
    assert.deepEqual(
      listed.map(({ to, customer }: { to: string[]; customer: { name: string } }) => [to, customer.name]),
      [
        [['vic@example.test'], 'Vic'],
        [['vic@example.test'], 'Vic'],
      ],
    )
    // Members are told all the same.
    const hosts = (await mails(host, 'ada@demo.test')).concat(await mails(host, 'linus@demo.test'))
    assert.ok(hosts.filter(({ subject }) => /New booking: .*Vic/.test(subject)).length >= 20)
    const grace = await signIn(host, 'grace@demo.test')
    assert.equal((await grace.get('/api/waiting-mails')).status, 403)
    const [one, other] = listed
    assert.equal((await ada.post(`/api/waiting-mails/${one.bookingId}`, { decision: 'send' })).status, 204)
    assert.equal((await ada.post(`/api/waiting-mails/${other.bookingId}`, { decision: 'discard' })).status, 204)
    assert.deepEqual(await waiting(), [])
    await untilAsMany('what was let go has come', mailsTo, 21)
    // What the house does is not counted.
    const cancelled = await ada.post(`/api/events/${other.bookingId}/cancel`, { message: 'No.' })
    assert.equal(cancelled.status, 204)
    await untilAsMany('the house is heard', mailsTo, 22)
  })

  test('of 130 that book at the same moment a hundred pass: each is counted before it may', async () => {
    const never = bookingBody('2020-01-01T09:00:00Z', 'Zoe')
    const refused = await allAtOnce(130, (client) => client.post('/api/public/demo/call/bookings', never))
    // Twenty-three have been booked already.
    assert.equal(130 - refused.length, 77)
    assert.equal((refused[0]!.body as { refusal: string }).refusal, 'TooManyTries')
  })
})
