import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { Booking } from '../../shared/domain/booking/booking.ts'
import { rounds } from '../support/long.ts'
import type { Action } from './action.ts'
import { COMPANY, startOf, types } from './company.ts'
import { type Outcome, play } from './history.ts'
import { type Plan, raceOf } from './plan.ts'
import { tellFailure } from './tell.ts'

/** In how many orders of its calls each race is run. */
const ORDERS = rounds(120)

type Race = { given?: Action[]; race: Action[] } & Partial<Pick<Plan, 'mishaps' | 'isImpatient'>>

/** Runs a race in many orders; every promise is kept in each, and what is said of it is true. */
async function run({ given = [], race, ...more }: Race, judge: (outcome: Outcome) => void): Promise<void> {
  const actions = [...given, ...race]
  for (let seed = 1; seed <= ORDERS; seed++) {
    const outcome = await play(raceOf(seed, actions, { alone: given.length, ...more }))
    if (outcome.violation) assert.fail(tellFailure(outcome))
    try {
      judge(outcome)
    } catch (fault) {
      throw new Error(`in order ${seed}:\n${outcome.told.join('\n')}`, { cause: fault })
    }
  }
}

/** The number of the half hour that begins at a time of that night. */
const at = (time: string) => {
  const hours = Number(time.slice(0, 2)) + Number(time.slice(3)) / 60
  return (hours + (hours < 12 ? 24 : 0) - 21) * 2
}
const book = (type: string, time: string, more: Partial<Extract<Action, { does: 'book' }>> = {}): Action => ({
  does: 'book',
  type,
  start: at(time),
  party: 1,
  customer: 'noor',
  ...more,
})
const busy = (member: string, from: string, minutes: number): Action => ({
  does: 'fact',
  member,
  start: at(from),
  minutes,
})
const eventOf = (member: string, time: string): Action => ({
  does: 'plan',
  member,
  start: at(time),
  minutes: 60,
  rooms: [],
  guests: [],
})
const ALL_NIGHT = 12 * 60

const live = ({ ledger }: Outcome) =>
  ledger.bookings.filter(({ status }) => status === 'confirmed' || status === 'pending')
const refusals = ({ answers, plan }: Outcome) =>
  answers.slice(plan.alone).flatMap((answer) => (answer?.refusal ? [answer.refusal.refusal] : []))
const count = (list: string[]) =>
  Object.fromEntries([...Map.groupBy(list, (one) => one)].map(([name, all]) => [name, all.length]))
const timesOf = (bookings: Booking[]) => bookings.map(({ startsAt }) => startsAt).sort((a, b) => a - b)

describe('limits under concurrency', () => {
  test('a day of a host that lies on two UTC days takes as many as it may, whoever comes first', () =>
    // A Monday in Berlin begins at 23:00 UTC.
    run(
      { race: ['23:00', '00:00', '01:00', '02:00', '03:00'].map((time) => book('ask', time, { minutes: 30 })) },
      (outcome) => {
        assert.equal(live(outcome).length, types['ask']!.limits.perDay)
        assert.deepEqual(count(refusals(outcome)), { LimitReached: 2 })
      },
    ))

  test('a week', () =>
    // Until 01:00 UTC it is Sunday for both hosts.
    run({ race: ['21:00', '22:00', '23:00', '00:00'].map((time) => book('duo', time)) }, (outcome) => {
      assert.equal(live(outcome).length, types['duo']!.limits.perWeek)
      assert.deepEqual(count(refusals(outcome)), { LimitReached: 2 })
    }))

  test('a month, and the next one', () =>
    run(
      {
        given: ['21:00', '22:00', '23:00'].map((time) => book('party', time)),
        race: ['21:00', '21:30', '22:00', '22:30', '23:00', '00:00'].map((time) => book('party', time)),
      },
      (outcome) => {
        assert.equal(live(outcome).length, types['party']!.limits.perMonth! + 1)
        assert.deepEqual(count(refusals(outcome)), { LimitReached: 2 })
      },
    ))

  test('the bookings of one address', () =>
    run({ race: ['21:00', '22:00', '23:00', '00:00'].map((time) => book('talk', time)) }, (outcome) => {
      assert.equal(live(outcome).length, types['talk']!.limits.perBooker)
      assert.deepEqual(count(refusals(outcome)), { LimitReached: 2 })
    }))

  test('a place that is given back is had by one of those who want it', () =>
    run(
      {
        given: ['23:00', '00:00', '01:00'].map((time) => book('ask', time, { minutes: 30 })),
        race: [{ does: 'cancel', of: 0 }, book('ask', '02:00', { minutes: 30 }), book('ask', '03:00', { minutes: 30 })],
      },
      (outcome) => {
        const had = 2 - refusals(outcome).length
        assert.ok(had <= 1)
        assert.equal(live(outcome).length, 2 + had)
      },
    ))
})

