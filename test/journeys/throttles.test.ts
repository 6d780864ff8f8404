import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { formatInstant } from '../../shared/domain/time/time.ts'
import { DAY_MS } from '../../shared/domain/time/units.ts'
import { bookingBody, Client } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

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

  test('of 130 that book at the same moment a hundred pass: each is counted before it may', async () => {
    const never = bookingBody('2020-01-01T09:00:00Z', 'Zoe')
    const refused = await allAtOnce(130, (client) => client.post('/api/public/demo/call/bookings', never))
    // One has been booked already.
    assert.equal(130 - refused.length, 99)
    assert.equal((refused[0]!.body as { refusal: string }).refusal, 'TooManyTries')
  })
})
