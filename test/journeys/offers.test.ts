import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { typeKey } from '../../functions/adapters/dynamodb/appointment-types.ts'
import { type Answer, advanceClock, atRest, bookingBody, Client, mails, signIn } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'
import { tableCall } from '../support/table.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

describe('the rules of offers, through the doors', () => {
  let host: RunningHost
  let ada: Client
  let adaId: string
  const customer = () => new Client(host.app)
  /** A Tuesday ten days from now or later, so that whole weeks lie around it. */
  let tuesday: string
  const at = (time: string, days = 0) =>
    `${new Date(Date.parse(tuesday) + days * DAY_MS).toISOString().slice(0, 10)}T${time}:00.000Z`

  beforeAll(async () => {
    host = await startHost()
    ada = await signIn(host)
    adaId = (await ada.get('/api/me')).body.id
    const { now } = await fetch(`${host.app}/local/clock`, { method: 'POST', body: '{"advanceMs":0}' }).then(
      (response) => response.json() as Promise<{ now: string }>,
    )
    let day = Date.parse(now) + 10 * DAY_MS
    while (new Date(day).getUTCDay() !== 2) day += DAY_MS
    tuesday = new Date(day).toISOString().slice(0, 10)
    await ada.put(`/api/schedules/${adaId}.desk`, {
      timeZone: 'UTC',
      weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '18:00' })),
    })
  })
  afterAll(() => host.stop())

  let made = 0
  /** A type of its own for each test; each with a host of its own hours, far from the demo's events. */
  async function type(fields: Record<string, unknown>): Promise<string> {
    const slug = `t${++made}`
    const answer = await ada.post('/api/appointment-types', {
      slug,
      title: `Type ${made}`,
      hosts: [adaId],
      hours: { [adaId]: 'desk' },
      noticeMinutes: 0,
      ...fields,
    })
    assert.equal(answer.status, 201, JSON.stringify(answer.body))
    return slug
  }
  const book = (slug: string, startsAt: string, more: Record<string, unknown> = {}, name = 'Cara'): Promise<Answer> =>
    customer().post(`/api/public/demo/${slug}/bookings`, { ...bookingBody(startsAt, name), ...more })
  const starts = async (slug: string, more = ''): Promise<string[]> => {
    const answer = await customer().get(
      `/api/public/demo/${slug}/slots?from=${tuesday}&to=${tuesday}&timeZone=UTC${more}`,
    )
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body.slots.map(({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16))
  }
  const explain = async (slug: string, startsAt: string, more = '') =>
    (await ada.get(`/api/explain/${slug}?startsAt=${startsAt}${more}`)).body
  const fits = (answer: Answer, status: number, refusal?: string) =>
    assert.deepEqual([answer.status, answer.body.refusal], [status, refusal], JSON.stringify(answer.body))
  const free = (manageUrl: string) => customer().delete(`/api/public/bookings/${manageUrl.split('/').at(-1)}`)

  test('a type names nobody twice, nor more hosts together than one booking claims', async () => {
    const refused = async (fields: Record<string, unknown>) => {
      const { status, body } = await ada.post('/api/appointment-types', { slug: 'many', title: 'Many', ...fields })
      assert.equal(status, 400)
      return body.errors.map(({ path }: { path: string }) => path)
    }
    assert.deepEqual(await refused({ hosts: [adaId, adaId] }), ['hosts'])
    const crowd = Array.from({ length: 21 }, (_, i) => `h${i}`)
    assert.ok((await refused({ hosts: crowd, assignment: 'collective' })).includes('hosts'))
    assert.ok(!(await refused({ hosts: crowd })).includes('hosts'))
  })

  test('what is named has to be there, is named once and lies ahead; what is stored keeps what it names', async () => {
    const refused = async (fields: Record<string, unknown>) => {
      const body = { slug: 'strict', title: 'Strict', hosts: [adaId], ...fields }
      const answer = await ada.post('/api/appointment-types', body)
      assert.equal(answer.status, 400, JSON.stringify(answer.body))
      return answer.body.errors.map(({ path }: { path: string }) => path)
    }
    assert.deepEqual(await refused({ hours: { [adaId]: 'no-such-hours' } }), [`hours.${adaId}`])
    assert.deepEqual(await refused({ hours: { nobodyatall00000: 'desk' } }), ['hours.nobodyatall00000'])
    assert.deepEqual(await refused({ hostTerms: { nobodyatall00000: { weight: 2 } } }), ['hostTerms.nobodyatall00000'])
    assert.deepEqual(await refused({ reminderMinutesBefore: [60, 60] }), ['reminderMinutesBefore'])
    assert.deepEqual(await refused({ dates: { to: '2020-01-01' } }), ['dates.to'])
    const override = { date: at('00:00').slice(0, 10), windows: [] }
    assert.deepEqual(await refused({ overrides: [override, override] }), ['overrides'])
    assert.deepEqual(await refused({ alignMinutes: 7 }), ['alignMinutes'])
    const slug = await type({ dates: { to: at('00:00', 30).slice(0, 10) } })
    fits(await book(slug, at('08:00', 12), { seats: 3 }), 400)
    fits(
      await customer().post(`/api/public/demo/${slug}/holds`, { startsAt: at('08:00', 12), timeZone: 'UTC', seats: 3 }),
      400,
    )
    await atRest(host)
    const { pk, sk } = typeKey('demo', slug)
    await tableCall(host, 'UpdateItem', {
      Key: { pk: { S: pk }, sk: { S: sk } },
      UpdateExpression: 'SET #dates = :dates, #hours = :hours',
      ExpressionAttributeNames: { '#dates': 'dates', '#hours': 'hours' },
      ExpressionAttributeValues: {
        ':dates': { M: { to: { S: '2020-01-01' } } },
        ':hours': { M: { [adaId]: { S: 'gone' } } },
      },
    })
    const path = `/api/appointment-types/${slug}`
    fits(await ada.patch(path, { title: 'Later', dates: { to: '2020-01-01' }, hours: { [adaId]: 'gone' } }), 200)
    const again = await ada.patch(path, { dates: { to: '2020-01-02' } })
    assert.deepEqual([again.status, again.body.errors?.[0].path], [400, 'dates.to'])
  })

  test('a type says until when it may be moved: another time than for cancelling, and kept by what is booked', async () => {
    const slug = await type({ cancelNoticeMinutes: 0, moveNoticeMinutes: 525_600 })
    const first = await book(slug, at('17:00', 13))
    fits(first, 201)
    assert.deepEqual([first.body.canMove, first.body.canCancel], [false, true])
    const path = `/api/public/bookings/${first.body.manageUrl.split('/').at(-1)}`
    fits(await customer().patch(path, { startsAt: at('17:30', 13) }), 409, 'TooLateToMove')
    fits(await ada.patch(`/api/appointment-types/${slug}`, { moveNoticeMinutes: 0 }), 200)
    fits(await customer().patch(path, { startsAt: at('17:30', 13) }), 409, 'TooLateToMove')
    fits(await customer().delete(path), 200)
    const plain = await type({ cancelNoticeMinutes: 30 })
    const kept = (await ada.get('/api/appointment-types')).body.types
    assert.equal(
      kept.find((one: { slug: string }) => one.slug === plain).moveNoticeMinutes,
      30,
      'left out: as for cancelling',
    )
  })

  test('dates of its own, holidays, round starts and times beside what is booked: listed, booked and explained alike', async () => {
    const date = at('00:00', 9).slice(0, 10)
    const next = at('00:00', 10).slice(0, 10)
    const on = async (slug: string, day: string): Promise<string[]> =>
      (await customer().get(`/api/public/demo/${slug}/slots?from=${day}&to=${day}&timeZone=UTC`)).body.slots.map(
        ({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16),
      )
    const own = await type({
      overrides: [
        { date, windows: [{ from: '19:00', to: '20:00' }] },
        { date: next, windows: [] },
      ],
    })
    assert.deepEqual([await on(own, date), await on(own, next)], [['19:00', '19:30'], []])
    const { reason } = await explain(own, `${date}T10:00:00Z`)
    assert.deepEqual([reason.reason, reason.lift.rule], ['override', 'ownDate'])
    fits(await book(own, `${date}T10:00:00Z`), 409, 'NotOffered')
    fits(await book(own, `${date}T19:00:00Z`), 201)
    const { holidays } = (await ada.get('/api/holidays')).body
    fits(await ada.put('/api/holidays', { holidays: [...holidays, { date: next, title: 'Founding day' }] }), 200)
    const closed = await type({ durationsMinutes: [60] })
    const open = await type({ durationsMinutes: [60], isOpenOnHolidays: true })
    assert.deepEqual([(await on(closed, next)).length, (await on(open, next)).length > 0], [0, true])
    fits(await ada.put('/api/holidays', { holidays }), 200)
    const beside = await type({ durationsMinutes: [30], offer: 'besideOnly' })
    const day = at('00:00', 20).slice(0, 10)
    assert.ok((await on(beside, day)).length > 10, 'nothing is booked yet')
    fits(await book(beside, `${day}T11:00:00Z`), 201)
    assert.deepEqual(await on(beside, day), ['10:30', '11:30'])
    const left = (await explain(beside, `${day}T14:00:00Z`)).reason
    assert.deepEqual([left.reason, left.lift.nearest[1].slice(11, 16)], ['notBeside', '11:30'])
    fits(await book(beside, `${day}T14:00:00Z`), 409, 'NotOffered')
    const first = await type({ durationsMinutes: [30], offer: 'besideFirst' })
    const { slots } = (await customer().get(`/api/public/demo/${first}/slots?from=${day}&to=${day}&timeZone=UTC`)).body
    const marked = slots.filter(({ isBeside }: { isBeside?: boolean }) => isBeside)
    assert.deepEqual(
      [marked.map(({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16)), slots.length > 10],
      [['10:30', '11:30'], true],
    )
    const steps = { durationsMinutes: [20], stepMinutes: 20 }
    const after = (await on(await type(steps), day)).find((time) => time >= '11:30')
    const round = (await on(await type({ ...steps, alignMinutes: 15 }), day)).find((time) => time >= '11:30')
    assert.deepEqual([after, round], ['11:40', '11:30'])
  })

  test('what a change would do is told before it is made: times that appear and vanish, bookings that no longer fit', async () => {
    const slug = await type({ durationsMinutes: [30] })
    const day = at('00:00', 27).slice(0, 10)
    fits(await book(slug, `${day}T09:00:00Z`, {}, 'Early'), 201)
    fits(await book(slug, `${day}T12:00:00Z`, {}, 'Noon'), 201)
    await ada.put(`/api/schedules/${adaId}.late`, {
      timeZone: 'UTC',
      weekly: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '12:00', to: '19:00' })),
    })
    const path = `/api/appointment-types/${slug}`
    const before = (await ada.get('/api/appointment-types')).body.types.find(
      (one: { slug: string }) => one.slug === slug,
    )
    const told = await ada.post(`${path}/what-if`, { hours: { [adaId]: 'late' } })
    fits(told, 200)
    const { appearing, vanishing, breaking, isWhole } = told.body
    assert.ok(appearing.count > 50 && vanishing.count > 100 && vanishing.times.length === 100 && isWhole)
    assert.deepEqual(
      [breaking.count, breaking.bookings[0].customer.name, breaking.bookings[0].reason.reason],
      [1, 'Early', 'outsideHours'],
    )
    const gone = await ada.post(`${path}/what-if`, { durationsMinutes: [60] })
    assert.deepEqual([gone.body.breaking.count, gone.body.breaking.bookings[0].rule], [2, 'durationsMinutes'])
    const none = await ada.post(`${path}/what-if`, { title: 'Other' })
    assert.deepEqual([none.body.appearing.count, none.body.vanishing.count, none.body.breaking.count], [0, 0, 0])
    const after = (await ada.get('/api/appointment-types')).body.types.find(
      (one: { slug: string }) => one.slug === slug,
    )
    assert.deepEqual(after, before, 'nothing is stored')
    const grace = await signIn(host, 'grace@demo.test')
    fits(await grace.post(`${path}/what-if`, { title: 'Mine' }), 403, 'NotAllowed')
    // What is written and not saved is explained as what stands.
    const written = { hosts: [adaId], hours: { [adaId]: 'late' }, noticeMinutes: 0, horizonDays: 60 }
    const why = (await ada.post('/api/appointment-types/preview/explain', { ...written, startsAt: `${day}T09:00:00Z` }))
      .body
    assert.deepEqual([why.reason.reason, why.reason.lift.rule], ['outsideHours', 'hours'])
    const free = await ada.post('/api/appointment-types/preview/explain', { ...written, startsAt: `${day}T14:00:00Z` })
    assert.ok(free.body.offer)
    fits(await ada.delete(`/api/schedules/${adaId}.late`), 204)
  })

  test('limits per day, week, month and booker: counted, explained, given back', async () => {
    const slug = await type({ limits: { perDay: 2, perWeek: 3, perMonth: null, perBooker: null } })
    const first = await book(slug, at('08:00'))
    fits(first, 201)
    fits(await book(slug, at('09:00')), 201)
    fits(await book(slug, at('10:00')), 409, 'LimitReached')
    assert.deepEqual(await starts(slug), [])
    const { reason } = await explain(slug, at('10:00'))
    assert.deepEqual([reason.reason, reason.lift], ['limit', { rule: 'perDay', atLeast: 3 }])
    assert.match(reason.words, /Ada Hartmann takes no more bookings/)
    fits(await book(slug, at('10:00', 1)), 201)
    fits(await book(slug, at('11:00', 1)), 409, 'LimitReached')
    await free(first.body.manageUrl)
    fits(await book(slug, at('11:00', 1)), 201)
    const one = await type({ limits: { perDay: null, perWeek: null, perMonth: null, perBooker: 1 } })
    const own = await book(one, at('14:00'), {}, 'Dora')
    fits(own, 201)
    fits(await book(one, at('15:00'), {}, 'Dora'), 409, 'LimitReached')
    fits(await book(one, at('15:00'), {}, 'Emil'), 201)
    assert.equal((await explain(one, at('16:00'), '&email=dora@example.test')).reason.lift.rule, 'perBooker')
    const token = own.body.manageUrl.split('/').at(-1)
    fits(await customer().patch(`/api/public/bookings/${token}`, { startsAt: at('16:30') }), 200)
  })

  test('two buffers between neighbours: the larger counts, or both together where a type says so', async () => {
    const plain = { durationsMinutes: [60], stepMinutes: 15, bufferBeforeMinutes: 15, bufferAfterMinutes: 30 }
    const larger = await type(plain)
    const adding = await type({ ...plain, buffersAddUp: true })
    const kept = (await ada.get('/api/appointment-types')).body.types
    const saying = (slug: string) => kept.find((one: { slug: string }) => one.slug === slug).buffersAddUp
    assert.deepEqual([saying(larger), saying(adding)], [false, true])
    const date = at('00:00', 16).slice(0, 10)
    const around = async (slug: string, to = '13:45'): Promise<string[]> => {
      const { body } = await ada.get(`/api/public/demo/${slug}/slots?from=${date}&to=${date}&timeZone=UTC`)
      const shown = body.slots.map(({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16))
      return shown.filter((one: string) => one >= '10:15' && one <= to)
    }
    fits(await book(larger, at('12:00', 16)), 201)
    assert.deepEqual(await around(larger), ['10:15', '10:30', '13:30', '13:45'])
    assert.deepEqual(await around(adding), ['10:15', '13:45'])
    const near = await explain(adding, at('13:30', 16))
    assert.deepEqual([near.reason.reason, near.reason.lift], ['buffer', { rule: 'buffers', atMost: 0 }])
    fits(await book(adding, at('13:30', 16)), 409, 'SlotTaken')
    const after = await book(adding, at('13:45', 16))
    fits(after, 201)
    // Whichever of the two says so: the one that stands keeps its own buffer free of the next one's.
    assert.ok(!(await around(larger, '15:15')).includes('15:15'))
    fits(await book(larger, at('15:15', 16)), 409, 'SlotTaken')
    fits(await book(larger, at('15:30', 16)), 201)
    await atRest(host)
    const { pk, sk } = typeKey('demo', adding)
    const Key = { pk: { S: pk }, sk: { S: sk } }
    await tableCall(host, 'UpdateItem', { Key, UpdateExpression: 'REMOVE buffersAddUp, rowVersion' })
    const old = (await ada.get('/api/appointment-types')).body.types
    assert.equal(old.find((one: { slug: string }) => one.slug === adding).buffersAddUp, false, 'a row of before')
    const token = after.body.manageUrl.split('/').at(-1)
    fits(await customer().patch(`/api/public/bookings/${token}`, { startsAt: at('13:30', 16) }), 200)
  })

  test('a class: seats fill up, the party must fit, the last to leave frees the time', async () => {
    const slug = await type({ seats: 3, durationsMinutes: [60] })
    const first = await book(slug, at('08:00', 2), { seats: 2 }, 'Fay')
    fits(first, 201)
    assert.equal(first.body.seats, 2)
    fits(await book(slug, at('08:00', 2), { seats: 2 }, 'Gus'), 409, 'Full')
    fits(await book(slug, at('08:00', 2), {}, 'Gus'), 201)
    fits(await book(slug, at('08:00', 2), {}, 'Hal'), 409, 'Full')
    const other = await type({ durationsMinutes: [60] })
    fits(await book(other, at('08:00', 2)), 409, 'SlotTaken')
    assert.equal((await explain(slug, at('08:00', 2))).reason.lift.rule, 'seats')
    const calendar = await ada.get(`/api/events?from=${at('00:00', 2)}&to=${at('00:00', 3)}`)
    const entry = calendar.body.events.find(({ title }: { title: string }) => /\(3 of 3\)/.test(title))
    assert.equal(entry?.attendeeCount, 2)
    const opened = (await ada.get(`/api/events/${entry.id}`)).body
    assert.deepEqual([opened.title, opened.attendees.length, opened.canChange], [entry.title, 2, false])
    // A seat moves to a class that begins to fill elsewhere; the other stays.
    const token = first.body.manageUrl.split('/').at(-1)
    const moved = await customer().patch(`/api/public/bookings/${token}`, { startsAt: at('10:00', 2) })
    fits(moved, 200)
    fits(await book(slug, at('08:00', 2), { seats: 2 }, 'Hal'), 201)
    await free(moved.body.manageUrl)
    fits(await book(other, at('10:00', 2)), 201)
  })

  test('a hold keeps a time until it ends, and becomes the booking of whoever has its token', async () => {
    const slug = await type({})
    const hold = await customer().post(`/api/public/demo/${slug}/holds`, { startsAt: at('08:00', 3), timeZone: 'UTC' })
    fits(hold, 201)
    fits(await book(slug, at('08:00', 3)), 409, 'SlotTaken')
    assert.equal((await explain(slug, at('08:00', 3))).reason.reason, 'hold')
    const booked = await book(slug, at('08:00', 3), { hold: hold.body.hold })
    fits(booked, 201)
    const again = await customer().post(`/api/public/demo/${slug}/holds`, { startsAt: at('09:00', 3), timeZone: 'UTC' })
    fits(again, 201)
    fits(await customer().delete(`/api/public/holds/${again.body.hold}`), 204)
    fits(await book(slug, at('09:00', 3)), 201)
    const left = await customer().post(`/api/public/demo/${slug}/holds`, { startsAt: at('10:00', 3), timeZone: 'UTC' })
    await advanceClock(host, 11 * 60_000)
    fits(await book(slug, at('10:00', 3), { hold: left.body.hold }), 201)
    assert.equal((await mails(host)).filter(({ subject }) => /hold/i.test(subject)).length, 0)
    fits(await book(slug, at('11:00', 3), { hold: 'demo.x.hold.1.'.padEnd(46, 'y') }), 400)
  })

  test('a request takes the time until its host answers; declined, it is free again', async () => {
    const slug = await type({ confirmation: 'manual' })
    const asked = await book(slug, at('13:00', 3), {}, 'Ida')
    fits(asked, 201)
    assert.equal(asked.body.status, 'pending')
    fits(await book(slug, at('13:00', 3), {}, 'Jon'), 409, 'SlotTaken')
    await atRest(host)
    const declined = await ada.post(`/api/bookings/${asked.body.bookingId}/answer`, { answer: 'decline' })
    fits(declined, 200)
    const second = await book(slug, at('13:00', 3), {}, 'Jon')
    fits(second, 201)
    await atRest(host)
    fits(await ada.post(`/api/bookings/${second.body.bookingId}/answer`, { answer: 'confirm' }), 200)
    fits(await ada.post(`/api/bookings/${second.body.bookingId}/answer`, { answer: 'decline' }), 412, 'Changed')
    fits(await ada.post(`/api/bookings/${asked.body.bookingId}/answer`, { answer: 'confirm' }), 409, 'BookingOver')
    const token = second.body.manageUrl.split('/').at(-1)
    assert.equal((await customer().get(`/api/public/bookings/${token}`)).body.status, 'confirmed')
    await atRest(host)
    const said = async (to: string) => (await mails(host, to)).map(({ subject }) => subject.split(':')[0])
    assert.deepEqual(await said('ida@example.test'), ['Asked for', 'Not possible'])
    assert.deepEqual(await said('jon@example.test'), ['Asked for', 'Confirmed'])
  })

  test('a recurring booking: all of its dates or none, or those that can be had, and near ones for the others', async () => {
    const slug = await type({ mostDates: 10 })
    fits(await book(slug, at('16:00', 10)), 201)
    const all = await book(slug, at('16:00', 3), { repeat: { every: 'week', count: 4 } }, 'Kim')
    fits(all, 409, 'SlotTaken')
    assert.deepEqual(
      all.body.clashes.map(({ startsAt }: { startsAt: string }) => startsAt),
      [at('16:00', 10)],
    )
    assert.ok(all.body.clashes[0].alternatives.length > 0)
    assert.ok((await starts(slug)).includes('16:00'), 'nothing was booked')
    const some = await book(slug, at('16:00', 3), { repeat: { every: 'week', count: 4, onClash: 'skip' } }, 'Kim')
    fits(some, 201)
    assert.equal(some.body.dates.length, 3)
    assert.equal(some.body.skipped[0].startsAt, at('16:00', 10))
    assert.ok(some.body.skipped[0].alternatives.length > 0)
    await atRest(host)
    const received = await mails(host, 'kim@example.test')
    assert.equal(received.length, 1, 'one mail tells of all dates')
    assert.match(received[0]!.text, /All dates/)
    // And it puts all of them into the calendar, each as a meeting of its own.
    const files = (received[0]!.attachments ?? []).filter(({ contentType }) => contentType.includes('calendar'))
    const names = [...new Set(files.map(({ generatedFileName }) => generatedFileName))]
    const texts = await Promise.all(
      names.map(async (name) =>
        (await fetch(`${host.mailbox}/api/email/${received[0]!.id}/attachment/${encodeURIComponent(name)}`)).text(),
      ),
    )
    const uids = texts.flatMap((text) => /UID:(\S+)/.exec(text)?.[1] ?? [])
    assert.deepEqual(
      [...new Set(uids)].sort(),
      some.body.dates.map(({ bookingId }: { bookingId: string }) => `${bookingId}@almanac`).sort(),
    )
    const request = await type({ mostDates: 4, confirmation: 'manual' })
    const asked = await book(request, at('12:00', 3), { repeat: { every: 'week', count: 3 } }, 'Lea')
    await atRest(host)
    fits(await ada.post(`/api/bookings/${asked.body.dates[1].bookingId}/answer`, { answer: 'confirm' }), 200)
    for (const { manageUrl } of asked.body.dates) {
      const shown = await customer().get(`/api/public/bookings/${manageUrl.split('/').at(-1)}`)
      assert.equal(shown.body.status, 'confirmed', 'all dates are answered at once')
    }
    await atRest(host)
    assert.deepEqual(
      (await mails(host, 'lea@example.test')).map(({ subject }) => subject.split(':')[0]),
      ['Asked for', 'Confirmed'],
    )
    await free(some.body.dates[1].manageUrl)
    fits(await book(slug, some.body.dates[1].startsAt), 201)
    fits(await book(slug, at('16:00', 4), { repeat: { every: 'day', count: 11 } }), 400)
  })

  test('hours of several kinds, days off, holidays, ranges offered by hand', async () => {
    const evenings = await ada.put(`/api/schedules/${adaId}.evenings`, {
      timeZone: 'UTC',
      weekly: [{ weekday: 2, from: '20:00', to: '22:00' }],
    })
    fits(evenings, 200)
    assert.equal((await ada.get(`/api/schedules?of=${adaId}`)).body.schedules.length, 3)
    const late = await type({ hours: { [adaId]: 'evenings' }, durationsMinutes: [60] })
    assert.deepEqual(await starts(late), ['20:00', '21:00'])
    fits(
      await ada.put(`/api/days-off/${adaId}`, {
        daysOff: [{ startDate: tuesday, endDate: at('00:00', 1).slice(0, 10), title: 'Away' }],
      }),
      200,
    )
    assert.deepEqual(await starts(late), [])
    assert.deepEqual((await explain(late, at('20:00'))).reason.lift, {
      rule: 'dayOff',
      of: adaId,
      date: tuesday,
      title: 'Away',
    })
    await ada.put(`/api/days-off/${adaId}`, { daysOff: [] })
    fits(await ada.put('/api/holidays', { holidays: [{ date: tuesday, title: 'Founders’ day' }] }), 200)
    assert.deepEqual(await starts(late), [])
    await ada.put(`/api/schedules/${adaId}.evenings`, {
      timeZone: 'UTC',
      weekly: [{ weekday: 2, from: '20:00', to: '22:00' }],
      overrides: [{ date: tuesday, windows: [{ from: '21:00', to: '22:00' }] }],
    })
    assert.deepEqual(await starts(late), ['21:00'], 'one’s own word for a date is stronger than the company’s')
    await ada.put('/api/holidays', { holidays: [] })
    const dragged = await type({
      durationsMinutes: [60],
      ranges: [{ startsAt: at('05:00'), endsAt: at('07:00') }],
    })
    assert.deepEqual(await starts(dragged), ['05:00', '06:00'])
    const anyTime = await starts(await type({ limitToWorkingHours: false, durationsMinutes: [60] }))
    assert.ok(anyTime.includes('03:00'), 'without working hours only what is busy counts')
  })

  test('tables: a party gets the best fitting, or linked ones together; a shared thing takes as many as it has places for', async () => {
    const resource = async (fields: Record<string, unknown>) =>
      (await ada.post('/api/resources', { timeZone: 'UTC', ...fields })).body.id as string
    const two = await resource({ name: 'Table for two', capacity: 2 })
    const four = await resource({ name: 'Table for four', capacity: 4, linkedWith: [two] })
    const slug = await type({ hosts: [], resources: [two, four], hours: {}, durationsMinutes: [60] })
    const first = await book(slug, at('12:00', 5), { seats: 2 })
    assert.deepEqual(
      first.body.resources.map(({ id }: { id: string }) => id),
      [two],
    )
    fits(await book(slug, at('12:00', 5), { seats: 5 }), 409, 'SlotTaken')
    const both = await book(slug, at('13:00', 5), { seats: 6 })
    fits(both, 201)
    assert.equal(both.body.resources.length, 2)
    fits(await book(slug, at('13:00', 5), { seats: 1 }), 409, 'SlotTaken')
    fits(await book(slug, at('15:00', 5), { seats: 7 }), 409, 'Full')
    const bar = await resource({ name: 'Bar', capacity: 3, isShared: true })
    const drinks = await type({ hosts: [], resources: [bar], hours: {}, durationsMinutes: [60] })
    fits(await book(drinks, at('12:00', 5), { seats: 2 }), 201)
    fits(await book(drinks, at('12:00', 5), { seats: 2 }), 409, 'SlotTaken')
    fits(await book(drinks, at('12:00', 5), { seats: 1 }), 201)
  })

  test('round robin by priority and weight, and why this host', async () => {
    const members = (await ada.get('/api/members')).body.members as { id: string; email: string }[]
    const [grace, linus] = ['grace', 'linus'].map((name) => members.find(({ email }) => email.startsWith(name))!.id)
    for (const id of [grace, linus])
      await ada.put(`/api/schedules/${id}.desk`, {
        timeZone: 'UTC',
        weekly: [{ weekday: 3, from: '08:00', to: '18:00' }],
      })
    const slug = await type({
      hosts: [grace, linus],
      hours: { [grace!]: 'desk', [linus!]: 'desk' },
      hostTerms: { [grace!]: { weight: 3 } },
    })
    const hosts: string[] = []
    for (let i = 0; i < 8; i++) {
      const booked = await book(slug, at(`${String(8 + i).padStart(2, '0')}:00`, 15))
      fits(booked, 201)
      hosts.push(booked.body.hosts[0].id)
    }
    assert.equal(hosts.filter((id) => id === grace).length, 6)
    const first = await type({
      hosts: [grace, linus],
      hours: { [grace!]: 'desk', [linus!]: 'desk' },
      hostTerms: { [linus!]: { priority: 1 } },
    })
    assert.equal((await book(first, at('17:00', 15))).body.hosts[0].id, linus)
    assert.equal((await book(first, at('17:00', 15))).body.hosts[0].id, grace, 'the other only when the first is taken')
  })

  test('a room’s series and a booking of the room cannot both stand, whoever comes first', async () => {
    const room = (await ada.post('/api/resources', { name: 'Attic', timeZone: 'UTC' })).body.id
    const slug = await type({ hosts: [], resources: [room], hours: {}, durationsMinutes: [60] })
    const weekly = (day: number, time: string) => ({
      title: 'Choir',
      startsAt: at(time, day),
      endsAt: new Date(Date.parse(at(time, day)) + HOUR_MS).toISOString(),
      timeZone: 'UTC',
      rrule: 'FREQ=WEEKLY',
      resources: [room],
    })
    const series = await ada.post('/api/events', weekly(0, '10:00'))
    fits(series, 201)
    fits(await book(slug, at('10:00', 21)), 409, 'SlotTaken')
    fits(await book(slug, at('11:00', 21)), 201)
    const late = await ada.post('/api/events', weekly(7, '10:30'))
    fits(late, 409, 'RoomTaken')
    assert.ok(late.body.clashes.length > 0)
    const onBooking = await ada.post('/api/events', weekly(0, '11:00'))
    fits(onBooking, 409, 'RoomTaken')
    assert.equal(onBooking.body.clashes[0].startsAt, at('11:00', 21))
    const seen = await ada.get(`/api/events?from=${at('00:00')}&to=${at('23:59', 30)}`)
    assert.equal(
      seen.body.events.filter(({ title }: { title: string }) => title === 'Choir').length,
      5,
      'withdrawn ones left nothing',
    )
    const single = await ada.post('/api/events', { ...weekly(28, '10:00'), rrule: undefined })
    fits(single, 409, 'RoomTaken')
    fits(await ada.post('/api/events', { ...weekly(28, '12:00'), rrule: undefined }), 201)
    fits(await book(slug, at('12:00', 28)), 409, 'SlotTaken')
    fits(await ada.delete(`/api/events/${series.body.id}?scope=all`), 204)
    fits(await book(slug, at('10:00', 21)), 201)
    fits(await ada.post('/api/events', { ...weekly(0, '10:00'), resources: ['nowhere'] }), 400)
  })

  test('a meeting of sixty: everybody’s time is taken, also after it moved', async () => {
    const guests: { client: Client; email: string; id: string }[] = []
    for (let i = 0; i < 59; i++) {
      const email = `m${i}@demo.test`
      const invitation = await ada.post('/api/invitations', { email, role: 'member' })
      const client = customer()
      const joined = await client.post(
        `/api/public/invitations/${invitation.body.acceptUrl.split('/').at(-1)}/accept`,
        { name: `Member ${i}`, password: 'a long password', timeZone: 'UTC' },
      )
      guests.push({ client, email, id: joined.body.id })
    }
    const meeting = await ada.post('/api/events', {
      title: 'All hands',
      startsAt: at('09:00', 6),
      endsAt: at('10:00', 6),
      timeZone: 'UTC',
      attendees: guests.map(({ email }) => ({ email })),
    })
    fits(meeting, 201)
    await atRest(host)
    const sees = async (day: number) => {
      const all = await Promise.all(
        guests.map(({ client }) => client.get(`/api/events?from=${at('00:00', day)}&to=${at('00:00', day + 1)}`)),
      )
      return all.filter(({ body }) => body.events.some(({ title }: { title: string }) => title === 'All hands')).length
    }
    assert.equal(await sees(6), 59)
    await ada.patch(`/api/events/${meeting.body.id}`, { startsAt: at('09:00', 7), endsAt: at('10:00', 7) })
    await atRest(host)
    assert.deepEqual([await sees(6), await sees(7)], [0, 59])
    await ada.patch(`/api/events/${meeting.body.id}`, { attendees: guests.slice(0, 3).map(({ email }) => ({ email })) })
    await atRest(host)
    assert.equal(await sees(7), 3)
    await ada.delete(`/api/events/${meeting.body.id}`)
    await atRest(host)
    assert.equal(await sees(7), 0)
  })

  test('whole days begin where a member lives: they move when the member does', async () => {
    const invitation = await ada.post('/api/invitations', { email: 'nomad@demo.test', role: 'member' })
    const nomad = customer()
    const joined = await nomad.post(`/api/public/invitations/${invitation.body.acceptUrl.split('/').at(-1)}/accept`, {
      name: 'Nomad',
      password: 'a long password',
      timeZone: 'UTC',
    })
    const slug = await type({ hosts: [joined.body.id], hours: {}, limitToWorkingHours: false, durationsMinutes: [60] })
    const day = at('00:00', 13).slice(0, 10)
    const off = { title: 'Off', startDate: day, endDate: at('00:00', 14).slice(0, 10), showAs: 'busy' }
    fits(await nomad.post('/api/events', off), 201)
    fits(await book(slug, at('23:00', 12)), 201)
    fits(await book(slug, at('01:00', 14)), 201)
    fits(await book(slug, at('20:00', 13)), 409, 'SlotTaken')
    fits(await nomad.patch('/api/me', { timeZone: 'Asia/Tokyo' }), 200)
    // 13th in Tokyo: from 15:00 UTC of the 12th to 15:00 UTC of the 13th.
    fits(await book(slug, at('20:00', 12)), 409, 'SlotTaken')
    fits(await book(slug, at('20:00', 13)), 201)
  })

  test('a leave of four months closes every day of it, and a booking that it hits is marked', async () => {
    const slug = await type({})
    fits(await book(slug, at('15:00', 8)), 201)
    const leave = await ada.post('/api/events', {
      title: 'Leave',
      startDate: at('00:00', 8).slice(0, 10),
      endDate: at('00:00', 128).slice(0, 10),
      showAs: 'busy',
    })
    fits(leave, 201)
    assert.ok(leave.body.overlaps >= 1)
    fits(await book(slug, at('15:00', 9)), 409, 'SlotTaken')
    const seen = await ada.get(`/api/events?from=${at('00:00', 8)}&to=${at('00:00', 9)}`)
    const booked = seen.body.events.find(({ marks }: { marks: string[] }) => marks.includes('booking'))
    assert.deepEqual(booked?.marks, ['booking', 'overlapped'])
    await ada.delete(`/api/events/${leave.body.id}`)
    fits(await book(slug, at('15:00', 9)), 201)
  })
})
