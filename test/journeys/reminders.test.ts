import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { addDays, instantOf } from '../../shared/domain/time/time.ts'
import {
  type Answer,
  advanceClock,
  atRest,
  bookingBody,
  Client,
  mails,
  setFaults,
  signIn,
  slots,
} from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { untilAsMany } from '../support/waiting.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const ADA = 'ada@demo.test'
const GRACE = 'grace@demo.test'
const LINUS = 'linus@demo.test'
const MAX = 'max@client.test'

/** What an answer says, where it was as expected. */
function fine(answer: Answer, status = 200) {
  assert.equal(answer.status, status, JSON.stringify(answer.body))
  return answer.body
}

describe('reminders, and what became of them', () => {
  let host: RunningHost
  beforeAll(async () => {
    host = await startHost()
  })
  afterAll(() => host.stop())
  const as = (email: string) => signIn(host, email)
  const now = () => advanceClock(host, 0)
  async function advanceTo(instant: number) {
    await advanceClock(host, Math.max(0, instant - (await now())))
    await atRest(host)
  }
  const remindersTo = async (to: string, title: string) =>
    (await mails(host, to)).filter(({ subject }) => subject.includes(title) && !subject.startsWith('Invitation'))

  test('of whole days each has their own hour of the morning; another one is planned by at once, and reminds nobody twice', async () => {
    let ada = await as(ADA)
    const linus = await as(LINUS)
    const startDate = addDays(new Date(await now()).toISOString().slice(0, 10), 2)
    const at = (time: string, zone = 'Europe/Berlin') => instantOf(`${startDate}T${time}`, zone)
    // Linus lives in Kolkata.
    const hisFive = at('05:00', 'Asia/Kolkata')
    const { id } = fine(
      await ada.post('/api/events?notify=none', {
        title: 'Outing',
        startDate,
        endDate: addDays(startDate, 1),
        attendees: [{ email: LINUS }, { email: MAX }],
        reminders: [{ minutesBefore: 0, by: 'mail' }],
      }),
      201,
    )
    assert.equal(fine(await linus.get('/api/me')).wholeDayRemindersAt, '08:00')
    await atRest(host)
    // His is planned for eight; he gets up three hours earlier.
    assert.equal(fine(await linus.patch('/api/me', { wholeDayRemindersAt: '05:00' })).wholeDayRemindersAt, '05:00')
    const { planned } = fine(await linus.get(`/api/events/${id}/reminders`))
    assert.deepEqual(planned, [
      { to: [LINUS], others: 0, at: new Date(hisFive).toISOString(), startDate, minutesBefore: 0, by: 'mail' },
    ])
    const all = fine(await ada.get(`/api/events/${id}/reminders`)).planned
    assert.deepEqual(
      all.map((one: { at: string; to: string[] }) => [one.at, one.to]),
      [
        [new Date(hisFive).toISOString(), [LINUS]],
        [new Date(at('08:00')).toISOString(), [ADA, MAX]],
      ],
    )
    await advanceClock(host, 3 * MINUTE_MS)
    await atRest(host)
    await advanceTo(hisFive + 1000)
    await untilAsMany('Linus is reminded', async () => (await remindersTo(LINUS, 'Outing')).length, 1)
    assert.deepEqual([await remindersTo(ADA, 'Outing'), await remindersTo(MAX, 'Outing')], [[], []])
    await advanceTo(at('08:00') + 1000)
    for (const to of [ADA, MAX])
      await untilAsMany(`${to} is reminded`, async () => (await remindersTo(to, 'Outing')).length, 1)
    ada = await as(ADA)
    fine(await ada.patch('/api/me', { wholeDayRemindersAt: '10:00' }))
    await advanceTo(at('10:00') + 3 * MINUTE_MS)
    const counts = [ADA, LINUS, MAX].map(async (to) => (await remindersTo(to, 'Outing')).length)
    assert.deepEqual(await Promise.all(counts), [1, 1, 1])
    const { mails: told } = fine(await ada.get(`/api/events/${id}/reminders`))
    assert.deepEqual(
      told.map((one: Record<string, unknown>) => [one['to'], one['state'], one['startDate'], one['reason']]).sort(),
      [ADA, LINUS, MAX].map((to) => [to, 'sent', startDate, undefined]),
    )
    for (const wholeDayRemindersAt of ['24:00', '8:00', 'morning', 8]) {
      const refused = await ada.patch('/api/me', { wholeDayRemindersAt })
      assert.deepEqual([refused.status, refused.body.errors[0].path], [400, 'wholeDayRemindersAt'])
    }
    assert.equal(fine(await ada.patch('/api/me', { wholeDayRemindersAt: null })).wholeDayRemindersAt, '08:00')
  })

  test('of a booking its host and admins know what is planned, was sent and left out; nobody else does', async () => {
    const grace = await as(GRACE)
    const ada = await as(ADA)
    const type = {
      slug: 'reminded',
      title: 'Visit',
      hosts: [fine(await grace.get('/api/me')).id],
      reminderMinutesBefore: [120, 60],
    }
    fine(await ada.post('/api/appointment-types', type), 201)
    const earliest = (await now()) + DAY_MS
    const free = (await slots(host, 'reminded')).filter(({ startsAt }) => Date.parse(startsAt) > earliest)
    const startsAt = free[0]!.startsAt
    const customer = new Client(host.app)
    const booked = fine(await customer.post('/api/public/demo/reminded/bookings', bookingBody(startsAt, 'Noor')), 201)
    const path = `/api/events/${booked.bookingId}/reminders`
    const ahead = (minutes: number) => new Date(Date.parse(startsAt) - minutes * MINUTE_MS).toISOString()
    const seen = fine(await grace.get(path))
    assert.deepEqual([seen.isReminded, seen.isOwn, seen.mails, seen.hasMore], [true, false, [], false])
    assert.deepEqual(
      seen.planned.map((one: { to: string[]; at: string }) => [one.to, one.at]),
      [
        [[GRACE, 'noor@example.test'], ahead(120)],
        [[GRACE, 'noor@example.test'], ahead(60)],
      ],
    )
    assert.equal(fine(await ada.get(path)).isReminded, false, 'an admin looks after it, and is not reminded')
    const linus = await as(LINUS)
    for (const answer of [
      await linus.get(path),
      await linus.post(`${path}/test`),
      await ada.post(`${path}/test`),
      await grace.put(path, { reminders: [] }),
    ])
      assert.equal(answer.status, 404)
    assert.deepEqual(fine(await grace.post(`${path}/test`)), { to: GRACE })
    await atRest(host)
    assert.equal((await remindersTo(GRACE, 'Noor')).filter(({ subject }) => subject.startsWith('In 2 hours')).length, 1)

    // The clock jumps over both: the earlier one is left out.
    await advanceTo(Date.parse(ahead(59)))
    const later = await as(GRACE)
    await untilAsMany(
      'all are dealt with',
      async () => {
        const { mails: told } = fine(await later.get(path))
        return told.filter(({ state }: { state: string }) => state === 'sent' || state === 'skipped').length
      },
      4,
    )
    const { planned, mails: told } = fine(await later.get(path))
    assert.deepEqual(planned, [])
    assert.deepEqual(
      told
        .map((one: Record<string, unknown>) => [one['minutesBefore'], one['to'], one['state'], one['reason']].join(' '))
        .sort(),
      [
        `120 ${GRACE} skipped laterOne`,
        '120 noor@example.test skipped laterOne',
        `60 ${GRACE} sent `,
        '60 noor@example.test sent ',
      ].sort(),
    )
    const skipped = told.find(({ state }: { state: string }) => state === 'skipped')
    assert.equal(skipped.at, ahead(120), 'when it was due')
  })

  test('a test says where it went, and why it did not go; one that was put off says why and when it is tried again', async () => {
    const ada = await as(ADA)
    const start = Math.ceil((await now()) / MINUTE_MS) * MINUTE_MS + 30 * MINUTE_MS
    const { id } = fine(
      await ada.post('/api/events', {
        title: 'Rehearsal',
        startsAt: new Date(start).toISOString(),
        endsAt: new Date(start + 60 * MINUTE_MS).toISOString(),
        reminders: [{ minutesBefore: 20, by: 'mail' }],
      }),
      201,
    )
    const path = `/api/events/${id}/reminders`
    assert.deepEqual(fine(await ada.post(`${path}/test`)), { to: ADA })
    await untilAsMany('it arrives', async () => (await remindersTo(ADA, 'Rehearsal')).length, 1)
    await setFaults(host, { mail: { answer: 'down', at: '' } })
    assert.deepEqual(fine(await ada.post(`${path}/test`)), { to: ADA, trouble: 'unreachable' })
    await advanceTo(start - 20 * MINUTE_MS + 1000)
    const told = async () => fine(await ada.get(path)).mails
    await untilAsMany(
      'it is put off',
      async () => {
        const [one] = await told()
        return one?.reason === 'unreachable' ? 1 : 0
      },
      1,
    )
    const [waiting] = await told()
    assert.equal(waiting.state, 'planned')
    assert.ok(Date.parse(waiting.at) > start - 20 * MINUTE_MS, 'when it is tried again')
    await setFaults(host, { mail: null })
    fine(await ada.delete(`/api/events/${id}`), 204)
    assert.equal((await ada.post(`${path}/test`)).status, 404)
  })
})
