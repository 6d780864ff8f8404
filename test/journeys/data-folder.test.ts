import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { copyOf, manifestOf, rowsIn } from '../fixtures/opened.ts'
import {
  advanceClock,
  atRest,
  bookingBody,
  Client,
  calendarPart,
  mails,
  recovered,
  signIn,
  slots,
} from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { everyRowIsKnown, missingKinds, type StoredRow } from '../support/stored-rows.ts'
import { tableCall } from '../support/table.ts'
import { until } from '../support/waiting.ts'

const { tuesday, password, finished, unfinished } = manifestOf('data-folder')

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** A time of day (UTC), some days after the Tuesday on which everything in the folder begins. */
const at = (time: string, days = 0) =>
  `${new Date(Date.parse(tuesday) + days * DAY_MS).toISOString().slice(0, 10)}T${time}:00.000Z`

/** The Message-IDs of the mails that a folder holds. */
const messageIdsIn = (folder: string) =>
  readdirSync(join(folder, 'mails'))
    .filter((name) => name.endsWith('.eml'))
    .map((name) => /^Message-ID:\s+(<.+>)/im.exec(readFileSync(join(folder, 'mails', name), 'utf8'))![1]!)

/** Letter by letter: a mail that was sent by one release and again by the next must be the same mail. */
const messageId = (subject: string, version: number, about: string, recipient: string) =>
  `<demo.${subject}.${version}.${about}.${recipient}@almanac.test>`

