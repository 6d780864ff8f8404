import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { copyOf, manifestOf, rowsIn } from '../fixtures/opened.ts'
import { advanceClock, atRest, bookingBody, Client, mails, recovered, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { everyRowIsKnown, missingKinds, type StoredRow } from '../support/stored-rows.ts'
import { until } from '../support/waiting.ts'

const { tuesday, password, bookings, waiting, links, events, calendars, marked } = manifestOf('desk-folder')
const DAY_MS = 86_400_000

/** A time of day (UTC), some days after the Tuesday on which everything in the folder begins. */
const at = (time: string, days = 0) =>
  `${new Date(Date.parse(tuesday) + days * DAY_MS).toISOString().slice(0, 10)}T${time}:00.000Z`

describe('a data folder of commit e0ee454: groups, payments, a waitlist, links, templates', () => {
  let rows: StoredRow[]
  beforeAll(async () => {
    rows = await rowsIn(copyOf('desk-folder'))
  })
  const of = (word: string) => rows.filter(({ row }) => row === word)

  test('it has every kind of row that came after the first folder, spelled as ever', () => {
    everyRowIsKnown(rows)
    assert.deepEqual(missingKinds(rows, 'later'), [])
  })

  test('it has them in every state that is told apart', () => {
    const among = (word: string, attribute: string) => [...new Set(of(word).map((row) => row[attribute]))].sort()
    assert.deepEqual(among('payment', 'state'), ['open', 'paid'])
    assert.ok(of('payment').some(({ refund }) => refund?.state === 'done'))
    assert.deepEqual(among('waitlistEntry', 'state'), ['asked', 'waiting'])
    assert.deepEqual([...new Set(of('calendar').map(({ sk }) => sk.split('-')[0]))].sort(), ['own', 'team'])
    assert.ok(of('booking').some(({ chosen }) => chosen?.length === 3))
    assert.ok(of('booking').some(({ assignedBecause }) => assignedBecause === 'reassigned by hand'))
    assert.ok(of('booking').some(({ answerBy, status }) => answerBy && status === 'pending'))
    assert.ok(of('booking').some(({ offeredTo, status }) => offeredTo && status === 'held'))
    assert.ok(of('type').some(({ groups }) => groups?.length === 2))
    assert.equal(of('change').filter(({ pendingShard }) => pendingShard).length, 1)
  })
})

describe('opened by the product of today', () => {
  let host: RunningHost
  let ada: Client
  const customer = () => new Client(host.app)
  const read = async (token: string) => (await customer().get(`/api/public/bookings/${token}`)).body
  beforeAll(async () => {
    host = await startHost({ dataFolder: copyOf('desk-folder') })
    ada = await signIn(host, 'ada@demo.test', password)
  })
  afterAll(() => host.stop())

  test('customers’ links show what was booked, what was paid and what was given back', async () => {
    const seen: Record<string, unknown> = {}
    for (const [name, { token }] of Object.entries<{ token: string }>({ ...bookings, marked })) {
      const { status, startsAt, payment } = await read(token)
      seen[name] = [status, startsAt, payment?.refund?.state ?? payment?.state]
    }
    assert.deepEqual(seen, {
      team: ['confirmed', at('08:00', 7), undefined],
      paid: ['confirmed', at('08:00', 8), 'paid'],
      unpaid: ['pending', at('10:00', 8), 'open'],
      refunded: ['cancelled', at('12:00', 8), 'done'],
      visited: ['confirmed', at('08:00', 9), undefined],
      request: ['pending', at('08:00', 10), undefined],
      linked: ['confirmed', at('08:00', 11), undefined],
      given: ['confirmed', at('08:00', 12), undefined],
      marked: ['confirmed', at('10:00', 9), undefined],
    })
  })

  test('the desk lists them with who serves and why, notes, reasons and the deadline', async () => {
    const list = async (days: number) =>
      (await ada.get(`/api/bookings?from=${at('00:00', days)}&to=${at('00:00', days + 1)}`)).body.bookings
    const [team] = await list(7)
    assert.deepEqual(
      team.chosen.map(({ name, who }: { name?: string; who: unknown[] }) => [name, who.length]),
      [
        [undefined, 1],
        ['Nurses', 2],
        ['Room', 1],
      ],
    )
    assert.equal((await list(9))[0].notes, 'Brings a dog.')
    assert.ok(Date.parse((await list(10))[0].answerBy) > Date.parse(at('17:30')))
    assert.equal((await list(12)).length, 2, 'the one that was given away, and the walk-in')
    const cancelled = await ada.get(`/api/bookings?from=${at('00:00', 8)}&to=${at('00:00', 9)}&status=cancelled`)
    assert.equal(cancelled.body.bookings[0].cancelMessage, 'The train is late.')
  })

  test('the calendar has calendars, tags, the archive and the bin; the search finds', async () => {
    const listed = (await ada.get('/api/calendars')).body.calendars.map(({ id }: { id: string }) => id)
    assert.ok(listed.includes(calendars.own) && listed.includes(calendars.team))
    const tagged = (await ada.get(`/api/events/${events.tagged}`)).body
    assert.equal(tagged.title, 'Stand at the fair')
    assert.equal(tagged.tags.length, 1)
    assert.equal((await ada.post(`/api/events/${events.archived}/unarchive`)).status, 200)
    const gone = (await ada.get('/api/events/deleted')).body.events
    assert.deepEqual(
      gone.map(({ title }: { title: string }) => title),
      ['Thrown away'],
    )
    const found = (await ada.get('/api/search?q=fair')).body.events
    assert.ok(found.some(({ id }: { id: string }) => id === events.tagged))
    assert.equal((await ada.get('/api/contacts?q=noor')).body.contacts[0].name, 'Noor Haddad')
    const page = (await customer().get('/api/public/demo/websites/@ada')).body
    assert.deepEqual([page.introduction, page.types.length > 0], ['Ask me.', true])
  })

  test('a private link that is used up books nothing, the other books once', async () => {
    const by = (link: string, name: string) =>
      customer().post('/api/public/demo/invited/bookings', { ...bookingBody(at('12:00', 11), name), link })
    assert.equal((await by(links.used, 'Late')).status, 410)
    assert.equal((await by(links.open, 'Once')).status, 201)
  })

  test('what was marked is published: its mail comes once, by the words of the house', async () => {
    await recovered(host)
    const subjects = async (name: string) =>
      (await mails(host, `${name}@example.test`)).map(({ subject }) => subject.split(/[: ]/)[0])
    assert.deepEqual(await subjects('marked'), ['Booked'])
    assert.deepEqual(await subjects('team'), ['Seen'])
    assert.deepEqual(await subjects('given'), ['Booked', 'Now'])
  })

  test('who is asked takes the time with their link, and the next one goes on waiting', async () => {
    const entry = async (token: string) => (await customer().get(`/api/public/waitlist/${token}`)).body
    const { state, offered } = await entry(waiting.offered)
    assert.equal(state, 'asked')
    const hold = new URL(offered.url).searchParams.get('hold')
    const body = { ...bookingBody(at('19:00', 13), 'Offered'), hold }
    assert.equal((await customer().post('/api/public/demo/evening/bookings', body)).status, 201)
    await atRest(host)
    await until(
      'the first has it',
      async () => (await entry(waiting.offered)).state,
      (now) => now === 'taken',
    )
    assert.equal((await entry(waiting.waits)).state, 'waiting')
  })

  test('what nobody paid for is free again, and a request that nobody answered ends by itself', async () => {
    await advanceClock(host, DAY_MS)
    await until(
      'both are over',
      async () => [(await read(bookings.unpaid.token)).status, (await read(bookings.request.token)).status],
      (states) => String(states) === 'cancelled,cancelled',
    )
    const { slots } = (
      await customer().get(
        `/api/public/demo/paid/slots?from=${at('00:00', 8).slice(0, 10)}&to=${at('00:00', 8).slice(0, 10)}&timeZone=UTC`,
      )
    ).body
    assert.ok(slots.some(({ startsAt }: { startsAt: string }) => startsAt === at('10:00', 8)))
  })
})
