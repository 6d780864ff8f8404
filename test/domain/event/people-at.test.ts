import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { holdersOf, holdersOnDate, spanOfEvent } from '../../../shared/domain/event/event-placement.ts'
import { attendeesAt, eventAt, withReply } from '../../../shared/domain/event/people-at.ts'
import { editSeries, type SeriesPatch } from '../../../shared/domain/event/series-edit.ts'
import { endedBefore } from '../../../shared/domain/event/series-split.ts'
import { claimsOfSpan } from '../../../shared/domain/ledger/ledger.ts'
import type { Attendee } from '../../../shared/domain/people/attendee.ts'

// Mondays in Berlin, 09:00 to 10:00, from 4 January 2027 on: four of them.
const [FIRST, SECOND, THIRD, FOURTH] = ['04', '11', '18', '25'].map((day) => `2027-01-${day}T08:00:00.000Z`) as [
  string,
  string,
  string,
  string,
]
const grace: Attendee = { email: 'grace@demo.test', memberId: 'grace', reply: 'accepted' }
const linus: Attendee = { email: 'linus@demo.test', memberId: 'linus', reply: 'needsAction' }
const series: CalendarEvent = {
  id: 'series',
  company: 'demo',
  version: 1,
  icalUid: 'series@almanac',
  sequence: 0,
  organizerId: 'ada',
  title: 'Weekly',
  description: '',
  location: '',
  videoCallUrl: '',
  times: {
    kind: 'timed',
    startsAt: Date.parse(FIRST),
    endsAt: Date.parse(FIRST) + 3_600_000,
    timeZone: 'Europe/Berlin',
  },
  rrule: 'FREQ=WEEKLY;COUNT=4',
  changedOccurrences: {},
  attendees: [grace],
  resources: ['blue'],
  privacy: 'public',
  showAs: 'busy',
  source: { kind: 'almanac' },
  createdAt: 0,
  updatedAt: 0,
}
const edit = (event: CalendarEvent, scope: 'this' | 'following' | 'all', key: string, patch: SeriesPatch) =>
  editSeries(event, { scope, key }, patch, { now: 9, newId: 'later' })
/** Days of January on which an event takes somebody's time. */
const daysTaken = (event: CalendarEvent, principal: string) =>
  claimsOfSpan(spanOfEvent(event, principal), 'Europe/Berlin', Date.parse('2027-01-01'), Date.parse('2027-02-01')).map(
    ({ from }) => new Date(from).getUTCDate(),
  )
const repliesOf = (event: CalendarEvent, email = grace.email) =>
  [FIRST, SECOND, THIRD, FOURTH].map((key) => attendeesAt(event, key).find((one) => one.email === email)?.reply)

describe('a guest of one date', () => {
  const once = edit(series, 'this', SECOND, { attendees: [grace, linus] }).event
  test('is asked to that date and to no other', () => {
    assert.deepEqual(
      [FIRST, SECOND].map((key) => attendeesAt(once, key).map(({ email }) => email)),
      [[grace.email], [grace.email, linus.email]],
    )
    assert.deepEqual(once.attendees, [grace])
  })
  test('gives the time of that date, and it stands in no other week of theirs', () => {
    assert.deepEqual(daysTaken(once, 'linus'), [11])
    assert.deepEqual(daysTaken(once, 'grace'), [4, 11, 18, 25])
    assert.equal(holdersOf(once).includes('linus'), true)
    assert.deepEqual(
      [FIRST, SECOND].map((key) => holdersOnDate(eventAt(once, key)).includes('linus')),
      [false, true],
    )
  })
  test('declines, and the time is theirs again', () => {
    const declined = withReply(once, { memberId: 'linus' }, 'declined', { scope: 'this', key: SECOND })!
    assert.deepEqual(daysTaken(declined, 'linus'), [])
    assert.equal(withReply(once, { memberId: 'linus' }, 'declined', { scope: 'this', key: THIRD }), undefined)
  })
  test('stays one of that date when all of the series gets somebody else', () => {
    const noor: Attendee = { email: 'noor@elsewhere.test', reply: 'needsAction' }
    const { event } = edit(once, 'all', SECOND, { attendees: [grace, linus, noor] })
    assert.deepEqual(
      event.attendees.map(({ email }) => email),
      [grace.email, noor.email],
    )
    assert.deepEqual(
      attendeesAt(event, SECOND).map(({ email }) => email),
      [grace.email, noor.email, linus.email],
    )
  })
  test('is gone when the date is made as its series says', () => {
    const back = edit(once, 'this', SECOND, { attendees: [grace] })
    assert.deepEqual([back.event.changedOccurrences, back.occurrences[0]?.became], [{}, 'reverted'])
  })
})

