import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { atRest, bookingBody, Client, insisting, recovered, setFaults, signIn, slots } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

const calm = { dynamodb: { conflictRate: 0, throttleRate: 0, lostAnswerRate: 0 } }
const storm = { dynamodb: { conflictRate: 0.2, throttleRate: 0.03, lostAnswerRate: 0.02 } }
const round = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }))

describe('many people book at once', () => {
  let host: RunningHost
  let ada: Client
  let adaId: string
  let graceId: string
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    adaId = (await ada.get('/api/me')).body.id
    const [member] = host.local.demo.members
    const grace = await signIn(host, member!.email, member!.password)
    graceId = (await grace.get('/api/me')).body.id
    await ada.put(`/api/schedules/${adaId}`, { timeZone: 'UTC', weekly: round })
    await ada.put(`/api/schedules/${graceId}`, { timeZone: 'UTC', weekly: round })
    const type = (slug: string, hosts: string[], minutes: number) =>
      ada.post('/api/appointment-types', { slug, title: slug, hosts, durationsMinutes: [minutes], noticeMinutes: 0 })
    await type('short', [adaId], 10)
    await type('pair', [adaId, graceId], 30)
  })
  afterAll(() => host.stop())

  /**
   * Whoever hears that all are busy asks again with the same key, as they are told: how long that takes is the
   * machine's.
   */
  const book = (type: string, startsAt: string, name: string) =>
    insisting(() =>
      new Client(host.app).post(
        `/api/public/demo/${type}/bookings`,
        bookingBody(startsAt, name, `${name}@example.test`),
        { 'idempotency-key': `${name} ${startsAt}` },
      ),
    )

  /** The claims of hosts, as their calendars show them: no two may overlap. */
  async function overlaps(ids: string[], from: string, to: string): Promise<number> {
    let count = 0
    for (const id of ids) {
      const { body } = await ada.get(`/api/events?from=${from}&to=${to}&members=${id}`)
      const bookings = body.events.filter((event: { marks: string[] }) => event.marks.includes('booking'))
      bookings.sort((a: { startsAt: string }, b: { startsAt: string }) => a.startsAt.localeCompare(b.startsAt))
      for (let i = 1; i < bookings.length; i++) if (bookings[i].startsAt < bookings[i - 1].endsAt) count++
    }
    return count
  }

  for (const [weather, faults] of [
    ['in calm weather', calm],
    ['with conflicts, throttles and lost answers', storm],
  ] as const)
    test(`200 bookings of one slot: exactly one wins, the others learn the nearest free times, ${weather}`, async () => {
      await setFaults(host, faults)
      const offered = await slots(host, 'short', 4)
      const { startsAt } = offered[weather === 'in calm weather' ? 150 : 160]!
      const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => book('short', startsAt, `racer${i}`)))
      await setFaults(host, calm)
      const byStatus = Map.groupBy(answers, ({ status }) => status)
      assert.equal(
        byStatus.get(201)?.length,
        1,
        JSON.stringify([...byStatus].map(([status, list]) => [status, list.length, list[0]?.body])),
      )
      assert.equal(byStatus.get(409)?.length, 199)
      for (const { body } of byStatus.get(409)!) {
        assert.equal(body.refusal, 'SlotTaken')
        assert.ok(body.alternatives.length > 0)
      }
      await atRest(host)
    })

  for (const [weather, faults] of [
    ['in calm weather', calm],
    ['with conflicts, throttles and lost answers', storm],
  ] as const)
    test(`100 different slots of one host's day: all 100 are booked, ${weather}`, async () => {
      await setFaults(host, faults)
      const offered = await slots(host, 'short', 12)
      const day = new Date(Date.now() + (weather === 'in calm weather' ? 6 : 7) * 86_400_000).toISOString().slice(0, 10)
      const ofDay = offered.filter(({ startsAt }) => startsAt.startsWith(day)).slice(0, 100)
      assert.equal(ofDay.length, 100)
      const answers = await Promise.all(ofDay.map(({ startsAt }, i) => book('short', startsAt, `guest${i}`)))
      await setFaults(host, calm)
      const refused = answers.filter(({ status }) => status !== 201)
      assert.deepEqual(
        refused.map(({ status, body }) => [status, body.refusal ?? body.title]),
        [],
      )
      await recovered(host)
    })

  test('cancel against move of one booking: one of the two states, and no claim is left behind', async () => {
    const offered = (await slots(host, 'pair', 12)).filter(
      ({ startsAt }) => startsAt > new Date(Date.now() + 9 * 86_400_000).toISOString(),
    )
    for (let i = 0; i < 8; i++) {
      const [from, to] = [offered[i * 4]!, offered[i * 4 + 2]!]
      const booked = await book('pair', from.startsAt, `mind${i}`)
      const path = `/api/public/bookings/${booked.body.manageUrl.split('/').at(-1)}`
      await Promise.all([
        insisting(() => new Client(host.app).delete(path)),
        insisting(() => new Client(host.app).patch(path, { startsAt: to.startsAt })),
      ])
      const final = await insisting(() => new Client(host.app).delete(path))
      assert.equal(final.body.status, 'cancelled')
      const { body } = await ada.get(`/api/events?from=${from.startsAt}&to=${to.endsAt}&members=${adaId},${graceId}`)
      assert.deepEqual(
        body.events.filter((event: { marks: string[] }) => event.marks.includes('booking')),
        [],
      )
      const explained = await ada.get(`/api/explain/pair?startsAt=${to.startsAt}`)
      assert.deepEqual([...(explained.body.offer?.hosts ?? [])].sort(), [adaId, graceId].sort())
    }
    await atRest(host)
  })

  test('200 mixed bookings, moves and cancellations over two hosts leave no overlap', async () => {
    await setFaults(host, storm)
    const offered = (await slots(host, 'pair', 12)).slice(120, 160)
    const pick = <T>(list: T[], i: number) => list[(i * 7919) % list.length]!
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const booked = await book('pair', pick(offered, i).startsAt, `mixed${i}`)
        if (booked.status !== 201) return booked
        const path = `/api/public/bookings/${booked.body.manageUrl.split('/').at(-1)}`
        const target = { startsAt: pick(offered, i + 1).startsAt }
        if (i % 3 === 0) return insisting(() => new Client(host.app).patch(path, target))
        if (i % 3 === 1) return insisting(() => new Client(host.app).delete(path))
        return booked
      }),
    )
    await setFaults(host, calm)
    assert.deepEqual(
      answers.filter(({ status }) => status >= 500 || status === 429).map(({ status }) => status),
      [],
    )
    assert.equal(await overlaps([adaId, graceId], offered[0]!.startsAt, offered.at(-1)!.endsAt), 0)
    await recovered(host)
  })
})