describe('a data folder of commit 44c4f4a, stopped in the middle of everything', () => {
  let folder: string
  let rows: StoredRow[]
  beforeAll(async () => {
    folder = copyOf('data-folder')
    rows = await rowsIn(folder)
  })

  const of = (word: string) => rows.filter(({ row }) => row === word)
  const marked = (word: string) => rows.filter(({ pendingShard }) => pendingShard?.startsWith(`${word}#`))
  const among = (word: string, attribute: string) => [...new Set(of(word).map((row) => row[attribute]))].sort()

  test('it has every kind of row, spelled as ever', () => {
    everyRowIsKnown(rows)
    assert.deepEqual(missingKinds(rows, 'first'), [])
  })

  test('it has bookings, connections, invitations and effects in every state', () => {
    assert.deepEqual(among('booking', 'status'), ['cancelled', 'confirmed', 'held', 'pending'])
    assert.deepEqual(among('connection', 'status'), ['active', 'needsReconnect', 'planning'])
    assert.deepEqual(among('connection', 'provider'), ['google', 'microsoft'])
    assert.deepEqual(among('invitation', 'status'), ['accepted', 'open'])
    assert.deepEqual(among('effect', 'state'), ['parked', 'planned', 'sending', 'sent', 'skipped'])
    assert.deepEqual(among('effect', 'effect'), ['mail', 'reminder', 'sync'])
    assert.ok(of('connection').some(({ watch, cursor }) => watch && cursor))
  })

  test('it has events and bookings of every variant', () => {
    const variants: [string, string, (row: StoredRow) => unknown][] = [
      ['event', 'single', ({ times, rrule }) => times.kind === 'timed' && !rrule],
      ['event', 'of whole days', ({ times }) => times.kind === 'allDay'],
      ['event', 'series without end', ({ rrule }) => rrule === 'FREQ=WEEKLY'],
      ['event', 'with several rules and extra dates', ({ moreRules, rdates }) => moreRules && rdates],
      [
        'event',
        'with a moved occurrence',
        ({ changedOccurrences }) => JSON.stringify(changedOccurrences).includes('times'),
      ],
      [
        'event',
        'with a cancelled occurrence',
        ({ changedOccurrences }) => JSON.stringify(changedOccurrences).includes('"isCancelled":true'),
      ],
      ['event', 'split from another', ({ splitFrom }) => splitFrom],
      ['event', 'continued by another', ({ continuedBy }) => continuedBy],
      ['event', 'deleted, with its time to live', ({ isDeleted, expiresAt }) => isDeleted && expiresAt],
      ['event', 'crowded', ({ isCrowded, attendees }) => isCrowded && attendees.length > 20],
      ['event', 'adopted from a connected calendar', ({ source }) => source.kind === 'google'],
      ['event', 'announced', ({ announcementId }) => announcementId],
      ['event', 'that can be undone', ({ undo }) => undo],
      ['event', 'private', ({ privacy }) => privacy === 'private'],
      ['booking', 'with guests and answers', ({ guests, answers }) => guests.length > 0 && answers.about],
      ['booking', 'recurring', ({ dates }) => dates?.length === 3],
      ['booking', 'of a class', ({ session }) => session],
      ['booking', 'of linked things', ({ resources }) => resources.length === 2],
      ['booking', 'of a shared thing', ({ sharedResources }) => sharedResources.length === 1],
      ['booking', 'moved', ({ sequence, status }) => sequence === 1 && status === 'confirmed'],
      ['booking', 'counted by limits', ({ counted }) => counted.length > 0],
      ['head', 'with days off', ({ daysOff }) => daysOff?.length > 0],
      ['company', 'with holidays', ({ holidays }) => holidays?.length > 0],
    ]
    const missing = variants
      .filter(([word, , fits]) => !of(word).some(fits))
      .map(([word, variant]) => `${word} ${variant}`)
    assert.deepEqual(missing, [])
    const claims = of('day').flatMap((row) => Object.entries(row).filter(([name]) => name.startsWith('.')))
    const letters = new Set(claims.map(([, text]) => text[0]))
    assert.deepEqual([...letters].sort(), ['b', 'e', 'h', 'p', 's', 'x'])
  })

  test('marks are open, messages wait, schedules stand, the stream has been read only so far', () => {
    assert.deepEqual(
      ['change', 'hold', 'announcement', 'connection'].map((word) => marked(word).length),
      [5, 2, 1, 2],
    )
    assert.ok(marked('effect').length >= 7 && marked('reminder').length >= 10)
    const queues = new DatabaseSync(join(folder, 'queues', 'fauxqs.db'))
    const waiting = queues.prepare('SELECT DISTINCT queue_name AS name FROM sqs_messages ORDER BY name').all()
    assert.deepEqual(
      Array.from(waiting, ({ name }) => name),
      ['QueuesMail440F369D', 'QueuesReminders280056B4', 'QueuesSyncBBC98795.fifo'],
    )
    queues.close()
    const host = new DatabaseSync(join(folder, 'host.sqlite'))
    assert.ok(Number(host.prepare('SELECT count(*) AS n FROM schedules').get()!['n']) >= 10)
    const position = Number(host.prepare("SELECT value FROM kept WHERE key LIKE 'stream:%'").get()!['value'])
    host.close()
    const table = new DatabaseSync(join(folder, 'table.sqlite'))
    assert.ok(position < Number(table.prepare('SELECT max(id) AS n FROM _stream_records').get()!['n']))
    table.close()
  })
})