describe('breaks across midnight', () => {
  test('a break after one meeting and a break before the next cannot both be had', () =>
    run(
      {
        given: [busy('bob', '21:00', ALL_NIGHT)],
        race: [book('talk', '23:30', { customer: 'noor' }), book('ask', '00:00', { customer: 'omar', minutes: 30 })],
      },
      (outcome) => {
        assert.equal(live(outcome).length, 1)
        assert.deepEqual(refusals(outcome), ['SlotTaken'])
      },
    ))

  test('where the breaks are kept both are had', () =>
    run(
      {
        given: [busy('bob', '21:00', ALL_NIGHT)],
        race: [book('talk', '23:30', { customer: 'noor' }), book('ask', '00:30', { customer: 'omar', minutes: 30 })],
      },
      (outcome) => assert.equal(live(outcome).length, 2),
    ))
})

describe('a series without end in a room against a booking of the room', () => {
  const series: Action = {
    does: 'plan',
    member: 'bob',
    start: at('22:00'),
    minutes: 60,
    rooms: ['oak'],
    rule: 'FREQ=DAILY',
    guests: [],
  }
  const visit = book('visit', '22:30')

  test('at once: one of them stands, and the other one hears why not', () =>
    run({ race: [series, visit] }, (outcome) => {
      const stands = outcome.ledger.spans.length > 0
      assert.equal(live(outcome).length, stands ? 0 : 1)
      assert.deepEqual(refusals(outcome), [stands ? 'SlotTaken' : 'RoomTaken'])
    }))

  test('the series first', () =>
    run({ given: [series], race: [visit] }, (outcome) => {
      assert.deepEqual(refusals(outcome), ['SlotTaken'])
      assert.equal(outcome.ledger.spans.length, 2)
    }))

  test('the booking first', () =>
    run({ given: [visit], race: [series] }, (outcome) => {
      assert.deepEqual(refusals(outcome), ['RoomTaken'])
      assert.equal(outcome.ledger.spans.length, 0)
    }))

  for (const weather of ['crashAfter', 'lost'] as const)
    test(`announced, and then ${weather === 'lost' ? 'cut off' : 'dead'}: whoever comes next resolves it`, () =>
      run(
        {
          given: [series],
          race: [visit, book('visit', '00:00', { customer: 'omar' })],
          mishaps: [{ of: 0, commit: 0, weather }],
          isImpatient: false,
        },
        (outcome) => {
          assert.deepEqual(refusals(outcome), ['SlotTaken'])
          assert.equal(outcome.ledger.spans.length, 2)
          assert.equal(outcome.ledger.announcements.length, 0)
        },
      ))

  test('announced after a booking, and then dead: it is withdrawn, and nobody hears of it', () =>
    run(
      { given: [visit], race: [series, { does: 'sweep' }], mishaps: [{ of: 1, commit: 0, weather: 'crashAfter' }] },
      (outcome) => {
        assert.equal(live(outcome).length, 1)
        assert.deepEqual([outcome.ledger.spans.length, outcome.ledger.announcements.length], [0, 0])
        assert.ok(outcome.ledger.events.every(({ isDeleted }) => isDeleted))
      },
    ))

  test('two series at once: one of them has the room', () =>
    run({ race: [series, { ...series, member: 'ada', start: at('22:30'), rule: 'FREQ=WEEKLY' }] }, (outcome) => {
      assert.equal(outcome.ledger.spans.filter(({ principal }) => principal === 'oak').length, 1)
      assert.deepEqual(refusals(outcome), ['RoomTaken'])
    }))

  test('a series that moves aside, and one that wants its place', () =>
    run(
      {
        given: [{ ...series, rule: 'FREQ=DAILY;COUNT=90' }],
        race: [
          { does: 'change', of: 0, scope: 'all', occurrence: 0, start: at('01:00') },
          { ...series, member: 'ada', rule: 'FREQ=DAILY;COUNT=60' },
        ],
      },
      (outcome) => {
        const inRoom = outcome.ledger.spans.filter(({ principal }) => principal === 'oak')
        assert.equal(inRoom.length, 2 - refusals(outcome).length)
      },
    ))
})

