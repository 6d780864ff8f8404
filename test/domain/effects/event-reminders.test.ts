import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { planForEvent, plannedFor, reminderMailsDue } from '../../../shared/domain/effects/event-reminders.ts'
import { momentBefore, morningOf } from '../../../shared/domain/effects/morning.ts'
import { leftOut, reminderReasonOf } from '../../../shared/domain/effects/reminder-reason.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { EventReminder } from '../../../shared/domain/people/calendar.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { effectOf, eventOf, memberOf } from '../../contracts/samples.ts'

const mail = (minutesBefore: number): EventReminder => ({ minutesBefore, by: 'mail' })
const who = (id: string, change: Partial<Member>): Member => ({
  ...memberOf('c', id),
  email: `${id}@c.test`,
  ...change,
})
const ada = who('ada', { timeZone: 'Europe/Berlin' })
const grace = who('grace', { timeZone: 'America/New_York' })
const linus = who('linus', { timeZone: 'Europe/Berlin', wholeDayRemindersAt: '06:30' })
const members = [ada, grace, linus]
const asked = (email: string, memberId?: string) => ({
  email,
  reply: 'accepted' as const,
  ...(memberId !== undefined && { memberId }),
})
const OUTSIDER = 'max@client.test'
const wholeDay = (change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  ...eventOf('c', { times: { kind: 'allDay', startDate: '2027-06-09', endDate: '2027-06-10' } }),
  organizerId: 'ada',
  attendees: [asked(grace.email, 'grace'), asked(linus.email, 'linus'), asked(OUTSIDER)],
  reminders: [mail(0)],
  ...change,
})
const at = (text: string) => Date.parse(text)

describe('the morning from which reminders of whole days count back', () => {
  test.each([
    ['the usual one, where nobody chose', {}, 0, '2027-06-09T06:00:00.000Z'],
    ['the one that was chosen', { wholeDayRemindersAt: '06:30' }, 0, '2027-06-09T04:30:00.000Z'],
    ['a day before it', {}, 1440, '2027-06-08T06:00:00.000Z'],
    ['the evening before', {}, 14 * 60, '2027-06-08T16:00:00.000Z'],
    ['where somebody lives', { timeZone: 'Asia/Tokyo' }, 0, '2027-06-08T23:00:00.000Z'],
    ['at midnight', { wholeDayRemindersAt: '00:00' }, 0, '2027-06-08T22:00:00.000Z'],
  ] as const)('%s', (_, change, minutes, expected) =>
    assert.equal(formatInstant(momentBefore('2027-06-09', minutes, morningOf({ ...ada, ...change }))), expected),
  )

  test.each([
    ['the day on which clocks go forward', '2027-03-28', 0, '2027-03-28T06:00:00.000Z'],
    ['the day before that one, at the same time of day', '2027-03-28', 1440, '2027-03-27T07:00:00.000Z'],
    ['the day on which clocks go back', '2027-10-31', 0, '2027-10-31T07:00:00.000Z'],
    ['the day before that one, at the same time of day', '2027-10-31', 1440, '2027-10-30T06:00:00.000Z'],
    ['a week before, over the change', '2027-04-01', 10_080, '2027-03-25T07:00:00.000Z'],
  ])('stands on the clock on %s', (_, date, minutes, expected) =>
    assert.equal(formatInstant(momentBefore(date, minutes, morningOf(ada))), expected),
  )

  test('an hour that clocks skip is read with the offset before it', () =>
    assert.equal(
      formatInstant(momentBefore('2027-03-28', 0, morningOf({ ...ada, wholeDayRemindersAt: '02:30' }))),
      '2027-03-28T01:30:00.000Z',
    ))
})

