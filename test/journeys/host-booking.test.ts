import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import {
  advanceClock,
  atRest,
  begunStart,
  bookingBody,
  Client,
  calendarPart,
  mails,
  signIn,
  slots,
} from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

describe('bookings as their hosts keep them', () => {
  let host: RunningHost
  let ada: Client
  let grace: Client
  let linus: Client
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    grace = await signIn(host, 'grace@demo.test')
    linus = await signIn(host, 'linus@demo.test')
    for (const [name, client] of Object.entries({ ada, grace, linus }))
      ids[name] = (await client.get('/api/me')).body.id
  })
  afterAll(() => host.stop())

  async function type(slug: string, fields: Record<string, unknown> = {}) {
    const answer = await ada.post('/api/appointment-types', { slug, title: 'Visit', hosts: [ids['grace']], ...fields })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
  }
  const customer = (name: string) => ({ name, email: `${name.toLowerCase()}@example.test` })
  const book = (slug: string, startsAt: string, name: string, more = {}, by = ada) =>
    by.post('/api/bookings', { type: slug, startsAt, customer: customer(name), ...more })
  const later = (instant: string, minutes: number) => new Date(Date.parse(instant) + minutes * MINUTE_MS).toISOString()
  const subjects = async (to: string) => (await mails(host, to)).map(({ subject }) => subject.split(':')[0])
  const check = async (slug: string, startsAt: string, more = '', by = ada) =>
    (await by.get(`/api/bookings/start?type=${slug}&startsAt=${startsAt}${more}`)).body
  const rules = ({ lifting }: { lifting: { rule: string }[] }) => lifting.map(({ rule }) => rule)
  const now = async () => advanceClock(host, 0)
  const listed = async (query: string, by = ada) => {
    const at = await now()
    const from = new Date(at - 2 * DAY_MS).toISOString()
    const to = new Date(at + 90 * DAY_MS).toISOString()
    return (await by.get(`/api/bookings?from=${from}&to=${to}${query}`)).body.bookings
  }

  test('an offered time is booked for a customer: they and the other host are told, whoever wrote it down is not', async () => {
    await type('offered')
    const { startsAt } = (await slots(host, 'offered'))[0]!
    assert.deepEqual([rules(await check('offered', startsAt)), (await check('offered', startsAt)).waits], [[], false])
    const booked = await book('offered', startsAt, 'Noor')
    assert.equal(booked.status, 201, JSON.stringify(booked.body))
    assert.deepEqual(
      [booked.body.status, booked.body.startsAt, booked.body.hosts[0].id],
      ['confirmed', startsAt, ids['grace']],
    )
    await atRest(host)
    assert.deepEqual(await subjects('noor@example.test'), ['Booked'])
    assert.equal((await subjects('grace@demo.test')).at(-1), 'New booking')
    assert.deepEqual(await subjects('ada@demo.test'), [])
    assert.ok(!(await slots(host, 'offered')).some((slot) => slot.startsAt === startsAt))
  })

  test('any other time is booked by lifting its rules; each is named before, and nothing less will do', async () => {
    await type('rules', { noticeMinutes: 1440, horizonDays: 20, limits: { perDay: 1 } })
    // One after which the host is free as well, so that nothing but its minutes can be wrong with what lies between.
    const offered = await slots(host, 'rules')
    const startsAt = offered.find((slot, at) => offered[at + 1]?.startsAt === later(slot.startsAt, 30))!.startsAt
    const night = `${startsAt.slice(0, 10)}T22:10:00.000Z`
    const far = later(startsAt, 60 * 24 * 28)
    assert.deepEqual(rules(await check('rules', night)), ['outsideHours', 'notAligned'])
    assert.deepEqual(rules(await check('rules', far)), ['horizon'])
    const between = later(startsAt, 7)
    assert.deepEqual(rules(await check('rules', between)), ['notAligned'])
    const refused = await book('rules', night, 'Nia', { override: ['notAligned', 'horizon'] })
    assert.deepEqual([refused.status, refused.body.type.split(':').at(-1)], [409, 'OutsideHours'])
    assert.equal((await book('rules', night, 'Nia', { override: ['outsideHours', 'notAligned'] })).status, 201)
    const sameDay = await check('rules', startsAt)
    assert.deepEqual(rules(sameDay), ['limit'])
    assert.equal(sameDay.lifting[0].reason.lift.rule, 'perDay')
    assert.equal((await book('rules', startsAt, 'Omar', { override: ['limit'] })).status, 201)
    assert.equal((await book('rules', far, 'Omar', { override: ['horizon'] })).status, 201)
  })

  test('what is taken is never sold twice, whatever is lifted: a host’s time, a room, a seat too many', async () => {
    const room = (await ada.post('/api/resources', { name: 'Oak', timeZone: 'Europe/Berlin' })).body
    await type('taken', { resources: [room.id] })
    await type('room-alone', { hosts: [], resources: [room.id] })
    await type('class', { seats: 2 })
    const all = ['past', 'notice', 'horizon', 'override', 'outsideHours', 'limit', 'notAligned', 'approval']
    const { startsAt } = (await slots(host, 'taken')).at(-1)!
    assert.equal((await book('taken', startsAt, 'Pia')).status, 201)
    for (const slug of ['taken', 'room-alone']) {
      const again = await book(slug, later(startsAt, 5), 'Quinn', { override: all })
      assert.deepEqual([again.status, again.body.type.split(':').at(-1)], [409, 'SlotTaken'], slug)
      assert.equal((await check(slug, later(startsAt, 5))).reason.reason, 'busy')
    }
    const seat = (await slots(host, 'class')).at(-1)!.startsAt
    assert.equal((await book('class', seat, 'Pia', { seats: 2 })).status, 201)
    assert.equal((await book('class', seat, 'Quinn', { override: all })).body.type.split(':').at(-1), 'Full')
  })

  test('of fifty hosts who write different customers into one time one succeeds', async () => {
    await type('race')
    const at = `${(await slots(host, 'race')).at(-1)!.startsAt.slice(0, 10)}T23:00:00.000Z`
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        book('race', at, `Racer${i}`, { override: ['outsideHours'], notify: false }),
      ),
    )
    assert.equal(answers.filter(({ status }) => status === 201).length, 1)
    assert.ok(answers.every(({ status }) => status === 201 || status === 409 || status === 429))
  })

  test('who walked in a few minutes ago is written down without a mail; a day ago is too late', async () => {
    await type('walk-in', { reminderMinutesBefore: [5] })
    const { startsAt } = (await slots(host, 'walk-in')).at(-2)!
    const began = await begunStart(host, [ada, grace])
    assert.ok(rules(await check('walk-in', began)).includes('past'))
    const all = ['past', 'outsideHours', 'override', 'notAligned']
    const booked = await book('walk-in', began, 'Rosa', { override: all, notify: false })
    assert.equal(booked.status, 201, JSON.stringify(booked.body))
    const tooLate = await book('walk-in', later(began, -24 * 60), 'Rosa', { override: all })
    assert.deepEqual([tooLate.status, tooLate.body.type.split(':').at(-1)], [409, 'TooSoon'])
    const quiet = await book('walk-in', startsAt, 'Rosa', { notify: false })
    assert.equal(quiet.status, 201)
    const moved = await grace.patch(`/api/events/${quiet.body.id}`, {
      startsAt: later(startsAt, 30),
      endsAt: later(startsAt, 60),
    })
    assert.equal(moved.status, 200, JSON.stringify(moved.body))
    await atRest(host)
    assert.deepEqual(await subjects('rosa@example.test'), [])
  })

  test('a booking of a host waits where its type says so, unless they say yes at once; nothing is paid', async () => {
    await type('asks', { confirmation: 'manual' })
    const [first, second] = await slots(host, 'asks')
    assert.equal((await check('asks', first!.startsAt)).waits, true)
    assert.equal((await book('asks', first!.startsAt, 'Sol')).body.status, 'pending')
    const sure = await book('asks', second!.startsAt, 'Sol', { override: ['approval'] })
    assert.equal(sure.body.status, 'confirmed')
  })

  test('bad input and those who may not: unknown words, a key with another request, a member who lifts, a draft', async () => {
    await type('bounds')
    const { startsAt } = (await slots(host, 'bounds'))[3]!
    const bad = await book('bounds', startsAt, 'Tom', { override: ['busy'] })
    assert.deepEqual([bad.status, bad.body.errors[0].path], [400, 'override.0'])
    assert.equal((await book('bounds', startsAt, 'Tom', { overrule: [] })).status, 400)
    assert.equal((await book('bounds', 'soon', 'Tom')).status, 400)
    assert.equal((await book('bounds', startsAt, 'Tom', { hostId: ids['linus'] })).status, 400)
    assert.equal((await book('unknown', startsAt, 'Tom')).status, 404)
    const lifting = await book('bounds', later(startsAt, 3), 'Tom', { override: ['notAligned'] }, grace)
    assert.equal(lifting.status, 403)
    assert.equal((await check('bounds', startsAt, '', grace)).mayLift, false)
    const key = { 'idempotency-key': 'desk-1' }
    const body = { type: 'bounds', startsAt, customer: customer('Tom') }
    const [one, two] = [await grace.post('/api/bookings', body, key), await grace.post('/api/bookings', body, key)]
    assert.deepEqual([one.status, two.status, one.body.id], [201, 201, two.body.id])
    assert.equal((await grace.post('/api/bookings', { ...body, notify: false }, key)).status, 422)
    await type('draft', { state: 'draft' })
    assert.equal((await book('draft', startsAt, 'Tom')).status, 409)
  })

  test('reassigned: the other’s time is claimed and the one’s is free; customer and both hosts hear of it; a busy one is refused', async () => {
    await type('shift', { hosts: [ids['grace'], ids['linus']], limits: { perDay: 5 } })
    const { startsAt, endsAt } = (await slots(host, 'shift')).at(-3)!
    const booked = (await book('shift', startsAt, 'Uma', { hostId: ids['grace'] })).body
    await atRest(host)
    const before = {
      grace: (await subjects('grace@demo.test')).length,
      linus: (await subjects('linus@demo.test')).length,
    }
    const path = `/api/bookings/${booked.id}/host`
    assert.equal((await linus.post(path, { host: ids['linus'] })).status, 403)
    assert.equal((await ada.post(path, { host: ids['ada'] })).status, 400)
    const busy = (await linus.post('/api/events', { title: 'Dentist', startsAt, endsAt })).body
    const refused = await ada.post(path, { host: ids['linus'] })
    assert.deepEqual([refused.status, refused.body.detail], [409, 'The other host is busy then.'])
    await linus.delete(`/api/events/${busy.id}`)
    const given = await ada.post(path, { host: ids['linus'] })
    assert.deepEqual([given.status, given.body.hosts[0].id], [200, ids['linus']], JSON.stringify(given.body))
    assert.equal((await ada.post(path, { host: ids['linus'] })).body.version, given.body.version)
    await atRest(host)
    assert.deepEqual((await subjects('grace@demo.test')).slice(before.grace), ['Now with Linus Rao'])
    assert.deepEqual((await subjects('linus@demo.test')).slice(before.linus), ['New booking'])
    assert.deepEqual(await subjects('uma@example.test'), ['Booked', 'Now with Linus Rao'])
    const toGrace = (await mails(host, 'grace@demo.test')).at(-1)!
    assert.match(await calendarPart(host, toGrace), /METHOD:CANCEL/)
    // Grace can be booked then, Linus cannot.
    assert.equal((await book('shift', startsAt, 'Vera', { hostId: ids['linus'] })).status, 409)
    assert.equal((await book('shift', startsAt, 'Vera', { hostId: ids['grace'] })).status, 201)
  })

  test('where a booking could be moved: offered times of those who serve it, its own time among them; any other with its reason', async () => {
    const room = (await ada.post('/api/resources', { name: 'Only room', timeZone: 'UTC' })).body.id
    const groups = [{ of: 'resources', ids: [room], needed: 1 }]
    const day = new Date((await now()) + 20 * DAY_MS).toISOString().slice(0, 10)
    const ranges = [{ startsAt: `${day}T09:00:00Z`, endsAt: `${day}T12:00:00Z` }]
    const hours = { ranges, groups, durationsMinutes: [60], stepMinutes: 30 }
    await type('moved', { hosts: [ids['grace'], ids['linus']], ...hours })
    const start = `${day}T09:00:00.000Z`
    const booked = (await book('moved', start, 'Mara', { hostId: ids['grace'] })).body
    const other = (await book('moved', later(start, 60), 'Mo', { hostId: ids['linus'] })).body
    assert.ok(booked.id && other.id, JSON.stringify([booked, other]))
    const path = `/api/bookings/${booked.id}`
    const times = await ada.get(`${path}/starts?from=${day}&to=${day}&timeZone=UTC`)
    assert.equal(times.status, 200, JSON.stringify(times.body))
    const there = times.body.slots.map((slot: { startsAt: string }) => slot.startsAt)
    // Grace is free, the only room is not; what the booking has itself is in nobody's way.
    assert.deepEqual([there.includes(later(start, 60)), there.includes(start)], [false, false])
    const elsewhere = async (startsAt: string, by = ada) => (await by.get(`${path}/start?startsAt=${startsAt}`)).body
    assert.equal((await elsewhere(later(start, 60))).reason.who, room)
    assert.equal((await elsewhere(later(start, 30))).reason.reason, 'busy')
    const night = `${day}T22:10:00.000Z`
    assert.deepEqual(rules(await elsewhere(night)), ['outsideHours', 'notAligned'])
    assert.equal((await elsewhere(night, linus)).refusal, 'NotAllowed')
    await ada.delete('/api/appointment-types/moved')
    // Without its type there are no rules to go beyond: what is taken is in the way, and nothing else.
    assert.deepEqual(rules(await elsewhere(night)), [])
    assert.equal((await elsewhere(night)).reason, undefined)
    assert.deepEqual(rules(await elsewhere(later(night, -40 * 24 * 60))), ['past'])
    const taken = await elsewhere(later(start, 60))
    assert.deepEqual([taken.reason.reason, taken.reason.who], ['busy', room])
    assert.equal((await ada.get(`${path}/starts?from=${day}&to=${day}&timeZone=UTC`)).body.refusal, 'NotOffered')
    const { version } = (await ada.get(`/api/events/${booked.id}`)).body
    const move = { startsAt: night, endsAt: later(night, 60) }
    const moved = await ada.patch(`/api/events/${booked.id}`, move, { 'if-match': String(version) })
    assert.equal(moved.status, 200, JSON.stringify(moved.body))
  })

  test('who came, and notes: once it has begun, for its hosts alone, in the list by filter', async () => {
    await type('visits')
    const { startsAt } = (await slots(host, 'visits'))[5]!
    const asked = await new Client(host.app).post('/api/public/demo/visits/bookings', bookingBody(startsAt, 'Wanda'))
    const path = `/api/bookings/${asked.body.bookingId}`
    assert.equal((await grace.patch(path, { notes: 'Brings a dog.' })).body.notes, 'Brings a dog.')
    const early = await grace.patch(path, { attendance: 'attended' })
    assert.deepEqual([early.status, early.body.detail], [409, 'It has not begun yet.'])
    assert.equal((await linus.patch(path, { notes: 'x' })).status, 403)
    assert.equal((await grace.patch(path, { attendance: 'late' })).status, 400)
    await advanceClock(host, Date.parse(startsAt) - (await now()) + MINUTE_MS)
    const marked = await grace.patch(path, { attendance: 'noShow' })
    assert.deepEqual([marked.body.attendance, marked.body.notes, marked.body.version], ['noShow', 'Brings a dog.', 1])
    assert.deepEqual(
      (await listed('&attendance=noShow', grace)).map(({ id }: { id: string }) => id),
      [asked.body.bookingId],
    )
    assert.deepEqual(await listed('&attendance=attended', grace), [])
    const token = asked.body.manageUrl.split('/').at(-1)
    const seen = JSON.stringify((await new Client(host.app).get(`/api/public/bookings/${token}`)).body)
    assert.doesNotMatch(seen, /dog|noShow/)
    await atRest(host)
    assert.ok((await mails(host, 'wanda@example.test')).every(({ text }) => !text.includes('dog')))
    assert.equal((await grace.patch(path, { attendance: null, notes: '' })).body.attendance, undefined)
  })

  test('cancelled ones are listed where they are asked for; who declines may say why, escaped, in the customer’s frame', async () => {
    await type('why', { confirmation: 'manual' })
    const { startsAt } = (await slots(host, 'why'))[9]!
    const asked = await new Client(host.app).post('/api/public/demo/why/bookings', {
      ...bookingBody(startsAt, 'Xaver'),
      customer: { ...customer('Xaver'), timeZone: 'Europe/Berlin', locale: 'de' },
    })
    const path = `/api/bookings/${asked.body.bookingId}/answer`
    assert.equal((await grace.post(path, { answer: 'confirm', message: 'x' })).status, 400)
    assert.equal((await grace.post(path, { answer: 'decline', message: 'x'.repeat(1001) })).status, 400)
    assert.equal((await grace.post(path, { answer: 'decline', message: 'I am <b>ill</b>.\nSorry' })).status, 200)
    await atRest(host)
    const mail = (await mails(host, 'xaver@example.test')).at(-1)!
    assert.match(mail.subject, /^Nicht möglich/)
    assert.ok(mail.text.includes('I am <b>ill</b>.\nSorry') && mail.html.includes('I am &lt;b>ill'))
    const own = (found: { id: string }[]) => found.some(({ id }) => id === asked.body.bookingId)
    const cancelled = await listed('&status=cancelled', grace)
    assert.deepEqual(
      [own(cancelled), own(await listed('', grace)), own(await listed('&status=cancelled', linus))],
      [true, false, false],
    )
    assert.equal(
      cancelled.find(({ id }: { id: string }) => id === asked.body.bookingId).cancelMessage,
      'I am <b>ill</b>.\nSorry',
    )
  })

  test('an event becomes a booking of a type, its outside attendee the customer; and an event again, its time still taken', async () => {
    await type('from-event', { limits: { perDay: 1 }, reminderMinutesBefore: [60], resources: [] })
    const { startsAt, endsAt } = (await slots(host, 'from-event')).at(-7)!
    const attendees = [{ email: 'yara@example.test', name: 'Yara' }]
    const made = async (more = {}) =>
      (await grace.post('/api/events', { title: 'Chat', startsAt, endsAt, attendees, ...more })).body
    const event = await made()
    const book = (id: string, slug = 'from-event', by = grace) => by.post(`/api/events/${id}/booking`, { type: slug })
    assert.equal((await book(event.id, 'nothing')).status, 404)
    assert.equal((await book(event.id, 'from-event', linus)).status, 403)
    const alone = await made({ attendees: [], startsAt: later(startsAt, -60), endsAt: later(startsAt, -30) })
    assert.match((await book(alone.id)).body.detail, /outside/)
    const series = await made({
      rrule: 'FREQ=DAILY;COUNT=2',
      startsAt: later(startsAt, -90),
      endsAt: later(startsAt, -60),
    })
    assert.equal((await book(series.id)).status, 403)
    // Somebody else's claim on the same time is never sold over.
    const beside = await made({ title: 'Beside' })
    assert.equal((await book(event.id)).status, 409)
    await grace.delete(`/api/events/${beside.id}`)
    const booked = await book(event.id)
    assert.deepEqual(
      [booked.status, booked.body.booking.status, booked.body.booking.customer.email],
      [201, 'confirmed', 'yara@example.test'],
      JSON.stringify(booked.body),
    )
    assert.equal((await grace.get(`/api/events/${event.id}`)).status, 404)
    // Its limit counts it: the day is full for others.
    const sameDay = (await slots(host, 'from-event')).filter(
      (slot) => slot.startsAt.slice(0, 10) === startsAt.slice(0, 10),
    )
    assert.deepEqual(sameDay, [])
    await atRest(host)
    const mail = (await mails(host, 'yara@example.test')).at(-1)!
    assert.match(mail.subject, /^Booked/)
    const [, token] = /\/booking\/(\S+)/.exec(mail.text)!
    assert.equal((await new Client(host.app).get(`/api/public/bookings/${token}`)).body.status, 'confirmed')

    const back = await grace.delete(`/api/events/${booked.body.id}/booking`)
    assert.deepEqual(
      [back.status, back.body.startsAt, back.body.booking],
      [200, startsAt, undefined],
      JSON.stringify(back.body),
    )
    assert.equal((await grace.delete(`/api/events/${booked.body.id}/booking`)).status, 409)
    await atRest(host)
    await atRest(host)
    assert.equal((await subjects('yara@example.test')).at(-1), 'Booked')
    // What they had in their calendar has become the booking: no second entry stands beside it.
    const files = await Promise.all((await mails(host, 'yara@example.test')).map((one) => calendarPart(host, one)))
    const [asked, kept] = [files.find((text) => text.includes('SUMMARY:Chat')), files.at(-1)]
    const uidOf = (text = '') => /UID:(\S+)/.exec(text)?.[1]
    assert.equal(uidOf(kept), uidOf(asked))
    assert.match(kept ?? '', /SEQUENCE:1/)
    assert.equal((await new Client(host.app).get(`/api/public/bookings/${token}`)).status, 404)
    // It is an event as any other: called otherwise by whoever likes, and its customer still takes part.
    const named = await grace.patch(
      `/api/events/${back.body.id}`,
      { title: 'Chat with Yara' },
      { 'if-match': `"${back.body.version}"` },
    )
    assert.deepEqual([named.status, named.body.title], [200, 'Chat with Yara'], JSON.stringify(named.body))
    assert.ok(JSON.stringify(named.body.attendees).includes('yara@example.test'), JSON.stringify(named.body))
    const again = await slots(host, 'from-event')
    assert.ok(!again.some((slot) => slot.startsAt === startsAt), 'the event takes its time')
    assert.ok(
      again.some((slot) => slot.startsAt.slice(0, 10) === startsAt.slice(0, 10)),
      'no limit counts it any more',
    )
    const cancelled = await listed('&status=cancelled', grace)
    assert.ok(!cancelled.some(({ id }: { id: string }) => id === booked.body.id))
  })
})