describe('seats', () => {
  const full = [busy('ada', '21:00', ALL_NIGHT)]

  test('of four seats four are had, however many want one', () =>
    run(
      { given: full, race: Array.from({ length: 7 }, (_, i) => book('lesson', '22:00', { customer: `c${i}` })) },
      (outcome) => {
        assert.equal(live(outcome).length, 4)
        assert.deepEqual(count(refusals(outcome)), { Full: 3 })
        assert.equal(new Set(live(outcome).map(({ session }) => session!.id)).size, 1)
      },
    ))

  test('seats that were held and abandoned are had by others, before any sweep', () =>
    run(
      {
        given: [
          ...full,
          { does: 'hold', type: 'lesson', start: at('22:00'), party: 2 },
          { does: 'hold', type: 'lesson', start: at('22:00'), party: 2 },
          { does: 'wait', minutes: 11 },
        ],
        race: Array.from({ length: 5 }, (_, i) => book('lesson', '22:00', { customer: `c${i}` })),
      },
      (outcome) => {
        assert.equal(live(outcome).length, 4)
        assert.deepEqual(refusals(outcome), ['Full'])
      },
    ))

  test('the last one leaves while another joins: the class goes on, or begins anew', () =>
    run(
      {
        given: [...full, book('lesson', '22:00')],
        race: [{ does: 'cancel', of: 1 }, book('lesson', '22:00', { customer: 'omar' })],
      },
      (outcome) => assert.equal(live(outcome).length, 1),
    ))

  test('the last one who booked leaves, a hold stays, and another joins: its time does not end with the hold', () =>
    run(
      {
        given: [...full, book('lesson', '22:00'), { does: 'hold', type: 'lesson', start: at('22:00'), party: 1 }],
        race: [{ does: 'cancel', of: 1 }, book('lesson', '22:00', { customer: 'omar' })],
      },
      (outcome) => {
        const [joined] = live(outcome)
        const claims = outcome.ledger.days.flatMap((day) => day.claims).filter(({ id }) => id === joined?.session?.id)
        assert.deepEqual(
          claims.map(({ until }) => until),
          [undefined],
        )
      },
    ))
})

describe('one booking, and several who change it', () => {
  test('cancelled against moved: one of the two states, and no time is left behind', () =>
    run(
      {
        given: [book('talk', '22:00')],
        race: [
          { does: 'cancel', of: 0 },
          { does: 'move', of: 0, start: at('00:00') },
          { does: 'moveAsHost', of: 0, start: at('02:00') },
        ],
      },
      (outcome) => {
        assert.equal(outcome.ledger.bookings[0]!.status, 'cancelled')
        assert.deepEqual(
          outcome.ledger.days.flatMap(({ claims }) => claims),
          [],
        )
      },
    ))

  test('moved by two: it is at one of the two times, and the other one is free', () =>
    run(
      {
        given: [busy('bob', '21:00', ALL_NIGHT), book('talk', '22:00')],
        race: [
          { does: 'move', of: 1, start: at('23:30') },
          { does: 'move', of: 1, start: at('00:30') },
        ],
      },
      (outcome) => {
        const [startsAt] = timesOf(live(outcome))
        assert.ok(startsAt === startOf(at('23:30')) || startsAt === startOf(at('00:30')))
      },
    ))

  test('confirmed and declined at once: the first answer holds, and a declined one frees its time', () =>
    run(
      {
        given: [book('ask', '22:00', { minutes: 30 })],
        race: [
          { does: 'confirm', of: 0 },
          { does: 'decline', of: 0 },
        ],
      },
      (outcome) => {
        const [booking] = outcome.ledger.bookings
        assert.notEqual(booking!.status, 'pending')
        assert.equal(refusals(outcome).length, 1)
      },
    ))
})

