import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from '@jest/globals'
import {
  type Answer,
  advanceClock,
  atRest,
  Client,
  calendarPart,
  mails,
  type ReceivedMail,
  signIn,
} from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const MAX = 'max@client.test'

describe('an event is kept as a draft', () => {
  let host: RunningHost
  /** An admin of the company, as its owner; grace and linus are members like others. */
  let ada: Client
  let grace: Client
  let linus: Client
  let linusEmail: string
  let room: string
  let monday: string
  let seen = 0
  const ids: Record<'grace' | 'linus', string> = { grace: '', linus: '' }
  const at = (time: string, days = 0) =>
    `${new Date(Date.parse(monday) + days * DAY_MS).toISOString().slice(0, 10)}T${time}:00.000Z`

  beforeAll(async () => {
    host = await startHost()
    const [first, second] = host.local.demo.members
    ada = await signIn(host)
    grace = await signIn(host, first!.email, first!.password)
    linus = await signIn(host, second!.email, second!.password)
    linusEmail = second!.email
    ids.grace = (await grace.get('/api/me')).body.id
    ids.linus = (await linus.get('/api/me')).body.id
    room = (await ada.post('/api/resources', { name: 'Attic', timeZone: 'Europe/Berlin' })).body.id
    const visit = {
      ...{ slug: 'visit', title: 'Visit', hosts: [], resources: [room] },
      ...{ durationsMinutes: [60], stepMinutes: 60, noticeMinutes: 0, horizonDays: 365 },
    }
    assert.equal((await ada.post('/api/appointment-types', visit)).status, 201)
    const now = await advanceClock(host, 0)
    const later = new Date(now + 21 * DAY_MS)
    monday = new Date(later.getTime() + ((8 - later.getUTCDay()) % 7) * DAY_MS).toISOString().slice(0, 10)
  })
  afterAll(() => host.stop())
  /** Each has a week of its own. */
  beforeEach(() => {
    monday = at('00:00', 7).slice(0, 10)
  })
  afterEach(async () => {
    await atRest(host)
    seen = (await mails(host)).length
  })

  async function news(): Promise<ReceivedMail[]> {
    await atRest(host)
    const all = await mails(host)
    const found = all.slice(seen)
    seen = all.length
    return found
  }
  const toWhom = (found: ReceivedMail[]) => found.map(({ to }) => to[0]!.address).sort()
  const fine = (answer: Answer, status = 200) => {
    assert.equal(answer.status, status, JSON.stringify(answer.body))
    return answer.body
  }
  const draftOf = (fields: Record<string, unknown> = {}) => ({
    title: 'Roof',
    startsAt: at('09:00'),
    endsAt: at('10:00'),
    timeZone: 'Europe/Berlin',
    attendees: [{ email: MAX, name: 'Max' }, { email: linusEmail }],
    resources: [room],
    isDraft: true,
    ...fields,
  })
  const kept = async (fields: Record<string, unknown> = {}): Promise<string> =>
    fine(await grace.post('/api/events', draftOf(fields)), 201).id
  const titles = async (reader: Client, query = '') =>
    fine(await reader.get(`/api/events?from=${at('00:00')}&to=${at('00:00', 7)}${query}`)).events.map(
      ({ title }: { title: string }) => title,
    )
  /** Who and what of these is busy in the week. */
  async function busy(): Promise<string[]> {
    const query = new URLSearchParams({
      ...{ members: `${ids.grace},${ids.linus}`, resources: room, durationMinutes: '60', timeZone: 'UTC' },
      ...{ from: at('00:00').slice(0, 10), to: at('00:00', 6).slice(0, 10) },
    })
    const { principals } = fine(await ada.get(`/api/free-times?${query}`))
    return principals
      .filter((one: { busy: { from: string; to: string }[] }) =>
        one.busy.some(({ from, to }) => from < at('10:00') && to > at('09:00')),
      )
      .map(({ id }: { id: string }) => id)
      .sort()
  }

  /** The times of that Monday at which somebody may book the room. */
  async function offered(): Promise<string[]> {
    const day = at('00:00').slice(0, 10)
    const asked = new URLSearchParams({ from: day, to: day, timeZone: 'Europe/Berlin' })
    const { slots } = fine(await new Client(host.app).get(`/api/public/demo/visit/slots?${asked}`))
    return slots.map(({ startsAt }: { startsAt: string }) => new Date(startsAt).toISOString())
  }

  test('nobody hears of it, nobody sees it, nobody is kept from anything; sent out it is like a new event', async () => {
    const before = await busy()
    const free = await offered()
    assert.ok(free.includes(at('09:00')))
    const preview = fine(await grace.post('/api/events?preview=1', draftOf()))
    assert.deepEqual(preview.mails, [])
    const id = await kept({ reminders: [{ minutesBefore: 60, by: 'mail' }] })
    assert.deepEqual(await news(), [])
    const own = fine(await grace.get(`/api/events/${id}`))
    assert.deepEqual([own.isDraft, own.canChange, own.untold], [true, true, undefined])
    const [entry] = fine(await grace.get(`/api/events?from=${at('00:00')}&to=${at('00:00', 7)}`)).events.filter(
      (one: { id: string }) => one.id === id,
    )
    assert.deepEqual(entry.marks, ['draft'])
    // Who is asked, an admin and everybody else: for them it is not there.
    for (const other of [linus, ada]) {
      assert.equal((await other.get(`/api/events/${id}`)).status, 404)
      assert.equal((await other.post(`/api/events/${id}/reply`, { reply: 'accepted' })).status, 404)
      assert.equal((await other.patch(`/api/events/${id}`, { isDraft: false })).status, 403)
      assert.equal((await titles(other, `&members=${ids.grace},${ids.linus}`)).includes('Roof'), false)
      assert.deepEqual(fine(await other.get('/api/search?q=roof')).events, [])
    }
    assert.equal(fine(await grace.get('/api/search?q=roof')).events.length, 1)
    assert.deepEqual(await busy(), before, 'it holds nobody and no room')
    assert.deepEqual(await offered(), free, 'a customer may have its room')
    const changed = fine(await grace.patch(`/api/events/${id}`, { title: 'Roof and wall' }))
    assert.equal(changed.isDraft, true)
    assert.deepEqual(await news(), [])

    const asked = fine(await grace.patch(`/api/events/${id}?preview=1`, { isDraft: false }))
    const kinds = asked.mails.map(({ to, kind }: { to: string; kind: string }) => `${to} ${kind}`).sort()
    assert.deepEqual(kinds, [`${linusEmail} invited`, `${MAX} invited`].sort())
    assert.equal(fine(await grace.get(`/api/events/${id}`)).isDraft, true, 'a preview changes nothing')
    const sent = fine(await grace.patch(`/api/events/${id}`, { isDraft: false }))
    assert.equal(sent.isDraft, undefined)
    const told = await news()
    assert.deepEqual(toWhom(told), [linusEmail, MAX].sort())
    for (const mail of told) {
      assert.match(mail.subject, /^Invitation: Roof and wall, /)
      assert.match(await calendarPart(host, mail), /METHOD:REQUEST/)
    }
    assert.deepEqual(await busy(), [...new Set([...before, ids.grace, ids.linus, room])].sort())
    assert.equal((await offered()).includes(at('09:00')), false)
    assert.equal(fine(await linus.get(`/api/events/${id}`)).title, 'Roof and wall')
    assert.equal(fine(await linus.get('/api/search?q=roof')).events.length, 1)
    fine(await linus.post(`/api/events/${id}/reply`, { reply: 'accepted' }))
    fine(await grace.delete(`/api/events/${id}`), 204)
  })

  test('a room that was taken meanwhile refuses it, as it does a new event; the draft stays', async () => {
    const id = await kept({ title: 'Second' })
    const other = fine(
      await ada.post('/api/events', { ...draftOf({ title: 'First', attendees: [] }), isDraft: false }),
      201,
    )
    const refused = await grace.patch(`/api/events/${id}`, { isDraft: false })
    assert.deepEqual([refused.status, refused.body.refusal], [409, 'RoomTaken'])
    assert.equal(fine(await grace.get(`/api/events/${id}`)).isDraft, true)
    assert.deepEqual(await news(), [])
    fine(await ada.delete(`/api/events/${other.id}`), 204)
    fine(await grace.patch(`/api/events/${id}`, { isDraft: false }))
    assert.deepEqual(toWhom(await news()), [linusEmail, MAX].sort())
    assert.equal(
      (await ada.post('/api/events', { ...draftOf({ title: 'Late', attendees: [] }), isDraft: false })).body.refusal,
      'RoomTaken',
    )
    fine(await grace.delete(`/api/events/${id}`), 204)
  })

  test('sent out and taken back at once: nobody hears; taken back later: whoever was told hears that it is off', async () => {
    const id = await kept({ title: 'Undone' })
    const sent = fine(await grace.patch(`/api/events/${id}`, { isDraft: false }))
    const back = fine(await grace.post(`/api/events/${id}/undo`, { version: sent.undo.version }))
    assert.equal(back.isDraft, true)
    assert.deepEqual(await news(), [])
    fine(await grace.patch(`/api/events/${id}`, { isDraft: false }))
    assert.equal((await news()).length, 2)
    const asked = fine(await grace.patch(`/api/events/${id}?preview=1`, { isDraft: true }))
    assert.deepEqual(
      asked.mails.map(({ kind }: { kind: string }) => kind),
      ['cancelled', 'cancelled'],
    )
    fine(await grace.patch(`/api/events/${id}`, { isDraft: true }))
    const off = await news()
    assert.deepEqual(toWhom(off), [linusEmail, MAX].sort())
    for (const mail of off) assert.match(await calendarPart(host, mail), /METHOD:CANCEL/)
    assert.equal((await linus.get(`/api/events/${id}`)).status, 404)
    assert.equal((await titles(linus)).includes('Undone'), false)
    assert.equal((await busy()).includes(room), false)
    fine(await grace.delete(`/api/events/${id}`), 204)
    assert.deepEqual(await news(), [])
  })

  test('a series and whole days: a draft as a whole, sent out as a whole', async () => {
    const series = await kept({ title: 'Weekly', rrule: 'FREQ=WEEKLY;COUNT=3', resources: [room] })
    const days = fine(
      await grace.post('/api/events', {
        ...{ title: 'Fair', startDate: monday, endDate: at('00:00', 2).slice(0, 10), isDraft: true, showAs: 'busy' },
        attendees: [{ email: linusEmail }],
      }),
      201,
    ).id
    assert.deepEqual([(await titles(grace)).includes('Weekly'), (await titles(grace)).includes('Fair')], [true, true])
    assert.deepEqual(
      await titles(linus),
      (await titles(linus)).filter((title: string) => title !== 'Weekly'),
    )
    const one = await grace.patch(`/api/events/${series}?scope=this&occurrence=${at('09:00', 7)}`, { isDraft: false })
    assert.equal(one.status, 400)
    assert.deepEqual(one.body.errors[0].path, 'isDraft')
    fine(
      await grace.patch(`/api/events/${series}?scope=this&occurrence=${at('09:00', 7)}`, {
        attendees: [{ email: MAX }, { email: linusEmail }, { email: 'guest@client.test' }],
      }),
    )
    assert.deepEqual(await news(), [])
    fine(await grace.patch(`/api/events/${series}?scope=all`, { isDraft: false }))
    fine(await grace.patch(`/api/events/${days}`, { isDraft: false }))
    const told = await news()
    assert.deepEqual(toWhom(told), ['guest@client.test', linusEmail, linusEmail, MAX].sort())
    assert.ok((await busy()).includes(room))
    for (const title of ['Weekly', 'Fair']) assert.ok((await titles(linus)).includes(title), title)
    fine(await grace.delete(`/api/events/${series}?scope=all`), 204)
    fine(await grace.delete(`/api/events/${days}`), 204)
  })

  test('who may edit the calendar that it stands in sees it and may send it out; who may only see it does not', async () => {
    const calendar = `first-${ids.grace}`
    const { version } = fine(await grace.get('/api/calendars')).calendars.find(
      ({ id }: { id: string }) => id === calendar,
    )
    const share = (right: string, expected: number) =>
      grace.patch(
        `/api/calendars/${calendar}`,
        { members: [{ memberId: ids.linus, right }] },
        { 'if-match': `${expected}` },
      )
    const id = await kept({ title: 'Shared', attendees: [{ email: MAX }] })
    const seeing = fine(await share('see', version))
    assert.equal((await linus.get(`/api/events/${id}`)).status, 404)
    fine(await share('edit', seeing.version))
    assert.equal(fine(await linus.get(`/api/events/${id}`)).isDraft, true)
    assert.ok((await titles(linus, `&members=${ids.grace}`)).includes('Shared'))
    fine(await linus.patch(`/api/events/${id}`, { isDraft: false }))
    assert.deepEqual(toWhom(await news()), [(await grace.get('/api/me')).body.email, MAX].sort())
    fine(await grace.delete(`/api/events/${id}`), 204)
  })

  test('nobody is reminded of it; what was due before it was sent out is not made up for', async () => {
    const now = await advanceClock(host, 0)
    const start = Math.ceil(now / HOUR_MS) * HOUR_MS + 3 * HOUR_MS
    const id = await kept({
      ...{ title: 'Soon', startsAt: new Date(start).toISOString(), endsAt: new Date(start + HOUR_MS).toISOString() },
      ...{
        attendees: [{ email: MAX }],
        resources: [],
        reminders: [120, 60].map((minutesBefore) => ({ minutesBefore, by: 'mail' })),
      },
    })
    assert.deepEqual(fine(await grace.get(`/api/events/${id}/reminders`)).planned, [])
    await atRest(host)
    await advanceClock(host, start - 90 * 60_000 - now)
    assert.deepEqual(await news(), [])
    fine(await grace.patch(`/api/events/${id}`, { isDraft: false }))
    const [invitation, ...others] = await news()
    assert.match(invitation!.subject, /^Invitation: Soon/)
    assert.deepEqual(others, [])
    await advanceClock(host, 40 * 60_000)
    const reminders = await news()
    assert.equal(reminders.length, 2, reminders.map(({ subject }) => subject).join())
  })

  test('a draft cannot be booked, and names nothing that is not there', async () => {
    const id = await kept({ title: 'Call', appointmentTypeId: 'call' })
    const refused = await grace.post(`/api/events/${id}/booking`, { type: 'call' })
    assert.deepEqual([refused.status, refused.body.refusal], [403, 'NotAllowed'])
    const unknown = await grace.post('/api/events', draftOf({ resources: ['nothing'] }))
    assert.deepEqual([unknown.status, unknown.body.errors[0].path], [400, 'resources.0'])
    fine(await grace.delete(`/api/events/${id}`), 204)
  })
})
