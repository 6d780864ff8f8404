import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Client, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { until } from '../support/waiting.ts'

describe('revisions of calendars', () => {
  let host: RunningHost
  let ada: Client
  let grace: Client
  let ids: { ada: string; grace: string }
  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    const [member] = host.local.demo.members
    grace = await signIn(host, member!.email, member!.password)
    ids = { ada: (await ada.get('/api/me')).body.id, grace: (await grace.get('/api/me')).body.id }
  })
  afterAll(() => host.stop())

  const asked = async (query: string, known?: string) =>
    ada.call(
      'GET',
      `/api/calendar/revisions?${query}`,
      undefined,
      known === undefined ? {} : { 'if-none-match': known },
    )
  /** Waits until one who asks again and again is told that something is new. */
  const isTold = async (query: string, change: () => Promise<{ status: number; body: unknown }>) => {
    const before = (await asked(query)).headers.get('etag')!
    const { status, body } = await change()
    assert.ok(status < 300, `${status} ${JSON.stringify(body)}`)
    await until(
      `${query} is told`,
      () => asked(query, before),
      (answer) => answer.status === 200,
    )
    return body as { id: string; version: number; undo: { version: number } }
  }
  const times = { startsAt: '2027-09-01T09:00:00Z', endsAt: '2027-09-01T10:00:00Z' }

  test('what nobody changed is answered with 304 and nothing else', async () => {
    const query = `members=${ids.ada},${ids.grace}`
    const first = await asked(query)
    assert.deepEqual([first.status, typeof first.body.revision], [200, 'string'])
    const etag = first.headers.get('etag')!
    assert.equal(etag, `"${first.body.revision}"`)
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await asked(query, known)
      assert.deepEqual([again.status, again.body, again.headers.get('etag')], [304, '', etag])
    }
    assert.equal((await asked(`members=${ids.ada}`, etag)).status, 200)
  })

  test('each change of an event raises it: made, changed, answered, moved, archived, deleted and back', async () => {
    const query = `members=${ids.grace}`
    const { id } = await isTold(query, () =>
      ada.post('/api/events', { title: 'Seen', ...times, attendees: [{ email: 'grace@demo.test' }] }),
    )
    const path = `/api/events/${id}`
    await isTold(query, () => ada.patch(path, { title: 'Only other words' }))
    await isTold(query, () => ada.patch(path, { startsAt: '2027-09-02T09:00:00Z', endsAt: '2027-09-02T10:00:00Z' }))
    await isTold(query, () => grace.post(`${path}/reply`, { reply: 'accepted' }))
    await isTold(query, () => ada.post(`${path}/archive`))
    await isTold(query, () => ada.post(`${path}/unarchive`))
    const left = await isTold(query, () => ada.patch(path, { attendees: [] }))
    await isTold(query, () => ada.post(`${path}/undo`, { version: left.undo.version }))
    await isTold(query, () => ada.delete(path))
    await isTold(query, () => ada.post(`${path}/restore`))
    await isTold(query, () => ada.patch(path, { organizerId: ids.grace }))
  })

  test('a booking raises its host’s', async () => {
    const { slots } = (await ada.get('/api/public/demo/call/slots?from=2026-12-01&to=2026-12-04&timeZone=UTC')).body
    const customer = { name: 'Noor', email: 'noor@example.test', timeZone: 'UTC' }
    const booked = (await isTold(`members=${ids.ada}`, () =>
      ada.post('/api/public/demo/call/bookings', { startsAt: slots[0].startsAt, customer }),
    )) as unknown as { bookingId: string }
    await isTold(`members=${ids.ada}`, () => ada.delete(`/api/events/${booked.bookingId}`))
  })

  test('calendars have theirs: a first one is its owner’s, a team’s is its own, a removed one is what it became', async () => {
    const { body: team } = await grace.post('/api/calendars', { name: 'Leave', kind: 'team' })
    const { body: other } = await grace.post('/api/calendars', { name: 'On call', kind: 'team' })
    const { body: own } = await grace.post('/api/calendars', { name: 'Band', kind: 'personal' })
    const event = await isTold(`calendars=${team.id}`, () =>
      grace.post('/api/events', { title: 'Away', ...times, calendarId: team.id }),
    )
    const path = `/api/events/${event.id}`
    await isTold(`calendars=${team.id}`, () => grace.patch(path, { calendarId: own.id }))
    await isTold(`calendars=first-${ids.grace}`, () => grace.patch(path, { title: 'Not away' }))
    await isTold(`calendars=${own.id}`, () => grace.patch(path, { calendarId: team.id }))
    assert.equal((await grace.delete(`/api/calendars/${team.id}?moveTo=${other.id}`)).status, 204)
    await isTold(`calendars=${other.id}`, () => grace.patch(path, { title: 'Moved along' }))
  })
})