describe('who is reminded of a whole day, and when', () => {
  const due = (event: CalendarEvent, doneUntil: string, now: string, people = members) =>
    reminderMailsDue(event, people, { doneUntil: at(doneUntil), now: at(now) }).map(
      ({ recipient, dueAt, state, startDate }) => [
        recipient.to === 'asked' ? recipient.email : '',
        formatInstant(dueAt),
        state,
        startDate,
      ],
    )

  test('each in their own morning, somebody from outside in that of whoever holds it', () => {
    const event = wholeDay()
    assert.deepEqual(due(event, '2027-06-09T04:00:00Z', '2027-06-09T05:00:00Z'), [
      [linus.email, '2027-06-09T04:30:00.000Z', 'planned', '2027-06-09'],
    ])
    assert.deepEqual(due(event, '2027-06-09T05:00:00Z', '2027-06-09T07:00:00Z'), [
      [ada.email, '2027-06-09T06:00:00.000Z', 'planned', '2027-06-09'],
      [OUTSIDER, '2027-06-09T06:00:00.000Z', 'planned', '2027-06-09'],
    ])
    assert.deepEqual(due(event, '2027-06-09T07:00:00Z', '2027-06-09T12:30:00Z'), [
      [grace.email, '2027-06-09T12:00:00.000Z', 'planned', '2027-06-09'],
    ])
  })

  test('the next one planned is that of whoever gets up first, then the others', () => {
    const next = (doneUntil: string) => planForEvent(wholeDay(), undefined, members, at(doneUntil)).nextAt
    assert.equal(next('2027-06-01T00:00:00Z'), at('2027-06-09T04:30:00Z'))
    assert.equal(next('2027-06-09T04:30:00Z'), at('2027-06-09T06:00:00Z'))
    assert.equal(next('2027-06-09T06:00:00Z'), at('2027-06-09T12:00:00Z'))
    assert.equal(next('2027-06-09T12:00:00Z'), undefined)
  })

  test('a meeting with times begins for all at once, whatever their mornings', () => {
    const times = {
      kind: 'timed' as const,
      startsAt: at('2027-06-09T09:00:00Z'),
      endsAt: at('2027-06-09T10:00:00Z'),
      timeZone: 'Europe/Berlin',
    }
    const event = wholeDay({ times, reminders: [mail(10)] })
    assert.deepEqual(
      due(event, '2027-06-09T08:00:00Z', '2027-06-09T08:55:00Z').map(([email, moment]) => `${email} ${moment}`),
      [ada.email, grace.email, linus.email, OUTSIDER].map((email) => `${email} 2027-06-09T08:50:00.000Z`),
    )
  })

  test('whoever chooses a later morning on the day itself is not reminded twice: it is the same date of the same version', () => {
    const once = reminderMailsDue(wholeDay(), [ada], {
      doneUntil: at('2027-06-09T05:00:00Z'),
      now: at('2027-06-09T06:30:00Z'),
    })
    const later = { ...ada, wholeDayRemindersAt: '10:00' }
    const again = reminderMailsDue(wholeDay(), [later], {
      doneUntil: at('2027-06-09T06:30:00Z'),
      now: at('2027-06-09T08:30:00Z'),
    })
    const nameOf = ({ version, startsAt, minutesBefore, recipient }: (typeof once)[number]) =>
      JSON.stringify([version, startsAt, minutesBefore, recipient])
    assert.ok(once.length > 0)
    assert.deepEqual(again.map(nameOf), once.map(nameOf))
  })

  test('of a whole day that has begun nothing is sent that was due before; where both were missed the later one goes', () => {
    const event = wholeDay({ reminders: [mail(1440), mail(120)], attendees: [] })
    const states = (now: string) =>
      reminderMailsDue(event, [ada], { doneUntil: at('2027-06-01T00:00:00Z'), now: at(now) }).map(
        ({ minutesBefore, state, reason }) => [minutesBefore, state, reason],
      )
    assert.deepEqual(states('2027-06-09T04:30:00Z'), [
      [1440, 'skipped', leftOut.laterOne],
      [120, 'planned', undefined],
    ])
    assert.deepEqual(states('2027-06-09T06:30:00Z'), [
      [1440, 'skipped', leftOut.begun],
      [120, 'skipped', leftOut.begun],
    ])
  })
})

describe('what is planned for a member', () => {
  const NOW = at('2027-06-01T00:00:00Z')
  const planned = (event: CalendarEvent, member: Member) =>
    plannedFor(event, { reader: member, members, seesAll: false }, NOW).planned.map(
      ({ by, dueAt }) => `${by} ${formatInstant(dueAt)}`,
    )

  test('is what they chose themselves, in their own morning, by mail and on the screen', () => {
    const reminders: EventReminder[] = [mail(1440), { minutesBefore: 0, by: 'screen' }]
    assert.deepEqual(planned(wholeDay({ reminders }), linus), [
      'mail 2027-06-08T04:30:00.000Z',
      'screen 2027-06-09T04:30:00.000Z',
    ])
    assert.deepEqual(planned(wholeDay({ reminders, ownReminders: { linus: [mail(60)] } }), linus), [
      'mail 2027-06-09T03:30:00.000Z',
    ])
    assert.deepEqual(planned(wholeDay({ reminders, ownReminders: { linus: [] } }), linus), [])
  })

  test('is nothing where they have declined, and the first five of a series', () => {
    const attendees = [{ ...asked(linus.email, 'linus'), reply: 'declined' as const }]
    assert.deepEqual(planned(wholeDay({ attendees }), linus), [])
    const own = { reader: ada, members, seesAll: false }
    const daily = plannedFor(wholeDay({ rrule: 'FREQ=DAILY' }), own, NOW)
    assert.deepEqual([daily.planned.length, daily.hasMore], [5, true])
    assert.equal(plannedFor(wholeDay({ rrule: 'FREQ=DAILY;COUNT=5' }), own, NOW).hasMore, false)
  })
})

test('whoever may change an event knows of all mails to come, each at its moment, and of nobody else’s screen', () => {
  const event = wholeDay({ reminders: [mail(0), { minutesBefore: 0, by: 'screen' }], ownReminders: { grace: [] } })
  const all = plannedFor(event, { reader: ada, members, seesAll: true }, at('2027-06-01T00:00:00Z'))
  assert.deepEqual(
    all.planned.map(({ by, dueAt, to }) => [by, formatInstant(dueAt), to]),
    [
      ['mail', '2027-06-09T04:30:00.000Z', [linus.email]],
      ['screen', '2027-06-09T06:00:00.000Z', [ada.email]],
      ['mail', '2027-06-09T06:00:00.000Z', [ada.email, OUTSIDER]],
    ],
  )
})

describe('why a reminder did not come', () => {
  test.each([
    ['it was left out', { state: 'skipped', reason: leftOut.notComing }, 'notComing'],
    ['for a reason that nobody has a word for', { state: 'skipped', reason: 'the moon' }, 'other'],
    ['it is tried again', { state: 'planned', reason: 'ECONNREFUSED', trouble: 'unreachable' }, 'unreachable'],
    ['its address takes nothing', { state: 'parked', reason: '550', trouble: 'bounced' }, 'bounced'],
    ['it went in other words', { state: 'sent', reason: 'unclosed tag' }, 'otherWords'],
    ['it went', { state: 'sent' }, undefined],
    ['it is still to come', { state: 'planned' }, undefined],
  ] as const)('%s', (_, change, expected) =>
    assert.equal(reminderReasonOf(effectOf('c', { about: 'reminder', ...change })), expected),
  )
})
