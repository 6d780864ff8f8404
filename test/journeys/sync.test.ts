import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Provider, providerKeys } from '../../shared/domain/event/calendar-providers.ts'
import { advanceClock, atRest, bookingBody, Client, mails, signIn, slots } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { pause, until } from '../support/waiting.ts'

const account: Record<Provider, string> = { google: 'ada@gmail.test', microsoft: 'ada@outlook.test' }

// biome-ignore lint/suspicious/noExplicitAny: the providers' own shapes
type Remote = any

/** How a provider's calendar is spoken to by somebody who sits there. */
interface Dialect {
  title: string
  /** Where events are made there. */
  eventsPath: string
  timed: (title: string, from: string, to: string) => Record<string, unknown>
  startOf: (event: Remote) => string
  live: (event: Remote) => boolean
}

const dialect: Record<Provider, Dialect> = {
  google: {
    title: 'summary',
    eventsPath: '/calendar/v3/calendars/primary/events',
    timed: (title: string, from: string, to: string) => ({
      summary: title,
      start: { dateTime: from, timeZone: 'Europe/Berlin' },
      end: { dateTime: to, timeZone: 'Europe/Berlin' },
    }),
    startOf: (event: Remote) => new Date(event.start.dateTime).toISOString(),
    live: (event: Remote) => event.status !== 'cancelled',
  },
  microsoft: {
    title: 'subject',
    eventsPath: '/v1.0/me/events',
    timed: (title: string, from: string, to: string) => ({
      subject: title,
      start: { dateTime: from.slice(0, 19), timeZone: 'UTC' },
      end: { dateTime: to.slice(0, 19), timeZone: 'UTC' },
    }),
    startOf: (event: Remote) => {
      const { dateTime, timeZone } = event.start
      const guess = Date.parse(`${dateTime.slice(0, 19)}Z`)
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
        guess,
      )
      return new Date(guess - (Date.parse(`${shown.replace(' ', 'T')}Z`) - guess)).toISOString()
    },
    live: () => true,
  },
}

