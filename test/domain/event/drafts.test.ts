import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { mayKnowOf } from '../../../shared/domain/calendar/calendar-rights.ts'
import { ticksBetween } from '../../../shared/domain/effects/event-reminders.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { calendarsLeft, holdersOf, placementOfEvent, roomsOf } from '../../../shared/domain/event/event-placement.ts'
import { editSeries } from '../../../shared/domain/event/series-edit.ts'
import { undone, withUndo } from '../../../shared/domain/event/undo.ts'
import { heldBy } from '../../../shared/domain/invitation/held.ts'
import { firstCalendarId } from '../../../shared/domain/people/calendar.ts'
import { calendarOf, eventOf, memberOf, NOW } from '../../contracts/samples.ts'

const members = ['ada', 'grace', 'linus'].map((id) => memberOf('c', id, { role: id === 'linus' ? 'admin' : 'member' }))
const [ada, grace, linus] = members as [(typeof members)[0], (typeof members)[0], (typeof members)[0]]
const times = { kind: 'timed', startsAt: NOW + 86_400_000, endsAt: NOW + 90_000_000, timeZone: 'UTC' } as const
const event = (change: Partial<CalendarEvent> = {}) =>
  eventOf('c', {
    times,
    attendees: [{ email: grace.email, memberId: 'grace', reply: 'needsAction' }],
    resources: ['attic'],
    reminders: [{ minutesBefore: 30, by: 'mail' }],
    ...change,
  })
const draft = event({ isDraft: true })
const principals = { members, rooms: [{ id: 'attic', timeZone: 'UTC' }] }

describe('a draft', () => {
  test('stands at home alone, takes no time of anybody and no room', () => {
    assert.deepEqual(holdersOf(draft), ['ada'])
    assert.deepEqual(roomsOf(draft), [])
    const { claims, spans } = placementOfEvent(draft, principals)
    assert.deepEqual([claims.map(({ principal, claim }) => [principal, claim.isFree]), spans], [[['ada', true]], []])
    const series = placementOfEvent({ ...draft, rrule: 'FREQ=DAILY' }, principals)
    assert.deepEqual(
      series.spans.map(({ principal, isFree }) => [principal, isFree]),
      [['ada', true]],
    )
    const sentOut = placementOfEvent(event(), principals)
    assert.deepEqual(
      sentOut.claims.map(({ principal, claim }) => [principal, claim.isFree ?? false]),
      [
        ['ada', false],
        ['grace', false],
        ['attic', false],
      ],
    )
  })

  test('taken back it leaves the calendars of all others', () => {
    assert.deepEqual(calendarsLeft(event(), draft).sort(), ['attic', 'grace'])
    assert.deepEqual(calendarsLeft(draft, event()), [])
  })

  test('is in nobody’s hands and reminds nobody', () => {
    assert.equal(heldBy(draft, { email: grace.email, memberId: 'grace' }), undefined)
    assert.ok(heldBy(event(), { email: grace.email, memberId: 'grace' }))
    const morning = { timeZone: 'UTC', at: '08:00' }
    const ticks = (one: CalendarEvent) => ticksBetween(one, 'mail', NOW, NOW + 2 * 86_400_000, morning)
    assert.deepEqual([ticks(draft).length, ticks(event()).length], [0, 1])
  })

  test('is known to whose it is and to who may edit its calendar, to nobody else', () => {
    const first = { id: firstCalendarId('ada'), ownerId: 'ada', name: 'Ada' }
    const shared = (right: 'see' | 'edit') => [calendarOf('c', { ...first, members: [{ memberId: 'grace', right }] })]
    assert.equal(mayKnowOf(draft, ada, [], members), true)
    assert.equal(mayKnowOf(draft, grace, [], members), false)
    assert.equal(mayKnowOf(draft, grace, shared('see'), members), false)
    assert.equal(mayKnowOf(draft, grace, shared('edit'), members), true)
    assert.equal(mayKnowOf(draft, linus, [], members), false, 'an admin is nobody in particular')
    assert.equal(mayKnowOf(event(), grace, [], members), true)
  })

  test('of a series all dates are sent out, never one; undo makes a draft of it again', () => {
    const series: CalendarEvent = { ...draft, rrule: 'FREQ=DAILY;COUNT=4' }
    const key = new Date(times.startsAt + 86_400_000).toISOString()
    const options = { now: NOW, newId: 'e2' }
    assert.throws(() => editSeries(series, { scope: 'this', key }, { isDraft: null }, options), { name: 'BadInput' })
    const sent = withUndo(series, editSeries(series, { scope: 'all', key }, { isDraft: null }, options).event)
    assert.equal(sent.isDraft, undefined)
    assert.equal(undone(sent, NOW)?.isDraft, true)
    const { event: later, earlier } = editSeries(series, { scope: 'following', key }, { title: 'Other' }, options)
    assert.deepEqual([earlier?.isDraft, later.isDraft], [true, true])
  })
})
