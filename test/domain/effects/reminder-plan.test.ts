import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import {
  planAfter,
  planFor,
  type ReminderPlan,
  remindedOf,
  reminderEffect,
  remindsOf,
} from '../../../shared/domain/effects/reminder-plan.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { at, bookingOf, NOW } from '../../contracts/samples.ts'

const booking = bookingOf('c', { reminderMinutesBefore: [60, 1440] })
const startsAt = at('09:00')
const earlier = (minutes: number) => startsAt - minutes * MINUTE_MS
const former = (change: Partial<ReminderPlan> = {}): ReminderPlan => ({
  company: 'c',
  subjectId: 'b1',
  version: 4,
  startsAt,
  minutesBefore: [60, 1440],
  doneUntil: earlier(1440),
  ...change,
})

describe('what is planned for the reminders of a booking', () => {
  const cases: [
    title: string,
    change: Partial<Booking>,
    former: ReminderPlan | undefined,
    now: number,
    next?: number,
  ][] = [
    ['the first one of a new booking', {}, undefined, NOW, earlier(1440)],
    ['the second one, once the first has gone', {}, former(), earlier(600), earlier(60)],
    ['from the beginning again, where it moved', {}, former({ startsAt: startsAt + 1 }), NOW, earlier(1440)],
    ['nothing, where it is cancelled', { status: 'cancelled' }, former(), earlier(600)],
    ['nothing, where all have gone', {}, former({ doneUntil: earlier(60) }), earlier(30)],
    ['nothing, where there are none', { reminderMinutesBefore: [] }, undefined, NOW],
  ]
  for (const [title, change, row, now, next] of cases)
    test(title, () => {
      const plan = planFor({ ...booking, ...change }, row, now)
      assert.equal(plan.nextAt, next)
      assert.equal(plan.version, (row?.version ?? 0) + 1)
    })

  test('what became due between its making and its planning is not forgotten', () =>
    assert.equal(planFor({ ...booking, updatedAt: earlier(1441) }, undefined, earlier(1439)).nextAt, earlier(1440)))
})

describe('after what was due is dealt with', () => {
  test('the next one is planned', () => {
    const plan = planAfter(former({ nextAt: earlier(1440) }), booking, earlier(1439))
    assert.deepEqual([plan.nextAt, plan.doneUntil, plan.version], [earlier(60), earlier(1439), 5])
  })

  test('nothing is planned of what is cancelled, nor after the last', () => {
    for (const [one, now] of [
      [{ ...booking, status: 'cancelled' as const }, earlier(1439)],
      [booking, earlier(59)],
    ] as const)
      assert.equal('nextAt' in planAfter(former({ nextAt: now - 1 }), one, now), false)
  })
})

test('reminded are the customer, the guests and the hosts', () =>
  assert.deepEqual(remindedOf({ ...booking, guests: ['g@example.test'], hosts: ['ada', 'bob'] }), [
    { to: 'customer' },
    { to: 'guest', email: 'g@example.test' },
    { to: 'host', memberId: 'ada' },
    { to: 'host', memberId: 'bob' },
  ]))

describe('a reminder that was sent', () => {
  const sent = reminderEffect(booking, { to: 'customer' }, { dueAt: earlier(60), minutesBefore: 60 })
  test('is that one', () => assert.ok(remindsOf(sent, { to: 'customer' }, startsAt, 60)))
  const others: [title: string, isIt: boolean][] = [
    ['another person', remindsOf(sent, { to: 'host', memberId: 'ada' }, startsAt, 60)],
    ['another start', remindsOf(sent, { to: 'customer' }, startsAt + 1, 60)],
    ['another length of time before', remindsOf(sent, { to: 'customer' }, startsAt, 30)],
    ['a mail about something else', remindsOf({ ...sent, about: 'booked' }, { to: 'customer' }, startsAt, 60)],
  ]
  for (const [title, isIt] of others) test(`is not one of ${title}`, () => assert.equal(isIt, false))
})
