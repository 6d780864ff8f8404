import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { advanceClock, type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

// biome-ignore lint/suspicious/noExplicitAny: entries are looked into as data
type Json = any

describe('what an event says beside its time', () => {
  let host: RunningHost
  let ada: Client
  let grace: Client
  let adaId: string
  let graceId: string
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    const [member] = host.local.demo.members
    grace = await signIn(host, member!.email, member!.password)
    adaId = (await ada.get('/api/me')).body.id
    graceId = (await grace.get('/api/me')).body.id
  })
  afterAll(() => host.stop())

  let day = 1
  /** An hour of a day that no other test uses. */
  const anHour = () => {
    const date = `2027-06-${String(day++).padStart(2, '0')}`
    return { startsAt: `${date}T09:00:00.000Z`, endsAt: `${date}T10:00:00.000Z` }
  }
  const made = async (fields: Json, client = ada) => {
    const { status, body } = await client.post('/api/events', { title: 'Event', ...anHour(), ...fields })
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }
  const listed = async (client: Client, query = '', from = '2027-06-01', to = '2027-07-01'): Promise<Json[]> => {
    const { status, body } = await client.get(`/api/events?from=${from}T00:00:00Z&to=${to}T00:00:00Z${query}`)
    assert.equal(status, 200, JSON.stringify(body))
    return body.events
  }
  const entryOf = async (client: Client, id: string, query = '') =>
    (await listed(client, query)).find((entry) => entry.id === id)
  const faults = ({ status, body }: Json) => [status, body.errors?.map(({ path, code }: Json) => [path, code])]

  test('reminders, attachments, tags, an appointment type and optional people are kept, answered and undone', async () => {
    const fields = {
      reminders: [
        { minutesBefore: 0, by: 'screen' },
        { minutesBefore: 40_320, by: 'mail' },
      ],
      attachments: [{ title: 'Plan', url: 'https://files.test/plan' }],
      tags: ['customer-meeting'],
      appointmentTypeId: 'call',
      attendees: [{ email: 'grace@demo.test', isOptional: true }, { email: 'guest@outside.test' }],
    }
    const event = await made(fields)
    const { body } = await ada.get(`/api/events/${event.id}`)
    for (const name of ['reminders', 'attachments', 'tags', 'appointmentTypeId'] as const)
      assert.deepEqual(body[name], fields[name], name)
    assert.deepEqual(
      body.attendees.map(({ isOptional }: Json) => isOptional),
      [true, undefined],
    )
    assert.deepEqual((await entryOf(ada, event.id)).tags, ['customer-meeting'])
    const changed = await ada.patch(`/api/events/${event.id}`, {
      reminders: [],
      tags: ['internal-meeting'],
      attachments: [],
      appointmentTypeId: null,
    })
    assert.deepEqual(
      [changed.body.reminders, changed.body.tags, changed.body.attachments, changed.body.appointmentTypeId],
      [[], ['internal-meeting'], [], undefined],
    )
    const undone = await ada.post(`/api/events/${event.id}/undo`, { version: changed.body.undo.version })
    for (const name of ['reminders', 'attachments', 'tags', 'appointmentTypeId'] as const)
      assert.deepEqual(undone.body[name], fields[name], name)
  })

  test('what the company does not have, and what is too much, is refused where it stands', async () => {
    const wrong = await ada.post('/api/events', {
      title: 'Wrong',
      ...anHour(),
      tags: ['customer-meeting', 'unknown'],
      appointmentTypeId: 'unknown',
    })
    assert.deepEqual(faults(wrong), [
      400,
      [
        ['tags.1', 'notOfCompany'],
        ['appointmentTypeId', 'notOfCompany'],
      ],
    ])
    const much = await ada.post('/api/events', {
      title: 'Much',
      ...anHour(),
      tags: Array.from({ length: 1000 }, (_, i) => `t${i}`),
      reminders: Array.from({ length: 6 }, (_, i) => ({ minutesBefore: i, by: 'mail' })),
      attachments: [{ title: 'Script', url: 'javascript:alert(1)' }],
    })
    assert.deepEqual(faults(much), [
      400,
      [
        ['tags', 'tooMany'],
        ['attachments.0.url', 'notWebAddress'],
        ['reminders', 'tooMany'],
      ],
    ])
    assert.deepEqual(faults(await ada.post('/api/events', { title: 'x', ...anHour(), organizerId: 'nobody' })), [
      400,
      [['organizerId', 'notOfCompany']],
    ])
  })

  test('a description has two forms, and each goes with the other', async () => {
    const html =
      '<p>Read <b>this</b> &amp; <a href="https://x.test/a?b=1&amp;c=2" onclick="x()">that</a></p><ul><li>one</li><li>two</li></ul><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:x()">no</a>'
    const event = await made({ descriptionHtml: html })
    assert.equal(
      event.descriptionHtml,
      '<p>Read <b>this</b> &amp; <a href="https://x.test/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank">that</a></p><ul><li>one</li><li>two</li></ul><a rel="noopener noreferrer nofollow" target="_blank">no</a>',
    )
    assert.equal(event.description, 'Read this & that (https://x.test/a?b=1&c=2)\n\n- one\n- two\nno')
    const plain = await ada.patch(`/api/events/${event.id}`, { description: '<b>as it is</b>' })
    assert.deepEqual([plain.body.description, plain.body.descriptionHtml], ['<b>as it is</b>', ''])
    const { body: back } = await ada.post(`/api/events/${event.id}/undo`, { version: plain.body.undo.version })
    assert.deepEqual([back.description, back.descriptionHtml], [event.description, event.descriptionHtml])
    const none = await ada.patch(`/api/events/${event.id}`, { descriptionHtml: '<p> </p>' })
    assert.deepEqual([none.body.description, none.body.descriptionHtml], ['', ''])
    assert.deepEqual(
      faults(await ada.patch(`/api/events/${event.id}`, { descriptionHtml: `<p>${'x'.repeat(8001)}</p>` })),
      [400, [['descriptionHtml', 'tooLong']]],
    )
  })

  test('one date of a series has words of its own, what follows a split takes its own along', async () => {
    const series = await made({
      title: 'Weekly',
      ...{ startsAt: '2027-06-02T12:00:00Z', endsAt: '2027-06-02T13:00:00Z', timeZone: 'UTC' },
      rrule: 'FREQ=WEEKLY;COUNT=4',
      tags: ['customer-meeting'],
      descriptionHtml: '<b>All</b>',
      reminders: [{ minutesBefore: 10, by: 'mail' }],
    })
    const path = `/api/events/${series.id}`
    const at = (date: string) => `occurrence=2027-06-${date}T12:00:00Z`
    const own = {
      tags: [],
      attachments: [{ title: 'Own', url: 'https://files.test/own' }],
      reminders: [],
      descriptionHtml: '<i>One</i>',
    }
    assert.equal((await ada.patch(`${path}?scope=this&${at('09')}`, own)).status, 200)
    const one = (await ada.get(`${path}?${at('09')}`)).body
    assert.deepEqual(
      [one.tags, one.attachments, one.reminders, one.descriptionHtml, one.description],
      [[], own.attachments, [], '<i>One</i>', 'One'],
    )
    assert.deepEqual(
      (await listed(ada)).filter(({ id }) => id === series.id).map(({ tags }) => tags.length),
      [1, 0, 1, 1],
    )
    const reset = {
      tags: ['customer-meeting'],
      attachments: [],
      reminders: series.reminders,
      descriptionHtml: '<b>All</b>',
    }
    const { body: plain } = await ada.patch(`${path}?scope=this&${at('09')}`, reset)
    assert.deepEqual(
      plain.occurrences.map(({ became }: Json) => became),
      ['reverted'],
    )
    for (const name of ['organizerId', 'calendarId', 'privacy', 'appointmentTypeId'])
      assert.deepEqual(
        faults(
          await ada.patch(`${path}?scope=this&${at('09')}`, { [name]: name === 'privacy' ? 'private' : 'call' }),
        ).at(0),
        400,
        name,
      )
    const { body: later } = await ada.patch(`${path}?scope=following&${at('16')}`, { tags: ['internal-meeting'] })
    assert.deepEqual(
      [later.tags, later.descriptionHtml, later.reminders],
      [['internal-meeting'], '<b>All</b>', series.reminders],
    )
    assert.deepEqual((await ada.get(path)).body.tags, ['customer-meeting'])
  })

  test('a whole day blocks nobody unless its maker says so, a timed event does', async () => {
    const whole = { startsAt: undefined, endsAt: undefined, startDate: '2027-06-20', endDate: '2027-06-21' }
    const [free, busy, timed] = [await made(whole), await made({ ...whole, showAs: 'busy' }), await made({})]
    assert.deepEqual([free.showAs, busy.showAs, timed.showAs], ['free', 'busy', 'busy'])
    const { body } = await ada.patch(`/api/events/${timed.id}`, { startDate: '2027-06-22', endDate: '2027-06-23' })
    assert.equal(body.showAs, 'busy')
  })

  test('an event is handed over: its new organizer has it, the old one stays in it, and that can be undone', async () => {
    const event = await made({ title: 'Ours' })
    const path = `/api/events/${event.id}`
    assert.equal((await grace.patch(path, { organizerId: graceId })).body.refusal, 'NotAllowed')
    const handed = await ada.patch(path, { organizerId: graceId })
    assert.deepEqual(
      [handed.body.organizer.id, handed.body.attendees, handed.body.canChange],
      [graceId, [{ email: 'ada@demo.test', name: handed.body.attendees[0].name, reply: 'accepted' }], false],
    )
    assert.ok(await entryOf(grace, event.id))
    assert.ok(await entryOf(ada, event.id))
    assert.equal((await grace.patch(path, { title: 'Mine', attendees: [] })).status, 200)
    assert.equal(await entryOf(ada, event.id), undefined)
    // An admin gives what a colleague has to somebody else, and changes nothing of it.
    assert.equal((await ada.patch(path, { organizerId: adaId, title: 'x' })).body.refusal, 'NotAllowed')
    const { body: back } = await ada.patch(path, { organizerId: adaId })
    assert.deepEqual([back.organizer.id, back.attendees.map(({ email }: Json) => email)], [adaId, ['grace@demo.test']])
    const { body: undone } = await grace.post(`${path}/undo`, { version: back.undo.version })
    assert.deepEqual([undone.organizer.id, undone.attendees], [graceId, []])
    assert.equal(await entryOf(ada, event.id), undefined)
  })

  test('one is made for a colleague: it is theirs, and who made it is in it', async () => {
    const event = await made({ organizerId: adaId }, grace)
    assert.deepEqual(
      [event.organizer.id, event.attendees.map(({ email, reply }: Json) => [email, reply])],
      [adaId, [['grace@demo.test', 'accepted']]],
    )
    assert.ok(await entryOf(ada, event.id))
  })

  test('what several shown people share comes once, with whose it is', async () => {
    const event = await made({ attendees: [{ email: 'grace@demo.test' }] })
    const both = (await listed(ada, `&members=${adaId},${graceId}`)).filter(({ id }) => id === event.id)
    assert.deepEqual(
      both.map(({ ownerIds, calendarId, reply }) => [ownerIds, calendarId, reply]),
      [[[adaId, graceId], `first-${adaId}`, undefined]],
    )
    assert.deepEqual((await entryOf(ada, event.id, `&members=${graceId}`)).ownerIds, [graceId])
  })

  test('an archived event is off every calendar, and comes back as itself', async () => {
    const room = (await ada.post('/api/resources', { name: 'Attic', timeZone: 'UTC' })).body
    const event = await made({ title: 'Put away', attendees: [{ email: 'grace@demo.test' }], resources: [room.id] })
    const path = `/api/events/${event.id}`
    assert.equal((await grace.post(`${path}/archive`)).body.refusal, 'NotAllowed')
    const archived = await ada.post(`${path}/archive`)
    assert.deepEqual([archived.status, archived.body.isArchived, archived.body.version], [200, true, 2])
    for (const client of [ada, grace]) assert.equal(await entryOf(client, event.id), undefined)
    assert.equal((await ada.get(path)).body.isArchived, true)
    const lying = (await ada.get('/api/events/archived')).body
    assert.deepEqual(
      lying.events.map(({ id, title }: Json) => [id, title]),
      [[event.id, 'Put away']],
    )
    assert.ok(Date.parse(lying.events[0].archivedAt) > 0)
    // Its room is free meanwhile.
    const { startsAt, endsAt } = event
    const other = await made({ title: 'In its room', startsAt, endsAt, resources: [room.id] })
    assert.equal((await ada.post(`${path}/unarchive`)).body.refusal, 'RoomTaken')
    assert.equal((await ada.get('/api/events/archived')).body.events.length, 1)
    await ada.delete(`/api/events/${other.id}`)
    const back = await ada.post(`${path}/unarchive`)
    assert.deepEqual([back.status, back.body.isArchived, back.body.version], [200, undefined, 3])
    assert.ok(await entryOf(grace, event.id))
    assert.deepEqual((await ada.get('/api/events/archived')).body.events, [])
    assert.equal(
      (await ada.post('/api/events', { title: 'x', startsAt, endsAt, resources: [room.id] })).body.refusal,
      'RoomTaken',
    )
    const again = await ada.post(`${path}/archive`)
    const undone = await ada.post(`${path}/undo`, { version: again.body.version })
    assert.equal(undone.body.isArchived, undefined)
    assert.deepEqual((await ada.get('/api/events/archived')).body.events, [])
  })

  test('a series in a room is archived and comes back, unless the room is taken', async () => {
    const room = (await ada.post('/api/resources', { name: 'Cellar', timeZone: 'UTC' })).body
    const times = { startsAt: '2027-06-21T18:00:00Z', endsAt: '2027-06-21T19:00:00Z', timeZone: 'UTC' }
    const series = await made({ ...times, rrule: 'FREQ=WEEKLY', resources: [room.id] })
    const path = `/api/events/${series.id}`
    assert.equal((await ada.post(`${path}/archive`)).status, 200)
    const next = { startsAt: '2027-06-28T18:00:00Z', endsAt: '2027-06-28T19:00:00Z' }
    const other = await made({ ...next, resources: [room.id] })
    const refused = await ada.post(`${path}/unarchive`)
    assert.deepEqual([refused.body.refusal, refused.body.clashes.length], ['RoomTaken', 1])
    assert.equal((await ada.get(path)).body.isArchived, true)
    await ada.delete(`/api/events/${other.id}`)
    assert.equal((await ada.post(`${path}/unarchive`)).status, 200)
    assert.equal((await listed(ada)).filter(({ id }) => id === series.id).length, 2)
  })

  test('a long archive goes on where it ended', async () => {
    const fields = { title: 'Old', startsAt: '2028-01-01T09:00:00Z', endsAt: '2028-01-01T10:00:00Z', showAs: 'free' }
    const ids: string[] = []
    for (let i = 0; i < 101; i++) ids.push((await grace.post('/api/events', fields)).body.id)
    for (const id of ids) assert.equal((await grace.post(`/api/events/${id}/archive`)).status, 200)
    const first = (await grace.get('/api/events/archived')).body
    const second = (await grace.get(`/api/events/archived?next=${first.next}`)).body
    assert.deepEqual([first.events.length, second.events.length, second.next], [100, 1, undefined])
    const found = [...first.events, ...second.events].map(({ id }: Json) => id)
    assert.deepEqual(new Set(found), new Set(ids))
  })

  test('what was deleted lies in the bin for thirty days, for who organized it, and is restored', async () => {
    const event = await made({
      title: 'Thrown away',
      attendees: [{ email: 'grace@demo.test' }],
      tags: ['customer-meeting'],
    })
    const path = `/api/events/${event.id}`
    assert.equal((await ada.delete(path)).status, 204)
    const [lying] = (await ada.get('/api/events/deleted')).body.events
    assert.deepEqual(
      [lying.id, lying.title, lying.deletedBy.id, lying.tags],
      [event.id, 'Thrown away', adaId, ['customer-meeting']],
    )
    assert.deepEqual((await grace.get('/api/events/deleted')).body.events, [])
    assert.equal((await grace.post(`${path}/restore`)).body.refusal, 'NotAllowed')
    const back = await ada.post(`${path}/restore`)
    assert.deepEqual([back.status, back.body.version, back.body.title], [200, 3, 'Thrown away'])
    assert.ok(await entryOf(grace, event.id))
    assert.ok(!(await ada.get('/api/events/deleted')).body.events.some(({ id }: Json) => id === event.id))
    assert.equal((await ada.post(`${path}/restore`)).status, 404)
    await ada.delete(path)
    const { version } = (await ada.get('/api/events/deleted')).body.events[0]
    assert.equal((await ada.post(`${path}/undo`, { version })).status, 200)
    assert.ok(!(await ada.get('/api/events/deleted')).body.events.some(({ id }: Json) => id === event.id))
  })

  test('a cancelled booking is not restored, and says so', async () => {
    const [slot] = (await ada.get('/api/public/demo/call/slots?from=2026-12-01&to=2026-12-04&timeZone=UTC')).body.slots
    const customer = { name: 'Noor', email: 'noor@example.test', timeZone: 'UTC' }
    const { body } = await ada.post('/api/public/demo/call/bookings', { startsAt: slot.startsAt, customer })
    assert.equal((await ada.delete(`/api/events/${body.bookingId}`)).status, 204)
    const refused = await ada.post(`/api/events/${body.bookingId}/restore`)
    assert.deepEqual([refused.status, refused.body.refusal], [409, 'BookingOver'])
    assert.match(refused.body.detail, /cannot be restored/)
  })

  test('after thirty days the bin is empty', async () => {
    const event = await made({})
    await ada.delete(`/api/events/${event.id}`)
    assert.equal((await ada.get('/api/events/deleted')).body.events.length > 0, true)
    await advanceClock(host, 30 * 86_400_000)
    // Sessions end by then too.
    const later = await signIn(host)
    assert.deepEqual((await later.get('/api/events/deleted')).body.events, [])
    assert.equal((await later.post(`/api/events/${event.id}/restore`)).status, 404)
  })
})