describe('an answer that is lost', () => {
  for (const weather of ['lost', 'crashAfter', 'busyWritten'] as const)
    for (const minutes of [1, 11])
      test(`(${weather}) and the same request again after ${minutes} minutes: one booking, and its id`, () =>
        run(
          {
            given: [book('talk', '22:00', { key: 'key0' }), { does: 'wait', minutes }],
            race: [
              { does: 'again', of: 0 },
              { does: 'again', of: 0 },
            ],
            mishaps: [{ of: 0, commit: 0, weather }],
            isImpatient: false,
          },
          (outcome) => {
            const { bookings } = outcome.ledger
            assert.equal(bookings.length, 1)
            assert.deepEqual(
              outcome.answers.slice(2).map((answer) => answer?.booking?.id),
              [bookings[0]!.id, bookings[0]!.id],
            )
            assert.deepEqual(bookings[0]!.company, COMPANY)
          },
        ))

  test('sent twice at once: one booking', () =>
    run({ race: [book('talk', '22:00', { key: 'key0' }), { does: 'again', of: 0 }] }, (outcome) => {
      assert.equal(outcome.ledger.bookings.length, 1)
      assert.equal(new Set(outcome.answers.map((answer) => answer?.booking?.id)).size, 1)
    }))
})

describe('a person away for four months', () => {
  test('is not booked on any day of it from the moment it stands', () =>
    run(
      {
        race: [
          { does: 'plan', member: 'ada', start: at('21:00'), minutes: 120 * 24 * 60, rooms: [], guests: [] },
          book('ask', '22:00', { minutes: 30 }),
          book('ask', '00:30', { minutes: 30, customer: 'omar' }),
        ],
      },
      (outcome) => {
        assert.equal(outcome.ledger.spans.length, 1)
        assert.equal(live(outcome).length + refusals(outcome).length, 2)
      },
    ))
})

