import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { bookingBody, Client, signIn, slots } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into as data
type Json = any

describe('calendars', () => {
  let host: RunningHost
  let ada: Client
  let grace: Client
  let noor: Client
  let ids: { ada: string; grace: string; noor: string }
  let noorsAddress: string
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    const [one, two] = host.local.demo.members
    grace = await signIn(host, one!.email, one!.password)
    noor = await signIn(host, two!.email, two!.password)
    noorsAddress = two!.email
    const idOf = async (client: Client) => (await client.get('/api/me')).body.id as string
    ids = { ada: await idOf(ada), grace: await idOf(grace), noor: await idOf(noor) }
  })
  afterAll(() => host.stop())

  const calendars = async (client: Client): Promise<Json[]> => (await client.get('/api/calendars')).body.calendars
  const calendarOf = async (client: Client, id: string) => (await calendars(client)).find((one) => one.id === id)
  const made = async (client: Client, name: string, fields: Json = {}) => {
    const { status, body } = await client.post('/api/calendars', { name, kind: 'personal', ...fields })
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }
  let day = 0
  const anHour = () => {
    const date = new Date(Date.UTC(2027, 7, 1 + day++)).toISOString().slice(0, 10)
    return { startsAt: `${date}T09:00:00.000Z`, endsAt: `${date}T10:00:00.000Z` }
  }
  const put = async (client: Client, fields: Json) => {
    const { status, body } = await client.post('/api/events', { title: 'Event', ...anHour(), ...fields })
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }
  const listed = async (client: Client, query: string): Promise<Json[]> => {
    const { status, body } = await client.get(`/api/events?from=2027-08-01T00:00:00Z&to=2028-08-01T00:00:00Z&${query}`)
    assert.equal(status, 200, JSON.stringify(body))
    return body.events
  }
  const isListed = async (client: Client, query: string, { id }: Json) =>
    (await listed(client, query)).some((one) => one.id === id)
  const faults = ({ status, body }: Json) => [status, body.errors?.map(({ path, code }: Json) => [path, code])]

  test('everybody has a first one from the start, under an id that never changes', async () => {
    const [own, ...others] = await calendars(grace)
    assert.deepEqual(
      [own.id, own.kind, own.ownerId, own.isFirst, own.mayManage, own.mayEdit, own.isBlocking, own.defaultPrivacy],
      [`first-${ids.grace}`, 'personal', ids.grace, true, true, true, true, 'public'],
    )
    assert.deepEqual(
      new Set(others.map(({ id, mayEdit, mayManage }) => `${id} ${mayEdit} ${mayManage}`)),
      new Set([`first-${ids.ada} false false`, `first-${ids.noor} false false`]),
    )
    const changed = await grace.patch(`/api/calendars/${own.id}`, { name: 'Work', colour: 'rose' })
    assert.deepEqual([changed.body.id, changed.body.name, changed.body.colour], [own.id, 'Work', 'rose'])
    assert.equal((await calendarOf(ada, own.id)).name, 'Work')
    assert.equal((await ada.patch(`/api/calendars/${own.id}`, { name: 'x' })).body.refusal, 'NotAllowed')
    assert.equal((await grace.delete(`/api/calendars/${own.id}`)).body.refusal, 'NotAllowed')
    const event = await put(grace, {})
    assert.equal(event.calendarId, own.id)
  })

  test('an event stands in one, takes its defaults, and moves', async () => {
    const own = await made(grace, 'Band', {
      defaultPrivacy: 'private',
      defaultReminders: [{ minutesBefore: 30, by: 'screen' }],
    })
    const first = `first-${ids.grace}`
    const event = await put(grace, { title: 'Rehearsal', calendarId: own.id })
    assert.deepEqual(
      [event.calendarId, event.privacy, event.reminders],
      [own.id, 'private', [{ minutesBefore: 30, by: 'screen' }]],
    )
    const open = await put(grace, { calendarId: own.id, privacy: 'public', reminders: [] })
    assert.deepEqual([open.privacy, open.reminders], ['public', []])
    assert.deepEqual(
      [
        await isListed(grace, `calendars=${own.id}`, event),
        await isListed(grace, `calendars=${first}`, event),
        await isListed(grace, `members=${ids.grace}`, event),
      ],
      [true, false, true],
    )
    const moved = await grace.patch(`/api/events/${event.id}`, { calendarId: first })
    assert.equal(moved.body.calendarId, first)
    assert.deepEqual(
      [await isListed(grace, `calendars=${own.id}`, event), await isListed(grace, `calendars=${first}`, event)],
      [false, true],
    )
    const { body: undone } = await grace.post(`/api/events/${event.id}/undo`, { version: moved.body.undo.version })
    assert.equal(undone.calendarId, own.id)
    // A colleague does not even know that there is one: to them it stands in her first.
    assert.equal(await calendarOf(ada, own.id), undefined)
    assert.equal((await ada.get(`/api/events/${open.id}`)).body.calendarId, first)
    assert.deepEqual(
      faults(await ada.get(`/api/events?from=2027-08-01T00:00:00Z&to=2027-09-01T00:00:00Z&calendars=${own.id}`)),
      [400, [['query.calendars.0', 'notOfCompany']]],
    )
    const invited = await put(ada, { attendees: [{ email: 'grace@demo.test' }] })
    assert.equal(await isListed(grace, `calendars=${first}`, invited), true)
    assert.equal(await isListed(grace, `calendars=${own.id}`, invited), false)
  })

  test('one stands in a calendar of its organizer or of a team, and goes along when it is handed over', async () => {
    const own = await made(grace, 'Garden')
    const wrong = { title: 'x', ...anHour() }
    assert.deepEqual(faults(await grace.post('/api/events', { ...wrong, calendarId: 'own-none' })), [
      400,
      [['calendarId', 'notOfCompany']],
    ])
    assert.deepEqual(faults(await grace.post('/api/events', { ...wrong, calendarId: own.id, organizerId: ids.ada })), [
      400,
      [['calendarId', 'notOfOrganizer']],
    ])
    assert.equal(
      (await noor.post('/api/events', { ...wrong, calendarId: `first-${ids.grace}` })).body.refusal,
      'NotAllowed',
    )
    const event = await put(grace, { calendarId: own.id })
    const { body } = await grace.patch(`/api/events/${event.id}`, { organizerId: ids.ada })
    assert.equal(body.calendarId, `first-${ids.ada}`)
  })

  test('who may edit a calendar makes, reads, changes, archives and deletes what stands in it, and no more', async () => {
    const own = await made(grace, 'Office', { members: [{ memberId: ids.noor, right: 'edit' }] })
    assert.deepEqual(
      [(await calendarOf(noor, own.id)).mayEdit, (await calendarOf(noor, own.id)).mayManage],
      [true, false],
    )
    const event = await put(grace, { title: 'Between us', privacy: 'private', calendarId: own.id })
    const other = await put(grace, { title: 'Only mine', privacy: 'private' })
    const path = `/api/events/${event.id}`
    const seen = (await noor.get(path)).body
    assert.deepEqual([seen.title, seen.canChange], ['Between us', true])
    assert.equal((await noor.get(`/api/events/${other.id}`)).body.title, 'Busy')
    assert.equal((await noor.patch(path, { title: 'Changed for her' })).status, 200)
    assert.equal((await noor.patch(path, { organizerId: ids.noor })).body.refusal, 'NotAllowed')
    assert.equal((await noor.post(`${path}/archive`)).status, 200)
    assert.equal((await noor.post(`${path}/unarchive`)).status, 200)
    assert.equal((await noor.delete(path)).status, 204)
    for (const client of [noor, grace]) {
      const bin = (await client.get('/api/events/deleted')).body.events
      assert.ok(bin.some(({ id }: Json) => id === event.id))
    }
    assert.equal((await noor.post(`${path}/restore`)).status, 200)
    // Made for her: it is hers, and who made it is not in it.
    const hers = await put(noor, { title: 'For Grace', calendarId: own.id })
    assert.deepEqual([hers.organizer.id, hers.attendees], [ids.grace, []])
    assert.equal((await noor.patch(`/api/calendars/${own.id}`, { name: 'x' })).body.refusal, 'NotAllowed')
    assert.equal((await noor.delete(`/api/events/${other.id}`)).body.refusal, 'NotAllowed')
  })

  test('a calendar that shows busy times only shows no more', async () => {
    await grace.patch(`/api/calendars/first-${ids.grace}`, { members: [{ memberId: ids.noor, right: 'freeBusy' }] })
    const event = await put(grace, { title: 'Open to others' })
    assert.equal((await noor.get(`/api/events/${event.id}`)).body.title, 'Busy')
    assert.equal((await ada.get(`/api/events/${event.id}`)).body.title, 'Open to others')
    await grace.patch(`/api/calendars/first-${ids.grace}`, { members: [] })
    assert.equal((await noor.get(`/api/events/${event.id}`)).body.title, 'Open to others')
  })

  test('nor of a booking or a class: neither what is booked, nor where, wherever it is read', async () => {
    const type = { hosts: [ids.grace], location: 'Clinic, room 4' }
    await ada.post('/api/appointment-types', { slug: 'therapy', title: 'Couples therapy', ...type })
    await ada.post('/api/appointment-types', { slug: 'group', title: 'Grief group', seats: 5, ...type })
    let from = ''
    for (const slug of ['therapy', 'group']) {
      const [first] = await slots(host, slug)
      // The second may be on the day after the first.
      from ||= first!.startsAt.slice(0, 10)
      const booked = await new Client(host.app).post(`/api/public/demo/${slug}/bookings`, bookingBody(first!.startsAt))
      assert.equal(booked.status, 201, JSON.stringify(booked.body))
    }
    const range = `from=${from}T00:00:00Z&to=${new Date(Date.parse(from) + 3 * 86_400_000).toISOString()}`
    const entriesFor = async (client: Client): Promise<Json[]> =>
      (await client.get(`/api/events?${range}&members=${ids.grace}`)).body.events
    const known = (await entriesFor(ada)).filter(({ title }) => /therapy|Grief/.test(title))
    const [booked, starts] = [known.map(({ id }) => id), known.map(({ startsAt }) => startsAt)]
    assert.equal(booked.length, 2)
    const seen = async (client: Client) => {
      const entries = (await entriesFor(client)).filter(({ startsAt }) => starts.includes(startsAt))
      const opened: Json[] = []
      for (const id of booked) opened.push((await client.get(`/api/events/${id}`)).body)
      return {
        entries: entries.map(({ title, location, isBusyOnly }) => [title, location, isBusyOnly]),
        opened: opened.map(({ title, location, isBusyOnly }) => [title, location, isBusyOnly]),
      }
    }
    await grace.patch(`/api/calendars/first-${ids.grace}`, { members: [{ memberId: ids.noor, right: 'freeBusy' }] })
    assert.deepEqual(await seen(noor), {
      entries: [
        ['Busy', '', true],
        ['Busy', '', true],
      ],
      opened: [
        ['Busy', '', true],
        ['Busy', '', true],
      ],
    })
    const found = (await noor.get('/api/search?q=therapy')).body
    assert.ok(!JSON.stringify(found).includes('therapy'))
    await grace.patch(`/api/calendars/first-${ids.grace}`, { members: [] })
    const colleague = await seen(noor)
    const titles = ['Couples therapy', 'Grief group (1 of 5)']
    assert.deepEqual(colleague.entries.map(([title]) => title).toSorted(), titles)
    assert.deepEqual(colleague.opened.map(([title]) => title).toSorted(), titles)
    // Pages word the seats of a class by themselves.
    const session = { title: 'Grief group', taken: 1, capacity: 5 }
    const classes = (await entriesFor(noor)).filter((entry) => entry.session)
    assert.deepEqual(
      classes.map((entry) => entry.session),
      [session],
    )
    assert.deepEqual((await noor.get(`/api/events/${classes[0]!.id}`)).body.session, session)
    const admin = await seen(ada)
    assert.ok(admin.entries.some(([title]) => title === 'Couples therapy: Customer'))
  })

  test('what stands in a team’s calendar stands there, and with those who are in it', async () => {
    const leave = await made(grace, 'Leave', { kind: 'team', isBlocking: false })
    assert.deepEqual(
      [leave.kind, leave.ownerId, leave.members],
      ['team', undefined, [{ memberId: ids.grace, right: 'manage' }]],
    )
    assert.deepEqual(
      [(await calendarOf(noor, leave.id)).mayEdit, (await calendarOf(ada, leave.id)).mayManage],
      [false, true],
    )
    assert.equal(
      (await noor.post('/api/events', { title: 'x', ...anHour(), calendarId: leave.id })).body.refusal,
      'NotAllowed',
    )
    const times = { startDate: '2027-08-02', endDate: '2027-08-14' }
    const whole = { startsAt: undefined, endsAt: undefined, ...times, showAs: 'busy' }
    const event = await put(grace, {
      title: 'Noor is away',
      calendarId: leave.id,
      attendees: [{ email: noorsAddress }],
      ...whole,
    })
    const [entry] = (await listed(ada, `calendars=${leave.id}`)).filter(({ id }) => id === event.id)
    assert.deepEqual([entry.title, entry.calendarId, entry.ownerIds], ['Noor is away', leave.id, []])
    assert.deepEqual(
      [
        await isListed(ada, `members=${ids.grace}`, event),
        await isListed(ada, `members=${ids.noor}`, event),
        (await listed(ada, `calendars=${leave.id}&members=${ids.noor}`)).filter(({ id }) => id === event.id).length,
      ],
      [false, true, 1],
    )
    // Two of the same time in it are no overlap, and neither takes anybody's time.
    const again = await put(grace, { title: 'Another', calendarId: leave.id, ...whole })
    assert.equal(again.overlaps, undefined)
    const archived = await grace.post(`/api/events/${event.id}/archive`)
    assert.equal(archived.status, 200)
    assert.deepEqual(
      (await ada.get(`/api/events/archived?calendar=${leave.id}`)).body.events.map(({ id }: Json) => id),
      [event.id],
    )
    assert.equal(await isListed(ada, `calendars=${leave.id}`, event), false)
  })

  test('only what stands in a blocking calendar takes the time of who is in it', async () => {
    const offered = async () =>
      (await ada.get('/api/public/demo/call/slots?from=2026-11-30&to=2026-12-04&timeZone=UTC')).body.slots.map(
        ({ startsAt }: Json) => startsAt,
      )
    const [first] = await offered()
    const times = { startsAt: first, endsAt: new Date(Date.parse(first) + 1_800_000).toISOString() }
    const loose = await made(ada, 'Ideas', { isBlocking: false })
    const event = await put(ada, { ...times, calendarId: loose.id })
    assert.ok((await offered()).includes(first))
    const { body } = await ada.patch(`/api/events/${event.id}`, { calendarId: `first-${ids.ada}` })
    assert.equal(body.showAs, 'busy')
    assert.ok(!(await offered()).includes(first))
    await ada.patch(`/api/events/${event.id}`, { calendarId: loose.id })
    assert.ok((await offered()).includes(first))
  })

  test('one that is removed says first where its events go', async () => {
    const [one, two] = [await made(grace, 'One'), await made(grace, 'Two')]
    const team = await made(grace, 'Team', { kind: 'team' })
    const other = await made(grace, 'Other team', { kind: 'team' })
    const event = await put(grace, { calendarId: one.id })
    const shared = await put(grace, { calendarId: team.id })
    for (const { id } of [one, team])
      assert.equal((await grace.delete(`/api/calendars/${id}`)).body.refusal, 'StillInUse')
    for (const moveTo of [team.id, one.id, `first-${ids.ada}`, 'own-none'])
      assert.deepEqual(faults(await grace.delete(`/api/calendars/${one.id}?moveTo=${moveTo}`)), [
        400,
        [['query.moveTo', 'notLikeIt']],
      ])
    assert.equal((await grace.delete(`/api/calendars/${one.id}?moveTo=${two.id}`)).status, 204)
    assert.equal((await grace.delete(`/api/calendars/${team.id}?moveTo=${other.id}`)).status, 204)
    assert.equal((await grace.get(`/api/events/${event.id}`)).body.calendarId, two.id)
    assert.deepEqual(
      [
        await isListed(grace, `calendars=${two.id}`, event),
        await isListed(ada, `calendars=${other.id}`, shared),
        await calendarOf(grace, one.id),
      ],
      [true, true, undefined],
    )
    assert.equal((await grace.patch(`/api/calendars/${one.id}`, { name: 'x' })).status, 404)
    assert.equal((await grace.delete(`/api/calendars/${other.id}`)).body.refusal, 'StillInUse')
    assert.equal((await grace.delete(`/api/calendars/${two.id}?moveTo=first-${ids.grace}`)).status, 204)
    assert.equal((await grace.get(`/api/events/${event.id}`)).body.calendarId, `first-${ids.grace}`)
    // An empty one goes; what comes back from the bin stands in its organizer's first.
    const gone = await put(grace, { calendarId: other.id })
    for (const { id } of [gone, shared]) await grace.delete(`/api/events/${id}`)
    assert.equal((await grace.delete(`/api/calendars/${other.id}`)).status, 204)
    const { body: back } = await grace.post(`/api/events/${gone.id}/restore`)
    assert.equal(back.calendarId, `first-${ids.grace}`)
    assert.ok(await isListed(grace, `members=${ids.grace}`, gone))
  })

  test('a person has at most twenty beside the first, and lets in only whom the company has', async () => {
    assert.deepEqual(
      faults(
        await noor.post('/api/calendars', {
          name: 'x',
          kind: 'personal',
          members: [{ memberId: 'nobody', right: 'see' }],
        }),
      ),
      [400, [['members.0.memberId', 'notOfCompany']]],
    )
    for (let i = 0; i < 20; i++) await made(noor, `Number ${i}`)
    assert.equal((await noor.post('/api/calendars', { name: 'More', kind: 'personal' })).body.refusal, 'TooMany')
  })
})
