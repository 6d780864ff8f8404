import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import ICAL from 'ical.js'
import { advanceClock, atRest, bookingBody, Client, calendarPart, mails, signIn, slots } from '../support/client.ts'
import { type RunningHost, startHost } from '../support/host.ts'

const HOUR_MS = 3_600_000

describe('a customer books', () => {
  let host: RunningHost
  let customer: Client
  beforeAll(async () => {
    host = await startHost()
    customer = new Client(host.app)
  })
  afterAll(() => host.stop())

  const book = (type: string, startsAt: string, name: string, headers = {}) =>
    customer.post(`/api/public/demo/${type}/bookings`, bookingBody(startsAt, name), headers)

  test('the demo company offers all three types on the weekdays of the next 14 days', async () => {
    for (const type of ['call', 'team', 'room']) {
      const days = new Set((await slots(host, type)).map(({ startsAt }) => startsAt.slice(0, 10)))
      assert.ok(days.size >= 9, `${type} offers ${days.size} days`)
    }
  })

  test('a booked time leaves the page, stands in the host’s calendar, and both get a mail with an invitation', async () => {
    const [, first] = await slots(host, 'call')
    const booked = await book('call', first!.startsAt, 'Noor')
    assert.equal(booked.status, 201)
    assert.equal(booked.body.status, 'confirmed')
    assert.ok(!(await slots(host, 'call')).some(({ startsAt }) => startsAt === first!.startsAt))
    const ada = await signIn(host)
    const { body } = await ada.get(`/api/events?from=${first!.startsAt}&to=${first!.endsAt}`)
    assert.equal(body.events[0].title, 'Intro call: Noor')
    await atRest(host)
    const [toCustomer] = await mails(host, 'noor@example.test')
    const [toHost] = await mails(host, 'ada@demo.test')
    assert.match(toCustomer!.subject, /^Booked: Intro call with Ada Hartmann, .*\(America\/New York\)$/)
    assert.match(toHost!.subject, /^New booking: Intro call with Noor, .*\(Europe\/Berlin\)$/)
    const calendar = new ICAL.Component(ICAL.parse(await calendarPart(host, toCustomer!)))
    assert.equal(calendar.getFirstPropertyValue('method'), 'REQUEST')
    const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!)
    assert.equal(event.startDate.toJSDate().toISOString(), first!.startsAt)
    assert.equal(event.sequence, 0)
  })

  test('a move mails the new time with a higher SEQUENCE, a cancellation mails CANCEL; both free the time', async () => {
    const offered = await slots(host, 'call')
    const [from, to] = [offered[4]!, offered[9]!]
    const booked = await book('call', from.startsAt, 'Milan')
    await atRest(host)
    const token = booked.body.manageUrl.split('/').at(-1)
    const moved = await customer.patch(`/api/public/bookings/${token}`, { startsAt: to.startsAt })
    assert.equal(moved.status, 200)
    assert.equal(moved.body.startsAt, to.startsAt)
    assert.equal(moved.body.manageUrl, booked.body.manageUrl)
    await atRest(host)
    const free = (await slots(host, 'call')).map(({ startsAt }) => startsAt)
    assert.ok(free.includes(from.startsAt) && !free.includes(to.startsAt))
    const cancelled = await customer.delete(`/api/public/bookings/${token}`)
    assert.equal(cancelled.body.status, 'cancelled')
    const again = await customer.delete(`/api/public/bookings/${token}`)
    assert.deepEqual([again.status, again.body.status], [200, 'cancelled'])
    await atRest(host)
    assert.ok((await slots(host, 'call')).some(({ startsAt }) => startsAt === to.startsAt))
    const sequence = async (mail: Parameters<typeof calendarPart>[1]) => {
      const component = new ICAL.Component(ICAL.parse(await calendarPart(host, mail)))
      return [
        component.getFirstPropertyValue('method'),
        new ICAL.Event(component.getFirstSubcomponent('vevent')!).sequence,
      ]
    }
    const received = await mails(host, 'milan@example.test')
    assert.deepEqual(await Promise.all(received.map(sequence)), [
      ['REQUEST', 0],
      ['REQUEST', 1],
      ['CANCEL', 2],
    ])
    const late = await customer.patch(`/api/public/bookings/${token}`, { startsAt: from.startsAt })
    assert.deepEqual([late.status, late.body.refusal], [409, 'BookingOver'])
  })

  test('the same Idempotency-Key returns the first answer, also eleven minutes later; with another body it is refused', async () => {
    const offered = await slots(host, 'call')
    const { startsAt } = offered[12]!
    const key = { 'idempotency-key': 'a-lost-answer' }
    const first = await book('call', startsAt, 'Ines', key)
    const second = await book('call', startsAt, 'Ines', key)
    assert.equal(first.status, 201)
    assert.deepEqual(second.body, first.body)
    await advanceClock(host, 11 * 60_000)
    assert.deepEqual((await book('call', startsAt, 'Ines', key)).body, first.body)
    const other = await book('call', offered[14]!.startsAt, 'Ines', key)
    assert.deepEqual([other.status, other.body.refusal], [422, 'IdempotencyKeyReused'])
    await atRest(host)
    assert.equal((await mails(host, 'ines@example.test')).length, 1)
  })

  test('a room is claimed together with its host', async () => {
    const [, , first] = await slots(host, 'room')
    const booked = await book('room', first!.startsAt, 'Room')
    assert.equal(booked.status, 201)
    assert.equal(booked.body.resources[0].name, 'Garden room')
    for (const type of ['room', 'call'])
      assert.ok(!(await slots(host, type)).some(({ startsAt }) => startsAt === first!.startsAt), type)
  })

  test('round robin: 40 bookings differ by at most one between two free hosts', async () => {
    // Both hosts free at once all day: New York and Kolkata alone would hardly meet.
    const [grace, linus] = await Promise.all(
      host.local.demo.members.map(({ email, password }) => signIn(host, email, password)),
    )
    const weekly = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }))
    const ids: string[] = []
    for (const one of [grace!, linus!]) {
      const { body } = await one.get('/api/me')
      ids.push(body.id)
      await one.put(`/api/schedules/${body.id}`, { timeZone: 'UTC', weekly })
    }
    const ada = await signIn(host)
    await ada.post('/api/appointment-types', {
      slug: 'fair',
      title: 'Fair',
      hosts: ids,
      durationsMinutes: [15],
      noticeMinutes: 0,
    })
    // Days on which neither has anything else: the demo company's week is over, and its stand-up is on other days.
    const isQuiet = ({ startsAt }: { startsAt: string }) =>
      Date.parse(startsAt) > Date.now() + 9 * 86_400_000 && [2, 4, 6].includes(new Date(startsAt).getUTCDay())
    const offered = (await slots(host, 'fair')).filter(isQuiet).slice(0, 40)
    assert.equal(offered.length, 40)
    const counts = new Map<string, number>()
    for (const { startsAt } of offered) {
      const booked = await book('fair', startsAt, 'Fair')
      assert.equal(booked.status, 201, JSON.stringify(booked.body))
      const [{ id }] = booked.body.hosts
      counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    const [a = 0, b = 0] = counts.values()
    assert.ok(Math.abs(a - b) <= 1, `${a} and ${b}`)
  })

  test('refusals say which rule: past, outside hours, too far', async () => {
    const cases: [string, string][] = [
      ['2020-01-01T10:00:00Z', 'TooSoon'],
      ['2090-01-02T10:00:00Z', 'TooFar'],
    ]
    const [first] = await slots(host, 'call')
    const night = new Date(Date.parse(`${first!.startsAt.slice(0, 10)}T02:00:00Z`) + 24 * HOUR_MS).toISOString()
    cases.push([night, 'OutsideHours'])
    for (const [startsAt, refusal] of cases) {
      const answer = await book('call', startsAt, 'Refused')
      assert.deepEqual([answer.status, answer.body.refusal], [409, refusal], startsAt)
    }
    await atRest(host)
    assert.equal((await mails(host, 'refused@example.test')).length, 0)
  })

  test('a host cancels with a message: it stands in the customer’s mail, its lines apart and harmless', async () => {
    const free = (await slots(host, 'call'))[9]!
    await book('call', free.startsAt, 'Yara')
    const ada = await signIn(host)
    const { body } = await ada.get(`/api/events?from=${free.startsAt}&to=${free.endsAt}`)
    const path = `/api/events/${body.events[0].id}/cancel`
    const message = 'I am ill, sorry.\n<b>Please book again</b>'
    const tooLong = await ada.post(path, { message: 'x'.repeat(1001) })
    assert.deepEqual([tooLong.status, tooLong.body.errors[0].path], [400, 'message'])
    const grace = await signIn(host, 'grace@demo.test')
    assert.equal((await grace.post(path, { message })).status >= 400, true, 'it is not hers')
    assert.equal((await ada.post(path, { message })).status, 204)
    await atRest(host)
    const cancelled = (await mails(host, 'yara@example.test')).find(({ subject }) => subject.startsWith('Cancelled'))!
    assert.match(cancelled.text, /Ada Hartmann writes:\nI am ill, sorry\.\n<b>Please book again<\/b>/)
    assert.match(cancelled.html, /I am ill, sorry\.<br\/>&lt;b>Please book again&lt;\/b>/)
    assert.ok((await slots(host, 'call')).some(({ startsAt }) => startsAt === free.startsAt))
  })
})