describe('somebody who is left out', () => {
  const without = edit(series, 'this', THIRD, { attendees: [] }).event
  test('of one date comes to the others', () => {
    assert.deepEqual(daysTaken(without, 'grace'), [4, 11, 25])
    assert.deepEqual(repliesOf(without), ['accepted', 'accepted', undefined, 'accepted'])
  })
  test('of all dates is left out of none by itself any more', () => {
    const { event } = edit(edit(without, 'all', FIRST, { attendees: [] }).event, 'all', FIRST, { attendees: [grace] })
    assert.deepEqual(daysTaken(event, 'grace'), [4, 11, 18, 25])
  })
  test('is never the organizer: whose series it is holds every date', () =>
    assert.deepEqual(daysTaken(without, 'ada'), [4, 11, 18, 25]))
})

describe('an answer', () => {
  const reply = (event: CalendarEvent, scope: 'this' | 'following' | 'all', key: string, answer: Attendee['reply']) =>
    withReply(event, { memberId: 'grace' }, answer, { scope, key })!
  test('for one date leaves the others as they were', () => {
    const declined = reply(series, 'this', SECOND, 'declined')
    assert.deepEqual(repliesOf(declined), ['accepted', 'declined', 'accepted', 'accepted'])
    assert.deepEqual(daysTaken(declined, 'grace'), [4, 18, 25])
  })
  test('for a date and those after it takes the place of later ones', () => {
    const early = reply(reply(series, 'this', FOURTH, 'tentative'), 'following', SECOND, 'declined')
    assert.deepEqual(repliesOf(early), ['accepted', 'declined', 'declined', 'declined'])
    assert.deepEqual(daysTaken(early, 'grace'), [4])
    const again = reply(early, 'this', THIRD, 'accepted')
    assert.deepEqual(daysTaken(again, 'grace'), [4, 18])
    assert.deepEqual(reply(again, 'all', FIRST, 'accepted').attendees, [grace])
  })
  test('that says what was said anyway leaves nothing behind', () => {
    const there = reply(reply(series, 'this', SECOND, 'declined'), 'this', SECOND, 'accepted')
    assert.deepEqual(there.attendees, [grace])
  })
  test('goes along with the dates when the series moves by a day', () => {
    const declined = reply(series, 'this', SECOND, 'declined')
    const times = { ...series.times, startsAt: Date.parse(FIRST) + 86_400_000, endsAt: Date.parse(FIRST) + 90_000_000 }
    const { event } = edit(declined, 'all', FIRST, { times } as SeriesPatch)
    assert.deepEqual(daysTaken(event, 'grace'), [5, 19, 26])
  })
  test('stands in the part of a split to which its date belongs', () => {
    const declined = reply(reply(series, 'this', SECOND, 'declined'), 'following', THIRD, 'tentative')
    const { event, earlier } = edit(declined, 'following', THIRD, { title: 'Later' })
    assert.deepEqual(
      [earlier!.attendees, event.attendees],
      [[{ ...grace, answers: [{ key: SECOND, reply: 'declined' }] }], [{ ...grace, reply: 'tentative' }]],
    )
    assert.deepEqual(endedBefore(declined, SECOND, 9).attendees, [grace])
  })
})

describe('a room of one date', () => {
  const elsewhere = edit(series, 'this', SECOND, { resources: ['red'] }).event
  test('takes the place of the usual one, which is free then', () => {
    assert.deepEqual([daysTaken(elsewhere, 'blue'), daysTaken(elsewhere, 'red')], [[4, 18, 25], [11]])
    assert.deepEqual(eventAt(elsewhere, SECOND).resources, ['red'])
  })
  test('goes when all dates get another from there', () => {
    const { event } = edit(elsewhere, 'all', SECOND, { resources: ['green'] })
    assert.deepEqual(daysTaken(event, 'green'), [4, 11, 18, 25])
  })
})

test('what is changed for all at a date of its own is so on that date too', () => {
  const own = edit(series, 'this', SECOND, { title: 'Own', location: 'Roof' }).event
  const { event } = edit(own, 'all', SECOND, { title: 'New' })
  assert.deepEqual(
    [FIRST, SECOND].map((key) => [eventAt(event, key).title, eventAt(event, key).location]),
    [
      ['New', ''],
      ['New', 'Roof'],
    ],
  )
})