describe('opened by the product of today', () => {
  let host: RunningHost
  let ada: Client
  let adaId: string
  let mailsBefore: string[]
  const customer = () => new Client(host.app)
  const { bookings, connections } = finished
  const google = async (path: string, body?: object) =>
    (await fetch(`${host.local.google}/_control/${path}`, body && { method: 'POST', body: JSON.stringify(body) }).then(
      (response) => response.json(),
      // biome-ignore lint/suspicious/noExplicitAny: the provider's own variants
    )) as any
  const copiesAt = async (provider: 'google' | 'microsoft', account: string, title: string): Promise<string[]> => {
    const { accounts } = await fetch(`${host.local[provider]}/_control/events`).then(
      // biome-ignore lint/suspicious/noExplicitAny: the provider's own variants
      (response) => response.json() as any,
    )
    return accounts[account]
      .filter(({ status }: { status?: string }) => status !== 'cancelled')
      .map((event: Record<string, string>) => event[title])
      .sort()
  }
  const atGoogle = () => copiesAt('google', 'ada@gmail.test', 'summary')
  let copiesBefore: string[]

  beforeAll(async () => {
    const dataFolder = copyOf('data-folder')
    mailsBefore = messageIdsIn(dataFolder)
    // A kill may also cut off a mail that the mail server was about to write: it was not taken, and is sent again.
    for (const [name, text] of [
      ['cut0', ''],
      ['cut1', 'Message-ID: <demo.cut'],
    ])
      writeFileSync(join(dataFolder, 'mails', `${name}.eml`), text!)
    host = await startHost({ dataFolder })
    copiesBefore = await atGoogle()
    ada = await signIn(host, 'ada@demo.test', password)
    adaId = (await ada.get('/api/me')).body.id
  })
  afterAll(() => host.stop())

  /** Titles in somebody's calendar, in the order of their starts. */
  const titles = async (client: Client, from: string, to: string): Promise<string[]> =>
    (await client.get(`/api/events?from=${from}&to=${to}`)).body.events.map(({ title }: { title: string }) => title)

  test('people sign in, and who was signed in still is', async () => {
    const stillIn = customer()
    stillIn.cookie = finished.cookie
    assert.equal((await stillIn.get('/api/me')).body.email, 'ada@demo.test')
    assert.equal((await customer().post('/api/session', { email: 'ada@demo.test', password: 'guess' })).status, 401)
  })

  test('the calendar shows what it should', async () => {
    assert.deepEqual(
      (await titles(ada, at('00:00', 7), at('00:00', 8))).sort(),
      [
        'Made at Google',
        'Parked',
        'Single',
        'Type ask: Pending',
        'Type consult: Confirmed',
        'Type consult: Moved',
        'Weekly',
      ].sort(),
    )
    const weekly = (await ada.get(`/api/events?from=${at('00:00', 7)}&to=${at('00:00', 80)}`)).body.events.filter(
      ({ title }: { title: string }) => title.startsWith('Weekly'),
    )
    assert.deepEqual(
      weekly.map(({ title, startsAt }: { title: string; startsAt: string }) => [title, startsAt]),
      [
        ['Weekly', at('16:00', 7)],
        ['Weekly', at('17:00', 15)],
        ['Weekly', at('16:00', 28)],
        ['Weekly', at('16:00', 35)],
        ['Weekly', at('16:00', 42)],
        ['Weekly', at('16:00', 49)],
        ['Weekly, later', at('16:00', 56)],
        ['Weekly, later', at('16:00', 63)],
        ['Weekly, later', at('16:00', 70)],
      ],
    )
    assert.equal((await ada.get(`/api/events/${finished.deleted}`)).status, 404)
    const late = await signIn(host, finished.crowd.at(-1), password)
    assert.deepEqual(await titles(late, at('00:00', 16), at('00:00', 17)), ['All hands'])
  })

  test('customers’ links are followed', async () => {
    const seen = Object.fromEntries(
      await Promise.all(
        Object.entries<{ token: string }>({ ...bookings, queued: unfinished.queued, marked: unfinished.marked }).map(
          async ([name, { token }]) => {
            assert.match(token, /^demo\.[0-9a-z]{16}\.manage\.1\.[\w-]{32}$/)
            const { status, body } = await customer().get(`/api/public/bookings/${token}`)
            return [name, `${status} ${body.status} ${body.startsAt}`]
          },
        ),
      ),
    )
    assert.deepEqual(seen, {
      confirmed: `200 confirmed ${at('07:00', 7)}`,
      moved: `200 confirmed ${at('11:00', 7)}`,
      cancelled: `200 cancelled ${at('09:00', 7)}`,
      pending: `200 pending ${at('12:00', 7)}`,
      serial: `200 confirmed ${at('13:00', 10)}`,
      seat: `200 confirmed ${at('07:00', 10)}`,
      reminded: `200 confirmed ${at('18:00')}`,
      queued: `200 confirmed ${at('07:00', 14)}`,
      marked: `200 confirmed ${at('08:00', 14)}`,
    })
  })

  test('a repeated request is known by its key', async () => {
    const body = {
      ...bookingBody(bookings.confirmed.startsAt, 'Confirmed'),
      guests: ['guest@example.test'],
      answers: { about: 'The roof' },
    }
    const again = await customer().post('/api/public/demo/consult/bookings', body, { 'idempotency-key': 'once' })
    assert.deepEqual([again.status, again.body.bookingId], [201, bookings.confirmed.bookingId])
  })

  test('what is taken is not offered, and says why', async () => {
    const starts = (await slots(host, 'consult', 14, 'UTC')).map(({ startsAt }) => startsAt)
    const taken = ['06:30', '07:00', '08:00', '10:00', '11:00'].map((time) => at(time, 14))
    assert.deepEqual(
      taken.filter((start) => starts.includes(start)),
      [],
    )
    assert.ok(starts.includes(at('09:00', 14)), 'it was given back')
    const reasonAt = async (startsAt: string) =>
      (await ada.get(`/api/explain/consult?startsAt=${startsAt}`)).body.reason
    assert.deepEqual(
      [(await reasonAt(at('07:00', 14))).reason, (await reasonAt(at('10:00', 14))).reason],
      ['busy', 'hold'],
    )
  })

  test('a live hold becomes its customer’s booking', async () => {
    const [hold] = unfinished.holds
    assert.match(hold, /^demo\.[0-9a-z]{16}\.hold\.1\.[\w-]{32}$/)
    const kept = { ...bookingBody(at('10:00', 14), 'Keeper'), hold }
    const booked = await customer().post('/api/public/demo/consult/bookings', kept)
    assert.deepEqual([booked.status, booked.body.bookingId], [201, hold.split('.')[1]])
  })

  test('an invitation is accepted', async () => {
    const { invitation } = finished
    assert.match(invitation, /^demo\.[0-9a-z]{16}\.join\.1\.[\w-]{32}$/)
    const accepted = { name: 'Late', password, timeZone: 'UTC' }
    assert.equal((await customer().post(`/api/public/invitations/${invitation}/accept`, accepted)).status, 201)
  })

  test('open marks are published, what was under way is finished, and each mail comes once', async () => {
    await google('events', {
      account: 'ada@gmail.test',
      event: {
        summary: 'Made since',
        start: { dateTime: at('14:00', 15), timeZone: 'UTC' },
        end: { dateTime: at('14:30', 15), timeZone: 'UTC' },
      },
    })
    await recovered(host)
    const { interrupted, queued, marked, markedAndCancelled, holds, invitations } = unfinished
    const subjectOf = (token: string) => token.split('.')[1]!
    const due = [
      messageId(interrupted.bookingId, 1, 'booked', 'customer'),
      messageId(queued.bookingId, 1, 'booked', 'customer'),
      messageId(queued.bookingId, 1, 'booked', 'guest-queued-guest-example-test'),
      messageId(queued.bookingId, 1, 'booked', `host-${adaId}`),
      messageId(marked.bookingId, 1, 'booked', 'customer'),
      messageId(marked.bookingId, 1, 'booked', `host-${adaId}`),
      messageId(markedAndCancelled.bookingId, 2, 'cancelled', 'customer'),
      messageId(markedAndCancelled.bookingId, 2, 'cancelled', `host-${adaId}`),
      messageId(subjectOf(invitations.queued), 1, 'invited', 'invited'),
      messageId(subjectOf(invitations.marked), 1, 'invited', 'invited'),
      messageId(subjectOf(holds[0]), 2, 'booked', 'customer'),
      messageId(subjectOf(holds[0]), 2, 'booked', `host-${adaId}`),
    ]
    const received = (await mails(host)).map(({ headers }) => headers['message-id'])
    assert.deepEqual(received.sort(), [...mailsBefore, ...due].sort())
  })

  test('what ended is cleared away, and what was announced stands', async () => {
    const holdsMarked = async () => {
      const ofHolds = { ':hold': { S: 'hold#' } }
      const filter = { FilterExpression: 'begins_with(pendingShard, :hold)', ExpressionAttributeValues: ofHolds }
      return (await tableCall<{ Count: number }>(host, 'Scan', filter)).Count
    }
    await until('the sweep gives the ended hold back', holdsMarked, (count) => count === 0)
    const starts = (await slots(host, 'consult', 14, 'UTC')).map(({ startsAt }) => startsAt)
    assert.ok(starts.includes(at('11:00', 14)), 'the other hold ended')
    const band = await titles(ada, at('17:00', 9), at('18:00', 9))
    assert.ok(band.includes('Band'))
    const onBand = await customer().post('/api/public/demo/attic/bookings', bookingBody(at('17:00', 16), 'Band'))
    assert.deepEqual([onBand.status, onBand.body.refusal], [409, 'SlotTaken'])
  })

  test('connected calendars are in step again, and nothing stands there twice', async () => {
    const made = [
      'Band',
      'Marked event',
      'Queued event',
      'Type consult: Keeper',
      'Type consult: Marked',
      'Type consult: Queued',
    ]
    const since = ['Made since', ...made]
    assert.deepEqual(await atGoogle(), [...copiesBefore, ...since].sort())
    assert.deepEqual(await titles(ada, at('14:00', 15), at('14:30', 15)), ['Made since'])
    const states = (await ada.get('/api/connections')).body.connections.map(
      ({ id, status, problem }: Record<string, string>) => [id, status, problem],
    )
    assert.deepEqual(
      states.map(([id, status]: string[]) => [id, status]),
      [[connections.google, 'active']],
    )
    const grace = await signIn(host, 'grace@demo.test', password)
    const { id: graceId } = (await grace.get('/api/me')).body
    const free = (await slots(host, 'team', 7, 'UTC')).at(-1)!
    const booked = await customer().post('/api/public/demo/team/bookings', {
      ...bookingBody(free.startsAt, 'Outlook'),
      hostId: graceId,
    })
    assert.equal(booked.status, 201, JSON.stringify(booked.body))
    await atRest(host)
    const there = await copiesAt('microsoft', 'grace@outlook.test', 'subject')
    assert.equal(there.filter((title) => title === 'Talk to the team: Outlook').length, 1)
  })

  test('a move by the customer is one mail about the same appointment', async () => {
    const { token, bookingId } = bookings.moved
    const moved = await customer().patch(`/api/public/bookings/${token}`, { startsAt: at('14:30', 14) })
    assert.equal(moved.status, 200, JSON.stringify(moved.body))
    await atRest(host)
    const [mail, ...more] = (await mails(host, 'moved@example.test')).filter(
      ({ headers }) => headers['message-id'] === messageId(bookingId, 3, 'moved', 'customer'),
    )
    assert.deepEqual(more, [])
    const calendar = await calendarPart(host, mail!)
    assert.match(calendar, new RegExp(`^UID:${bookingId}@almanac\r?$`, 'm'))
    assert.match(calendar, /^SEQUENCE:2\r?$/m)
  })

  test('a reminder that was planned then comes when it is due', async () => {
    const { bookingId, startsAt } = bookings.confirmed
    const due = Date.parse(startsAt) - DAY_MS
    await advanceClock(host, due + HOUR_MS - (await advanceClock(host, 0)))
    const reminders = async () =>
      (await mails(host, 'confirmed@example.test'))
        .map(({ headers }) => headers['message-id'])
        .filter((id) => id?.includes('reminder'))
    await until('the reminder is there', reminders, (found) => found.length > 0)
    await atRest(host)
    assert.deepEqual(await reminders(), [messageId(bookingId, 1, `reminder.${Date.parse(startsAt)}-1440`, 'customer')])
  })

  test('what is written today is spelled as what was written then', async () => {
    const { startsAt } = (await slots(host, 'consult', 14, 'UTC')).at(-1)!
    const hold = await customer().post('/api/public/demo/consult/holds', { startsAt, timeZone: 'UTC' })
    assert.equal(hold.status, 201, JSON.stringify(hold.body))
    const { Items, LastEvaluatedKey } = await tableCall<{
      Items: Parameters<typeof unmarshall>[0][]
      LastEvaluatedKey?: object
    }>(host, 'Scan', {})
    assert.equal(LastEvaluatedKey, undefined)
    everyRowIsKnown(Items.map((item) => unmarshall(item)) as StoredRow[])
  })
})
