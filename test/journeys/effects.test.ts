import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { advanceClock, atRest, bookingBody, Client, mails, setFaults, signIn, slots } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { tableCall } from '../support/table.ts'
import { pause, until, untilAsMany } from '../support/waiting.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

describe('what follows from a booking', () => {
  let host: RunningHost
  let now: number
  beforeAll(async () => {
    host = await startHost()
    now = await advanceClock(host, 0)
  })
  afterAll(() => host.stop())

  const customer = () => new Client(host.app)
  const book = async (startsAt: string, name: string) => {
    const booked = await customer().post('/api/public/demo/call/bookings', bookingBody(startsAt, name))
    assert.equal(booked.status, 201, JSON.stringify(booked.body))
    return booked.body
  }
  const advanceTo = async (instant: number) => {
    now = await advanceClock(host, 0)
    now = await advanceClock(host, instant - now)
    await pause(400)
    await atRest(host)
  }
  const reminders = async (name: string) =>
    (await mails(host, `${name.toLowerCase()}@example.test`)).filter(({ subject }) => subject.startsWith('In 1 hour'))

  test('with publish-changes down for 25 hours the sweep alone brings every effect, mails and reminders', async () => {
    await setFaults(host, { functions: { 'jobs/publish-changes.handler': 'down' } })
    const offered = await slots(host, 'call')
    const far = offered.filter(({ startsAt }) => Date.parse(startsAt) > now + 50 * HOUR_MS)
    for (const [i, name] of ['Swept1', 'Swept2', 'Swept3'].entries()) await book(far[i]!.startsAt, name)
    await pause(500)
    assert.equal((await mails(host, 'swept1@example.test')).length, 0)
    await advanceClock(host, 25 * HOUR_MS)
    const arrived = async () => (await mails(host)).filter(({ to }) => to[0]!.address.startsWith('swept')).length
    await untilAsMany('the sweep brings three mails', arrived, 3)
    for (const name of ['swept1', 'swept2', 'swept3'])
      assert.equal((await mails(host, `${name}@example.test`)).length, 1, name)
    await setFaults(host, { functions: { 'jobs/publish-changes.handler': 'up' } })
    await atRest(host)
    for (const name of ['swept1', 'swept2', 'swept3'])
      assert.equal((await mails(host, `${name}@example.test`)).length, 1, `${name} once`)
    await advanceTo(Date.parse(far[0]!.startsAt) - 59 * MINUTE_MS)
    assert.equal((await reminders('Swept1')).length, 1)
  })

  test('with publish-changes down the sweep puts a meeting of many into everybody’s calendar', async () => {
    const ada = await signIn(host)
    const guests: { client: Client; email: string }[] = []
    for (let i = 0; i < 25; i++) {
      const email = `many${i}@demo.test`
      const { body } = await ada.post('/api/invitations', { email, role: 'member' })
      const client = customer()
      await client.post(`/api/public/invitations/${body.acceptUrl.split('/').at(-1)}/accept`, {
        name: `Many ${i}`,
        password: 'a long password',
        timeZone: 'UTC',
      })
      guests.push({ client, email })
    }
    await atRest(host)
    await setFaults(host, { functions: { 'jobs/publish-changes.handler': 'down' } })
    now = await advanceClock(host, 0)
    const from = new Date(now + 30 * HOUR_MS).toISOString()
    const to = new Date(now + 31 * HOUR_MS).toISOString()
    const made = await ada.post('/api/events', {
      title: 'All hands',
      startsAt: from,
      endsAt: to,
      timeZone: 'UTC',
      attendees: guests.map(({ email }) => ({ email })),
    })
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const seeing = async () => {
      const lists = await Promise.all(guests.map(({ client }) => client.get(`/api/events?from=${from}&to=${to}`)))
      return lists.filter(({ body }) => body.events.some(({ id }: { id: string }) => id === made.body.id)).length
    }
    assert.equal(await seeing(), 0)
    await advanceClock(host, 3 * MINUTE_MS)
    await untilAsMany('the sweep spreads the meeting', seeing, guests.length)
    assert.equal((await ada.delete(`/api/events/${made.body.id}`)).status, 204)
    await advanceClock(host, 3 * MINUTE_MS)
    await until('the sweep takes it away again', seeing, (count) => count === 0)
    await setFaults(host, { functions: { 'jobs/publish-changes.handler': 'up' } })
    await atRest(host)
  })

  test('shuffled and repeated stream records send every mail once', async () => {
    await setFaults(host, { stream: { shuffle: true, repeatRate: 0.5 } })
    const offered = await slots(host, 'call')
    const names = Array.from({ length: 8 }, (_, i) => `Shuffled${i}`)
    await Promise.all(names.map((name, i) => book(offered[i + 6]!.startsAt, name)))
    await atRest(host)
    await setFaults(host, { stream: { shuffle: false, repeatRate: 0 } })
    for (const name of names) assert.equal((await mails(host, `${name.toLowerCase()}@example.test`)).length, 1, name)
  })

  test('a moved booking reminds at the new time only, a cancelled one never', async () => {
    const offered = (await slots(host, 'call')).filter(({ startsAt }) => Date.parse(startsAt) > now + 20 * HOUR_MS)
    const moved = await book(offered[0]!.startsAt, 'Mover')
    const cancelled = await book(offered[1]!.startsAt, 'Quitter')
    await atRest(host)
    const token = (booking: { manageUrl: string }) => booking.manageUrl.split('/').at(-1)
    const target = offered
      .slice(2)
      .find(({ startsAt }) => Date.parse(startsAt) > Date.parse(offered[1]!.startsAt) + 3 * HOUR_MS)!
    const patched = await customer().patch(`/api/public/bookings/${token(moved)}`, { startsAt: target.startsAt })
    assert.equal(patched.status, 200, JSON.stringify(patched.body))
    await customer().delete(`/api/public/bookings/${token(cancelled)}`)
    await atRest(host)
    await advanceTo(Date.parse(offered[1]!.startsAt) - 30 * MINUTE_MS)
    assert.deepEqual([(await reminders('Mover')).length, (await reminders('Quitter')).length], [0, 0])
    await advanceTo(Date.parse(target.startsAt) - 59 * MINUTE_MS)
    assert.equal((await reminders('Mover')).length, 1)
    await advanceTo(Date.parse(target.startsAt) - 30 * MINUTE_MS)
    assert.equal((await reminders('Mover')).length, 1)
    assert.equal((await reminders('Quitter')).length, 0)
  })

  test('with the reminder job down the sweep sends what is due and plans the next', async () => {
    const ada = await signIn(host)
    const { id } = (await ada.get('/api/me')).body
    await ada.post('/api/appointment-types', {
      slug: 'twice',
      title: 'Twice',
      hosts: [id],
      reminderMinutesBefore: [120, 60],
    })
    const slot = (await slots(host, 'twice')).find(({ startsAt }) => Date.parse(startsAt) > now + 20 * HOUR_MS)!
    assert.equal(
      (await customer().post('/api/public/demo/twice/bookings', bookingBody(slot.startsAt, 'Twice'))).status,
      201,
    )
    await atRest(host)
    await setFaults(host, { functions: { 'jobs/send-reminder.handler': 'down' } })
    now = await advanceClock(host, Date.parse(slot.startsAt) - 110 * MINUTE_MS - (await advanceClock(host, 0)))
    const subjects = async () => (await mails(host, 'twice@example.test')).map(({ subject }) => subject.split(':')[0])
    await untilAsMany('the sweep brings the first reminder', async () => (await subjects()).length, 2)
    assert.deepEqual(await subjects(), ['Booked', 'In 2 hours'])
    await setFaults(host, { functions: { 'jobs/send-reminder.handler': 'up' } })
    await advanceTo(Date.parse(slot.startsAt) - 59 * MINUTE_MS)
    assert.deepEqual(await subjects(), ['Booked', 'In 2 hours', 'In 1 hour'])
  })

  test('what came due while the host was down goes out once if the meeting has not begun, else it is skipped', async () => {
    const offered = (await slots(host, 'call')).filter(({ startsAt }) => Date.parse(startsAt) > now + 20 * HOUR_MS)
    const [missed, soon] = [
      offered[0]!,
      offered.find(({ startsAt }) => Date.parse(startsAt) >= Date.parse(offered[0]!.startsAt) + HOUR_MS)!,
    ]
    await book(missed.startsAt, 'Missed')
    await book(soon.startsAt, 'Soon')
    await atRest(host)
    await setFaults(host, { functions: { 'jobs/send-reminder.handler': 'down', 'jobs/sweep.handler': 'down' } })
    await host.stop()
    host = await startHost({ dataFolder: host.dataFolder })
    await setFaults(host, { functions: { 'jobs/send-reminder.handler': 'down', 'jobs/sweep.handler': 'down' } })
    await advanceClock(host, Date.parse(missed.startsAt) + 20 * MINUTE_MS - (await advanceClock(host, 0)))
    await host.stop()
    host = await startHost({ dataFolder: host.dataFolder })
    now = await advanceClock(host, 0)
    await pause(600)
    await atRest(host)
    assert.deepEqual([(await reminders('Missed')).length, (await reminders('Soon')).length], [0, 1])
  })

  test('one poison change among twenty stops none of the others', async () => {
    const offered = (await slots(host, 'call')).filter(({ startsAt }) => Date.parse(startsAt) > now + HOUR_MS)
    assert.ok(offered.length >= 20, `${offered.length} times are left`)
    await setFaults(host, { functions: { 'jobs/publish-changes.handler': 'down' } })
    const key = { pk: { S: 'demo#changes#poison' }, sk: { S: '00000001' } }
    for (let i = 0; i < 19; i++) {
      const booked = await book(offered[i]!.startsAt, `Beside${i}`)
      if (i !== 9) continue
      // A row that no code of ours would write, of a booking that exists: whoever publishes it must fail.
      const change = {
        company: 'demo',
        subjectKind: 'booking',
        subjectId: booked.bookingId,
        kind: 'moved',
        origin: 'customer',
      }
      const strings = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, { S: value }]))
      const numbers = {
        version: { N: '99' },
        at: { N: String(now) },
        pendingAt: { N: String(now) },
        formerHosts: { N: '1' },
      }
      await tableCall(host, 'PutItem', {
        Item: {
          ...key,
          ...strings,
          ...numbers,
          type: { S: 'change' },
          row: { S: 'change' },
          pendingShard: { S: 'change#0' },
        },
      })
    }
    await setFaults(host, { functions: { 'jobs/publish-changes.handler': 'up' } })
    const arrived = async () =>
      new Set((await mails(host)).map(({ to }) => to[0]!.address).filter((address) => address.startsWith('beside')))
        .size
    await untilAsMany('the mails of the others', arrived, 19)
    const marked = async () => (await customer().get('/api/health')).body.pending.changes as number
    await until('only the poison is left', marked, (changes) => changes === 1)
    await advanceClock(host, 5 * MINUTE_MS)
    await pause(500)
    assert.equal(await marked(), 1, 'the poison keeps its mark: it is put off, not forgotten')
    await tableCall(host, 'DeleteItem', { Key: key })
    await atRest(host)
  })
})