/** Each of these histories once broke a promise; chance found it, and here it stands for good. */
describe('what chance has found', () => {
  const hold = (type: string, time: string, party = 1): Action => ({ does: 'hold', type, start: at(time), party })
  const lastsForGood = ({ ledger }: Outcome, booking: Booking | undefined) => {
    const claims = ledger.days.flatMap((day) => day.claims).filter(({ id }) => id === booking?.session?.id)
    return claims.length > 0 && claims.every(({ until }) => until === undefined)
  }

  test('a hold that has ended and is swept leaves neither claim nor cell', () =>
    run({ race: [hold('visit', '22:00'), { does: 'wait', minutes: 16 }, { does: 'sweep' }] }, (outcome) =>
      assert.deepEqual(
        outcome.ledger.days.filter(({ claims, busy }) => claims.length + busy.size > 0),
        [],
      ),
    ))

  test('two hosts open a class at one start: each keeps its own', () =>
    run(
      {
        given: [book('lesson', '22:00', { party: 4 }), book('lesson', '22:00', { party: 3, customer: 'omar' })],
        race: [{ does: 'cancel', of: 0 }, book('lesson', '22:00', { customer: 'pia' })],
      },
      (outcome) => {
        assert.equal(live(outcome).length, 2)
        assert.ok(live(outcome).every(({ hosts }) => hosts.length === 1))
      },
    ))

  test('a class that only an ended hold kept does not take in whoever comes, beyond the limit of the day', () =>
    run(
      {
        given: [
          busy('ada', '21:00', ALL_NIGHT),
          hold('lesson', '03:00', 3),
          { does: 'wait', minutes: 16 },
          book('lesson', '01:30'),
          book('lesson', '04:30'),
        ],
        race: [book('lesson', '03:00', { customer: 'pia' })],
      },
      (outcome) => assert.deepEqual(refusals(outcome), ['LimitReached']),
    ))

  test('a seat that its host moves goes to the class at the new time, and is counted there', () =>
    run(
      {
        given: [book('lesson', '01:00'), book('lesson', '01:00', { customer: 'omar' })],
        race: [{ does: 'moveAsHost', of: 0, start: at('23:30') }, book('lesson', '23:30', { customer: 'pia' })],
      },
      (outcome) => {
        const [moved] = outcome.ledger.bookings
        assert.equal(moved!.startsAt, startOf(at('23:30')))
        assert.deepEqual(
          moved!.counted.flatMap(({ name }) => (name.tally === 'limit' ? name.startDate : [])),
          ['2027-01-31'],
        )
      },
    ))

  test('a class that a hold keeps is booked although its host has put an event on top of it', () =>
    run(
      {
        given: [busy('ada', '21:00', ALL_NIGHT), hold('lesson', '22:00'), eventOf('cleo', '22:00')],
        race: [book('lesson', '22:00', { customer: 'pia' })],
      },
      (outcome) => assert.ok(lastsForGood(outcome, live(outcome)[0])),
    ))

  test('who leaves a class that goes on does not take its place in the limit of the day along', () =>
    run(
      {
        given: [
          busy('ada', '21:00', ALL_NIGHT),
          book('lesson', '02:00'),
          book('lesson', '04:00'),
          book('lesson', '04:00', { customer: 'omar' }),
        ],
        race: [{ does: 'move', of: 3, start: at('05:30') }],
      },
      (outcome) => assert.deepEqual(refusals(outcome), ['LimitReached']),
    ))

  test('a series that stands keeps its room while a change of it is announced beside another series', () => {
    const series = (member: string, time: string): Action => ({
      does: 'plan',
      member,
      start: at(time),
      minutes: 60,
      rooms: ['oak'],
      rule: 'FREQ=DAILY;COUNT=20',
      guests: [],
    })
    return run(
      {
        given: [series('bob', '04:00')],
        race: [series('cleo', '03:30'), { does: 'change', of: 0, scope: 'all', occurrence: 0, start: at('04:00') }],
        mishaps: [{ of: 1, commit: 0, weather: 'crashAfter' }],
      },
      (outcome) => assert.equal(outcome.ledger.spans.filter(({ principal }) => principal === 'oak').length, 1),
    )
  })

  test('who loses the race to open a class joins it', () =>
    run(
      {
        given: [busy('ada', '21:00', ALL_NIGHT)],
        race: [book('lesson', '22:00', { party: 3 }), book('lesson', '22:00', { customer: 'omar' })],
      },
      (outcome) => assert.equal(live(outcome).length, 2),
    ))
})

describe('teams under concurrency', () => {
  test('of three who want the same team at once one gets it, whoever comes first', () =>
    run({ race: ['noor', 'omar', 'pia'].map((customer) => book('team', '23:00', { customer })) }, (outcome) => {
      assert.equal(live(outcome).length, 1)
      assert.deepEqual(count(refusals(outcome)), { SlotTaken: 2 })
    }))

  test('one who is needed by two types serves one of them, and the other takes somebody else or nobody', () =>
    // Ada and one of Bob and Cleo, Oak or the small table; Cleo and Oak; two of Ada, Bob and Cleo with two tables of
    // three.
    run({ race: [book('team', '23:00'), book('visit', '23:00'), book('crew', '23:00')] }, (outcome) => {
      const taken = live(outcome).flatMap(({ hosts, resources }) => [...hosts, ...resources])
      assert.equal(new Set(taken).size, taken.length)
      // Whoever comes first gets theirs; no order leaves less than one of those that need most.
      assert.ok(live(outcome).length >= 1)
    }))

  test('a class that was only held and is begun anew with another assistant leaves nothing behind with the first', () =>
    run(
      {
        given: [
          { does: 'hold', type: 'camp', start: at('03:30'), party: 3 },
          busy('ada', '03:30', 120),
          { does: 'wait', minutes: 11 },
        ],
        race: [book('camp', '03:30', { party: 3, minutes: 60 })],
      },
      (outcome) => assert.deepEqual(live(outcome)[0]?.hosts, ['cleo', 'bob']),
    ))
})
