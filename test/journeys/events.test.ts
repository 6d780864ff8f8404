import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

describe('events of one’s own', () => {
  let host: RunningHost
  let ada: Client
  let grace: Client
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    const [member] = host.local.demo.members
    grace = await signIn(host, member!.email, member!.password)
  })
  afterAll(() => host.stop())

  const between = async (client: Client, from: string, to: string) =>
    (await client.get(`/api/events?from=${from}&to=${to}`)).body.events
  const titled = async (client: Client, title: string, from = '2027-03-01T00:00:00Z', to = '2027-04-30T00:00:00Z') =>
    (await between(client, from, to)).filter((event: { title: string }) => event.title === title)
  const starts = (events: { startsAt?: string; startDate?: string }[]) =>
    events.map(({ startsAt, startDate }) => startsAt ?? startDate)

  test('who answers at the same moment is heard, each of them', async () => {
    const linus = await signIn(host, host.local.demo.members[1]!.email, host.local.demo.members[1]!.password)
    const emails = host.local.demo.members.map(({ email }) => email)
    for (const day of ['01', '02', '03']) {
      const times = { startsAt: `2027-05-${day}T09:00:00Z`, endsAt: `2027-05-${day}T10:00:00Z` }
      const attendees = emails.map((email) => ({ email }))
      const { id } = (await ada.post('/api/events', { title: 'Both', ...times, attendees })).body
      const answers = await Promise.all([
        grace.post(`/api/events/${id}/reply`, { reply: 'accepted' }),
        linus.post(`/api/events/${id}/reply`, { reply: 'declined' }),
      ])
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200],
      )
      const { body } = await ada.get(`/api/events/${id}`)
      assert.deepEqual(
        emails.slice(0, 2).map((email) => body.attendees.find((one: { email: string }) => one.email === email).reply),
        ['accepted', 'declined'],
      )
    }
  })

  test('timed, all-day and several days: made, read, changed and deleted', async () => {
    const made = await ada.post('/api/events', {
      title: 'Review',
      startsAt: '2027-03-02T09:00:00Z',
      endsAt: '2027-03-02T10:00:00Z',
      timeZone: 'Europe/Berlin',
    })
    assert.deepEqual([made.status, made.body.version], [201, 1])
    const days = await ada.post('/api/events', { title: 'Fair', startDate: '2027-03-03', endDate: '2027-03-06' })
    assert.deepEqual([days.status, days.body.endDate], [201, '2027-03-06'])
    const long = await ada.post('/api/events', { title: 'Leave', startDate: '2027-03-01', endDate: '2027-06-30' })
    assert.equal(long.status, 201)
    assert.equal((await titled(ada, 'Leave', '2027-05-05T00:00:00Z', '2027-05-06T00:00:00Z')).length, 1)
    const moved = await ada.patch(
      `/api/events/${made.body.id}`,
      { startsAt: '2027-03-02T11:00:00Z', endsAt: '2027-03-02T12:00:00Z' },
      { 'if-match': '1' },
    )
    assert.deepEqual([moved.status, moved.body.version, moved.body.startsAt], [200, 2, '2027-03-02T11:00:00.000Z'])
    const late = { startsAt: '2027-03-02T13:00:00Z', endsAt: '2027-03-02T14:00:00Z', title: 'Too late' }
    const stale = await ada.patch(`/api/events/${made.body.id}`, late, { 'if-match': '"1"' })
    assert.deepEqual(
      [stale.status, stale.body.refusal, stale.body.conflicts, stale.body.current.startsAt, stale.body.current.title],
      [412, 'Changed', ['times'], '2027-03-02T11:00:00.000Z', 'Review'],
    )
    // Who changes something else of what they saw meets nobody.
    const beside = await ada.patch(`/api/events/${made.body.id}`, { title: 'Beside' }, { 'if-match': '"1"' })
    assert.deepEqual(
      [beside.status, beside.body.title, beside.body.startsAt, beside.body.version],
      [200, 'Beside', '2027-03-02T11:00:00.000Z', 3],
    )
    for (const { body } of [made, days, long]) assert.equal((await ada.delete(`/api/events/${body.id}`)).status, 204)
    assert.equal((await ada.get(`/api/events/${made.body.id}`)).status, 404)
    assert.deepEqual(await titled(ada, 'Beside'), [])
  })

  test('a weekly series keeps its wall time over the clock change and knows three scopes', async () => {
    const { body: series } = await ada.post('/api/events', {
      title: 'Weekly',
      startsAt: '2027-03-15T09:00:00Z',
      endsAt: '2027-03-15T09:30:00Z',
      timeZone: 'Europe/Berlin',
      rrule: 'FREQ=WEEKLY;COUNT=5',
    })
    const path = `/api/events/${series.id}`
    assert.deepEqual(starts(await titled(ada, 'Weekly')), [
      '2027-03-15T09:00:00.000Z',
      '2027-03-22T09:00:00.000Z',
      '2027-03-29T08:00:00.000Z',
      '2027-04-05T08:00:00.000Z',
      '2027-04-12T08:00:00.000Z',
    ])
    assert.equal((await ada.patch(path, { title: 'No scope' })).status, 400)
    const one = await ada.patch(`${path}?scope=this&occurrence=2027-03-22T09:00:00Z`, {
      startsAt: '2027-03-23T09:00:00Z',
      endsAt: '2027-03-23T09:30:00Z',
    })
    assert.equal(one.status, 200, JSON.stringify(one.body))
    const off = `${path}?scope=this&occurrence=2027-03-29T08:00:00Z`
    const seen = { 'if-match': String((await ada.get(path)).body.version) }
    const cancelled = await ada.delete(off)
    assert.equal(cancelled.status, 204)
    // What was called off says so, when and by whom; who had it open is told before they bring it back.
    const gone = await ada.get(`${path}?occurrence=2027-03-29T08:00:00Z`)
    assert.deepEqual([gone.status, gone.body.gone.is, gone.body.gone.by], [404, 'calledOff', 'Ada Hartmann'])
    assert.ok(Date.parse(gone.body.gone.at) > 0)
    const late = await ada.patch(off, { title: 'Late' }, seen)
    assert.deepEqual([late.status, late.body.refusal, late.body.gone.is], [412, 'Changed', 'calledOff'])
    const never = await ada.get(`${path}?occurrence=2027-03-30T08:00:00Z`)
    assert.deepEqual([never.status, never.body.gone], [404, { is: 'notInSeries' }])
    const other = await ada.patch(off.replace('03-29', '03-30'), { title: 'Late' }, seen)
    assert.deepEqual([other.status, other.body.gone], [412, { is: 'notInSeries' }])
    assert.deepEqual(starts(await titled(ada, 'Weekly')), [
      '2027-03-15T09:00:00.000Z',
      '2027-03-23T09:00:00.000Z',
      '2027-04-05T08:00:00.000Z',
      '2027-04-12T08:00:00.000Z',
    ])
    const following = await ada.patch(`${path}?scope=following&occurrence=2027-04-05T08:00:00Z`, { title: 'Later' })
    assert.notEqual(following.body.id, series.id)
    assert.deepEqual([(await titled(ada, 'Weekly')).length, (await titled(ada, 'Later')).length], [2, 2])
    const all = await ada.patch(`${path}?scope=all`, { title: 'Early' })
    assert.equal(all.status, 200)
    assert.equal((await titled(ada, 'Early')).length, 2)
    assert.equal(
      (await ada.patch(`${path}?scope=this&occurrence=2027-03-16T09:00:00Z`, { title: 'x' })).body.errors[0].path,
      'query.occurrence',
    )
  })

  test('an all-day series is dates', async () => {
    await ada.post('/api/events', {
      title: 'Bins',
      startDate: '2027-03-02',
      endDate: '2027-03-03',
      rrule: 'FREQ=WEEKLY;INTERVAL=2;COUNT=3',
    })
    assert.deepEqual(starts(await titled(ada, 'Bins')), ['2027-03-02', '2027-03-16', '2027-03-30'])
  })

  test('members who are invited see the event, may answer, and only the organizer may change it', async () => {
    const { body: event } = await ada.post('/api/events', {
      title: 'Together',
      startsAt: '2027-03-10T15:00:00Z',
      endsAt: '2027-03-10T16:00:00Z',
      attendees: [{ email: 'grace@demo.test' }, { email: 'guest@outside.test' }],
    })
    const [seen] = await titled(grace, 'Together')
    assert.deepEqual([seen.reply, seen.attendeeCount, seen.organizer.email], ['needsAction', 2, 'ada@demo.test'])
    assert.equal((await grace.get(`/api/events/${event.id}`)).body.canChange, false)
    assert.equal((await grace.patch(`/api/events/${event.id}`, { title: 'Mine now' })).body.refusal, 'NotAllowed')
    const reply = await grace.post(`/api/events/${event.id}/reply`, { reply: 'declined' })
    assert.equal(reply.body.attendees[0].reply, 'declined')
    assert.equal((await titled(grace, 'Together'))[0].reply, 'declined')
    assert.equal((await ada.get(`/api/events/${event.id}`)).body.attendees[0].reply, 'declined')
    await ada.patch(`/api/events/${event.id}`, { attendees: [] })
    assert.deepEqual(await titled(grace, 'Together'), [])
  })

  test('a colleague’s private event is only a busy time', async () => {
    const secret = await ada.post('/api/events', {
      title: 'Secret',
      description: 'very',
      startsAt: '2027-03-11T15:00:00Z',
      endsAt: '2027-03-11T16:00:00Z',
      privacy: 'private',
    })
    const { id } = (await ada.get('/api/me')).body
    const { body } = await grace.get(`/api/events?from=2027-03-11T00:00:00Z&to=2027-03-12T00:00:00Z&members=${id}`)
    const [entry] = body.events
    assert.deepEqual([entry.title, entry.isBusyOnly, entry.marks, entry.attendeeCount], ['Busy', true, ['private'], 0])
    assert.ok(!JSON.stringify(body).includes('Secret'))
    const { body: opened } = await grace.get(`/api/events/${secret.body.id}`)
    assert.deepEqual([opened.title, opened.description, opened.isBusyOnly], ['Busy', '', true])
  })

  test('an event blocks the booking page unless it is shown as free; overlapping oneself is told, not refused', async () => {
    const offered = async () =>
      (await ada.get('/api/public/demo/call/slots?from=2026-11-30&to=2026-12-04&timeZone=UTC')).body.slots.map(
        (slot: { startsAt: string }) => slot.startsAt,
      )
    const [first] = await offered()
    const endsAt = new Date(Date.parse(first) + 1_800_000).toISOString()
    const free = await ada.post('/api/events', { title: 'Free', startsAt: first, endsAt, showAs: 'free' })
    assert.ok((await offered()).includes(first))
    const busy = await ada.post('/api/events', { title: 'Busy', startsAt: first, endsAt })
    assert.ok(!(await offered()).includes(first))
    const twice = await ada.post('/api/events', { title: 'Twice', startsAt: first, endsAt })
    assert.deepEqual([twice.status, twice.body.overlaps], [201, 1])
    for (const { body } of [free, busy, twice]) await ada.delete(`/api/events/${body.id}`)
    assert.ok((await offered()).includes(first))
  })

  test('a host drags a booking: it moves if the time is free, else it is told why not', async () => {
    const slots = (await ada.get('/api/public/demo/call/slots?from=2026-12-01&to=2026-12-04&timeZone=UTC')).body.slots
    const book = (slot: { startsAt: string }, name: string) =>
      ada.post('/api/public/demo/call/bookings', {
        startsAt: slot.startsAt,
        customer: { name, email: `${name}@example.test`, timeZone: 'UTC' },
      })
    const [one, two] = [await book(slots[0], 'dragged'), await book(slots[2], 'standing')]
    const onto = await ada.patch(`/api/events/${one.body.bookingId}`, {
      startsAt: slots[2].startsAt,
      endsAt: slots[2].endsAt,
    })
    assert.deepEqual([onto.status, onto.body.refusal], [409, 'SlotTaken'])
    // What its customer booked is not worded anew, and nobody is told that it was.
    const worded = await ada.patch(`/api/events/${one.body.bookingId}`, {
      startsAt: slots[4].startsAt,
      endsAt: slots[4].endsAt,
      title: 'Another',
      descriptionHtml: '<p>Another</p>',
    })
    assert.deepEqual(
      [worded.status, worded.body.errors.map(({ path }: { path: string }) => path)],
      [400, ['title', 'descriptionHtml']],
    )
    const moved = await ada.patch(`/api/events/${one.body.bookingId}`, {
      startsAt: slots[4].startsAt,
      endsAt: slots[4].endsAt,
    })
    assert.deepEqual([moved.status, moved.body.startsAt], [200, slots[4].startsAt])
    assert.equal(
      (await grace.patch(`/api/events/${two.body.bookingId}`, { startsAt: slots[6].startsAt, endsAt: slots[6].endsAt }))
        .status,
      403,
    )
    assert.equal((await ada.delete(`/api/events/${two.body.bookingId}`)).status, 204)
  })
})
