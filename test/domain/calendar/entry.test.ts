import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import { bookingEntries, comparePositions, eventEntries, type Position } from '../../../shared/domain/calendar/entry.ts'
import { singlesIn } from '../../../shared/domain/calendar/singles.ts'
import type { PrincipalTime } from '../../../shared/domain/ledger/ledger.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { at, bookingOf, claimOf, DAY, eventOf } from '../../contracts/samples.ts'

const day = { from: at('00:00'), to: at('00:00', '2027-02-02') }

describe('the order of a list', () => {
  const position = (at: number, id = 'a', key = ''): Position => ({ at, id, key })
  const pairs: [title: string, first: Position, second: Position][] = [
    ['what begins first', position(1, 'z'), position(2, 'a')],
    ['of what begins together, the id', position(1, 'a', 'z'), position(1, 'b', 'a')],
    ['of one series, the meeting', position(1, 'a', '2027'), position(1, 'a', '2028')],
  ]
  for (const [title, first, second] of pairs)
    test(`${title} decides`, () => {
      assert.ok(comparePositions(first, second) < 0)
      assert.ok(comparePositions(second, first) > 0)
    })
  test('the same place is the same', () => assert.equal(comparePositions(position(1), position(1)), 0))
})

describe('the entries of an event', () => {
  test('one that happens once has its own start and no key', () =>
    assert.deepEqual(
      eventEntries(eventOf('c'), day, day, 'UTC').map(({ position }) => position),
      [{ at: at('11:00'), id: 'e1', key: '' }],
    ))

  test('a series has one for each meeting in the stretch, a cancelled one has none', () => {
    const event = eventOf('c', {
      rrule: 'FREQ=DAILY',
      changedOccurrences: { '2027-02-02T11:00:00.000Z': { isCancelled: true } },
    })
    const week = { from: day.from, to: day.from + 3 * DAY_MS }
    assert.deepEqual(
      eventEntries(event, week, week, 'UTC').map(({ position }) => position.key),
      ['2027-02-01T11:00:00.000Z', '2027-02-03T11:00:00.000Z'],
    )
  })

  test('whole days begin at the reader’s own midnight', () => {
    const event = eventOf('c', { times: { kind: 'allDay', startDate: DAY, endDate: '2027-02-02' } })
    const [entry] = eventEntries(event, day, day, 'Asia/Kolkata')
    assert.equal(entry!.position.at, at('18:30', '2027-01-31'))
  })

  test('a deleted one has none', () =>
    assert.deepEqual(eventEntries(eventOf('c', { isDeleted: true }), day, day, 'UTC'), []))
})

describe('the entries of bookings', () => {
  const free = () => false
  const inClass = (id: string, change: Partial<Booking> = {}) =>
    bookingOf('c', { id, session: { id: 'yoga', capacity: 8 }, ...change })

  test('a class stands there once, with all who come, in the order of their ids', () => {
    const [entry, ...rest] = bookingEntries([inClass('b2'), inClass('b1')], free)
    assert.deepEqual(rest, [])
    assert.ok(entry && 'session' in entry)
    assert.deepEqual(
      entry.session.map(({ id }) => id),
      ['b1', 'b2'],
    )
    assert.deepEqual(entry.position, { at: at('09:00'), id: 'b1', key: '' })
  })

  test('the same class of two hosts is two', () =>
    assert.equal(bookingEntries([inClass('b1'), inClass('b2', { hosts: ['bob'] })], free).length, 2))

  test('a booking is marked where something else of any of its hosts lies over it', () => {
    const asked: unknown[] = []
    const taken = (...question: [string, string, number, number]) => {
      asked.push(question)
      return question[0] === 'bob'
    }
    const [entry] = bookingEntries([bookingOf('c', { hosts: ['ada', 'bob'] })], taken)
    assert.ok(entry && 'booking' in entry && entry.isOverlapped)
    assert.deepEqual(asked[0], ['ada', 'b1', at('09:00'), at('09:30')])
  })
})

test('what stands in days and classes is found once, in the order in which it begins; a class by those who come', () => {
  const time = (principal: string, ...claims: ReturnType<typeof claimOf>[]): PrincipalTime => ({
    principal,
    facts: { timeZone: 'UTC', daysOff: [] },
    revision: 0,
    schedules: [],
    days: [{ principal, day: DAY, version: 1, claims }],
    classes: [],
    spans: [],
  })
  const meeting = claimOf('e1', '10:00', '11:00')
  const yoga = { ...claimOf('class', '08:00', '09:00'), kind: 'session' as const }
  const seats = {
    name: { tally: 'session', principal: 'ada', startsAt: at('08:00'), id: 'class' } as const,
    version: 1,
    entries: { b7: { count: 1 } },
  }
  assert.deepEqual(
    singlesIn([time('ada', meeting, yoga), time('bob', meeting, claimOf('b1', '09:00', '09:30'))], [seats]).map(
      ({ id, kind, from }) => [id, kind, from],
    ),
    [
      ['b7', 'session', at('08:00')],
      ['b1', 'booking', at('09:00')],
      ['e1', 'booking', at('10:00')],
    ],
  )
})