for (const provider of providerKeys)
  describe(`a host connects ${provider}`, () => {
    let host: RunningHost
    let ada: Client
    let connection: string
    const remote = () => host.local[provider]!
    const act = async (body: Record<string, unknown>) =>
      (await fetch(`${remote()}/_control/events`, {
        method: 'POST',
        body: JSON.stringify({ account: account[provider], ...body }),
      }).then((response) => response.json())) as Remote
    const remoteEvents = async (): Promise<Remote[]> => {
      const { accounts } = (await fetch(`${remote()}/_control/events`).then((response) => response.json())) as Remote
      return accounts[account[provider]].filter(dialect[provider].live)
    }
    const eventsAt = async (from: string, to: string) =>
      (await ada.get(`/api/events?from=${from}&to=${to}`)).body.events
    /** Notifications travel by themselves: waits until they came and what they caused is done. */
    const settled = async () => {
      await pause(250)
      await atRest(host)
    }

    beforeAll(async () => {
      host = await startHost()
      ada = await signIn(host)
    })
    afterAll(() => host.stop())

    test('the plan of the first synchronisation says what it would do, and nothing happens before the yes', async () => {
      const [, , , free] = await slots(host, 'call')
      await act({ event: dialect[provider].timed('Already there', free!.startsAt, free!.endsAt) })
      const begun = await ada.post('/api/connections', { provider, loginHint: account[provider] })
      assert.equal(begun.status, 201, JSON.stringify(begun.body))
      const consent = await fetch(begun.body.authorizeUrl, { redirect: 'manual' })
      const back = await ada.get(consent.headers.get('location')!)
      assert.equal(back.status, 302)
      assert.match(back.headers.get('location')!, /\/settings\/calendars\?connected=/)
      const listed = await ada.get('/api/connections')
      connection = listed.body.connections[0].id
      assert.deepEqual(
        [listed.body.connections[0].status, listed.body.connections[0].account],
        ['planning', account[provider]],
      )
      const plan = await ada.get(`/api/connections/${connection}/plan`)
      assert.deepEqual([plan.body.toAlmanac.create, plan.body.mails], [1, 0])
      assert.equal((await eventsAt(free!.startsAt, free!.endsAt)).length, 0)
      await ada.post(`/api/connections/${connection}/plan/approve`)
      await settled()
      assert.equal((await eventsAt(free!.startsAt, free!.endsAt))[0]?.title, 'Already there')
      assert.ok(!(await slots(host, 'call')).some(({ startsAt }) => startsAt === free!.startsAt))
    })

    test('offers end where the connected calendar is known', async () => {
      const me = (await ada.get('/api/me')).body
      const type = { slug: 'far', title: 'Far', hosts: [me.id], horizonDays: 730, limitToWorkingHours: false }
      assert.equal((await ada.post('/api/appointment-types', type)).status, 201)
      const now = await advanceClock(host, 0)
      const edge = new Date(now + 730 * 86_400_000 - 300_000).toISOString()
      const { reason } = (await ada.get(`/api/explain/far?startsAt=${edge}`)).body
      // Google lists a calendar whole; Outlook only a window of two years.
      assert.equal(reason.reason === 'calendarNotKnownThatFar', provider === 'microsoft', JSON.stringify(reason))
      const near = new Date(now + 700 * 86_400_000).toISOString()
      assert.notEqual(
        (await ada.get(`/api/explain/far?startsAt=${near}`)).body.reason?.reason,
        'calendarNotKnownThatFar',
      )
    })

    test('the state of a consent works once, and only in the session that began it', async () => {
      const begun = await ada.post('/api/connections', { provider, loginHint: account[provider] })
      const location = (await fetch(begun.body.authorizeUrl, { redirect: 'manual' })).headers.get('location')!
      const stranger = await new Client(host.app).get(location)
      assert.match(stranger.headers.get('location')!, /failed=state/)
      assert.match((await ada.get(location)).headers.get('location')!, /failed=state/)
    })

    test('a booking appears in the host’s calendar; moved there it moves here, and the customer gets one mail', async () => {
      const offered = await slots(host, 'call')
      const [from, to] = [offered[6]!, offered[10]!]
      const booked = await new Client(host.app).post(
        '/api/public/demo/call/bookings',
        bookingBody(from.startsAt, 'Sync'),
      )
      await settled()
      const copy = (await remoteEvents()).find((event) => event[dialect[provider].title] === 'Intro call: Sync')
      assert.ok(copy, 'the booking is not in the calendar')
      assert.equal(dialect[provider].startOf(copy), from.startsAt)
      const mailsBefore = (await mails(host, 'sync@example.test')).length
      await act({ id: copy.id, event: dialect[provider].timed('Intro call: Sync', to.startsAt, to.endsAt) })
      await settled()
      const token = booked.body.manageUrl.split('/').at(-1)
      assert.equal((await new Client(host.app).get(`/api/public/bookings/${token}`)).body.startsAt, to.startsAt)
      const received = await mails(host, 'sync@example.test')
      assert.equal(received.length, mailsBefore + 1)
      assert.match(received.at(-1)!.subject, /^Moved: /)
      await act({ id: copy.id, action: 'delete' })
      await settled()
      assert.equal((await new Client(host.app).get(`/api/public/bookings/${token}`)).body.status, 'cancelled')
    })

    test('what is made there by the clocks of another zone stands here at that moment, and keeps its zone', async () => {
      const [, , , , , , , far] = await slots(host, 'call')
      const day = far!.startsAt.slice(0, 10)
      const edge = (time: string) => ({ dateTime: `${day}T${time}:00`, timeZone: 'Asia/Kolkata' })
      const { title } = dialect[provider]
      await act({ event: { [title]: 'By other clocks', start: edge('05:30'), end: edge('06:30') } })
      await settled()
      const found = (await eventsAt(`${day}T00:00:00Z`, `${day}T01:00:00Z`)) as { title: string; startsAt: string }[]
      const entry = found.find((one) => one.title === 'By other clocks') as Remote
      assert.equal(entry?.startsAt, `${day}T00:00:00.000Z`)
      const { body } = await ada.get(`/api/events/${entry.id}`)
      assert.deepEqual([body.timeZone, body.endsAt], ['Asia/Kolkata', `${day}T01:00:00.000Z`])
    })

    test('a move there that a shared room does not allow goes back, and nobody is mailed', async () => {
      const { id: room } = (await ada.get('/api/resources')).body.resources[0]
      const grace = await signIn(host, host.local.demo.members[0]!.email, host.local.demo.members[0]!.password)
      const { id: graceId } = (await grace.get('/api/me')).body
      await ada.put(`/api/schedules/${graceId}`, {
        timeZone: 'Europe/Berlin',
        weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '17:00' })),
      })
      await ada.post('/api/appointment-types', {
        slug: 'other',
        title: 'Other',
        hosts: [graceId],
        resources: [room],
        durationsMinutes: [60],
      })
      const offered = (await slots(host, 'other')).slice(8)
      const free = (await slots(host, 'room')).find(({ startsAt }) => startsAt > offered[2]!.startsAt)!
      assert.equal(
        (await new Client(host.app).post('/api/public/demo/other/bookings', bookingBody(offered[0]!.startsAt, 'Taker')))
          .status,
        201,
      )
      assert.equal(
        (await new Client(host.app).post('/api/public/demo/room/bookings', bookingBody(free.startsAt, 'Roomer')))
          .status,
        201,
      )
      await settled()
      const find = async () =>
        (await remoteEvents()).find((event) => event[dialect[provider].title] === 'Workshop in the garden room: Roomer')
      const copy = await find()
      await act({
        id: copy.id,
        event: dialect[provider].timed('Workshop in the garden room: Roomer', offered[0]!.startsAt, offered[0]!.endsAt),
      })
      await until(
        'the provider’s copy goes back to where the room is free',
        async () => dialect[provider].startOf(await find()),
        (startsAt) => startsAt === free.startsAt,
      )
      await settled()
      assert.deepEqual(
        (await mails(host, 'roomer@example.test')).map(({ subject }) => subject.split(':')[0]),
        ['Booked'],
      )
      // To a time at which the room is free it may move.
      const again = (await slots(host, 'room')).find(({ startsAt }) => startsAt > free.endsAt)!
      const title = 'Workshop in the garden room: Roomer'
      await act({ id: copy.id, event: dialect[provider].timed(title, again.startsAt, again.endsAt) })
      await settled()
      const { body } = await ada.get(`/api/events?from=${again.startsAt}&to=${again.endsAt}`)
      assert.deepEqual(
        body.events.map((event: { title: string }) => event.title),
        [title],
      )
    })

    test('an event made there blocks the time, follows its changes, and goes when it is deleted there', async () => {
      const offered = await slots(host, 'call')
      const [first, second] = [offered[14]!, offered[18]!]
      const { id } = await act({ event: dialect[provider].timed('Made there', first.startsAt, first.endsAt) })
      await settled()
      const free = async () => (await slots(host, 'call')).map(({ startsAt }) => startsAt)
      assert.ok(!(await free()).includes(first.startsAt))
      await act({ id, event: dialect[provider].timed('Moved there', second.startsAt, second.endsAt) })
      await settled()
      assert.ok((await free()).includes(first.startsAt) && !(await free()).includes(second.startsAt))
      assert.equal((await eventsAt(second.startsAt, second.endsAt))[0].title, 'Moved there')
      await act({ id, action: 'delete' })
      await settled()
      assert.ok((await free()).includes(second.startsAt))
    })

    test('an event made here appears there once although the answer was lost, and a second round writes nothing', async () => {
      await fetch(`${remote()}/_control/faults`, {
        method: 'POST',
        body: JSON.stringify({ method: 'POST', path: dialect[provider].eventsPath, losesAnswer: true }),
      })
      const offered = await slots(host, 'call')
      const made = await ada.post('/api/events', {
        title: 'Made here',
        startsAt: offered[20]!.startsAt,
        endsAt: offered[20]!.endsAt,
      })
      assert.equal(made.status, 201)
      await settled()
      for (let tries = 0; tries < 5; tries++) {
        await advanceClock(host, 7 * 60_000)
        await settled()
      }
      const copies = async () =>
        (await remoteEvents()).filter((event) => event[dialect[provider].title] === 'Made here')
      const [copy, ...more] = await copies()
      assert.ok(copy)
      assert.equal(more.length, 0)
      await advanceClock(host, 16 * 60_000)
      await settled()
      assert.deepEqual(
        (await copies()).map((event: Remote) => event.etag ?? event['@odata.etag']),
        [copy.etag ?? copy['@odata.etag']],
      )
      await ada.delete(`/api/events/${made.body.id}`)
      await settled()
      assert.equal((await copies()).length, 0)
    })

    test('an expired cursor means a full listing compared with what is known: deletions meanwhile are found', async () => {
      const offered = await slots(host, 'call')
      const { startsAt, endsAt } = offered[22]!
      const { id } = await act({ event: dialect[provider].timed('Soon gone', startsAt, endsAt) })
      await settled()
      assert.equal((await eventsAt(startsAt, endsAt)).length, 1)
      await fetch(`${remote()}/_control/expire-tokens`, { method: 'POST', body: '{}' })
      await act({ id, action: 'delete' })
      await settled()
      assert.equal((await eventsAt(startsAt, endsAt)).length, 0)
    })

    test('forged notifications do nothing, and the provider has sent no mail at all', async () => {
      const forged = await fetch(`${host.app}/api/webhooks/${provider}?channel=${'0'.repeat(16)}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-goog-channel-id': '0'.repeat(16),
          'x-goog-channel-token': 'guess',
          'x-goog-resource-state': 'exists',
        },
        body: '{"value":[{"clientState":"guess"}]}',
      })
      assert.ok(forged.status === 200 || forged.status === 202)
      const { mails: sent } = (await fetch(`${remote()}/_control/mails`).then((response) => response.json())) as {
        mails: unknown[]
      }
      assert.deepEqual(sent, [])
    })

    test('an event that the provider never takes is told by a code, beside its words', async () => {
      const [slot] = (await slots(host, 'call')).slice(24)
      await fetch(`${remote()}/_control/faults`, {
        method: 'POST',
        body: JSON.stringify({ method: 'POST', path: dialect[provider].eventsPath, status: 400 }),
      })
      const times = { startsAt: slot!.startsAt, endsAt: slot!.endsAt }
      assert.equal((await ada.post('/api/events', { title: 'Never taken', ...times })).status, 201)
      await atRest(host)
      const [{ problem, problemCode, parked }] = (await ada.get('/api/connections')).body.connections
      assert.deepEqual([problemCode, typeof problem, parked], ['eventRefused', 'string', 1])
    })

    test('a dead grant puts the connection to rest; connecting the same account again resumes', async () => {
      await fetch(`${remote()}/_control/expire-tokens`, { method: 'POST', body: '{"kind":"refresh"}' })
      await act({ event: dialect[provider].timed('While dead', '2027-03-01T10:00:00Z', '2027-03-01T11:00:00Z') })
      await settled()
      await advanceClock(host, 2 * 3_600_000)
      await settled()
      const [{ status: dead, problem, problemCode }] = (await ada.get('/api/connections')).body.connections
      assert.deepEqual([dead, problemCode, typeof problem], ['needsReconnect', 'permissionEnded', 'string'])
      const begun = await ada.post('/api/connections', { provider, loginHint: account[provider] })
      await ada.get((await fetch(begun.body.authorizeUrl, { redirect: 'manual' })).headers.get('location')!)
      await settled()
      const { status, id, ...others } = (await ada.get('/api/connections')).body.connections[0]
      assert.deepEqual([status, id, others.problem, others.problemCode], ['active', connection, undefined, undefined])
      const titles = (await eventsAt('2027-03-01T00:00:00Z', '2027-03-02T00:00:00Z')).map(
        ({ title }: { title: string }) => title,
      )
      assert.ok(titles.includes('While dead'))
    })
  })
