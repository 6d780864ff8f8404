import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import fc from 'fast-check'
import type { AppointmentType, Group } from '../../shared/domain/booking/appointment-type.ts'
import type { Booking } from '../../shared/domain/booking/booking.ts'
import { countedNames, decideBookings, talliesFor } from '../../shared/domain/booking/booking-steps.ts'
import { classIdOf, periodStart } from '../../shared/domain/booking/placement.ts'
import {
  type Claim,
  type ClaimKind,
  daysOf,
  type LedgerDay,
  type PrincipalTime,
} from '../../shared/domain/ledger/ledger.ts'
import type { Tally } from '../../shared/domain/ledger/tally.ts'
import { placeDates } from '../../shared/domain/offers/place-dates.ts'
import { type Occupancy, questionOf } from '../../shared/domain/offers/question-of.ts'
import { startsBetween } from '../../shared/domain/offers/slot.ts'
import { explainStart } from '../../shared/domain/offers/slot-reason.ts'
import type { SlotRequest } from '../../shared/domain/offers/slot-request.ts'
import { addDays } from '../../shared/domain/time/time.ts'
import { bookingOf, typeOf } from '../contracts/samples.ts'

const MINUTE_MS = 60_000
const DAY = '2027-02-02'
const MIDNIGHT = Date.parse(`${DAY}T00:00:00Z`)
const NOW = MIDNIGHT - 86_400_000
const DAYS = [addDays(DAY, -1), DAY, addDays(DAY, 1)]

/** A claim somewhere around the day, on five-minute marks so that claims really meet. */
const claim = fc
  .record({
    from: fc.integer({ min: -60, max: 300 }),
    length: fc.integer({ min: 1, max: 40 }),
    before: fc.constantFrom(0, 0, 10, 25),
    after: fc.constantFrom(0, 0, 15),
    kind: fc.constantFrom<ClaimKind>('event', 'booking', 'pending', 'hold', 'external'),
    isFree: fc.boolean(),
    isEnded: fc.boolean(),
    buffersAddUp: fc.boolean(),
  })
  .map(
    ({ from, length, before, after, kind, isFree, isEnded, buffersAddUp }): Omit<Claim, 'id'> => ({
      kind,
      from: MIDNIGHT + from * 5 * MINUTE_MS,
      to: MIDNIGHT + (from + length) * 5 * MINUTE_MS,
      bufferBeforeMinutes: before,
      bufferAfterMinutes: after,
      ...(buffersAddUp && { buffersAddUp }),
      ...(kind === 'event' && isFree && { isFree: true }),
      ...(kind === 'hold' && { until: isEnded ? NOW : NOW + 1 }),
    }),
  )

function timeOf(
  principal: string,
  claims: Claim[],
  facts: Partial<PrincipalTime['facts']>,
  classes: Tally[],
): PrincipalTime {
  const days = DAYS.map(
    (day): LedgerDay => ({
      principal,
      day,
      version: 1,
      claims: claims.filter((one) => daysOf(one).includes(day)),
    }),
  )
  return {
    principal,
    facts: { timeZone: 'UTC', daysOff: [], ...facts },
    revision: 1,
    schedules: [
      {
        id: principal,
        timeZone: 'Asia/Kolkata',
        weekly: ([1, 2, 3] as const).map((weekday) => ({ weekday, from: '00:00', to: '22:00' })),
        overrides: [],
      },
    ],
    days,
    classes,
    spans: [
      {
        id: `${principal}-series`,
        principal,
        kind: 'event',
        times: {
          kind: 'timed',
          startsAt: MIDNIGHT - 7 * 86_400_000 + 13 * 3_600_000,
          endsAt: MIDNIGHT - 7 * 86_400_000 + 13.5 * 3_600_000,
          timeZone: 'UTC',
        },
        rrule: 'FREQ=DAILY',
        changedOccurrences: {},
      },
    ],
  }
}

const rules = fc.record({
  claims: fc.array(fc.array(claim, { maxLength: 5 }), { minLength: 8, maxLength: 8 }),
  rules: fc.record({
    durationsMinutes: fc.constantFrom([20], [30], [50]),
    stepMinutes: fc.constantFrom(15, 30, 45),
    bufferBeforeMinutes: fc.constantFrom(0, 10),
    bufferAfterMinutes: fc.constantFrom(0, 20),
    buffersAddUp: fc.boolean(),
    assignment: fc.constantFrom<AppointmentType['assignment']>('roundRobin', 'collective'),
    seats: fc.constantFrom(1, 1, 3),
  }),
  hosts: fc.integer({ min: 0, max: 2 }),
  resources: fc.integer({ min: 0, max: 2 }),
  party: fc.integer({ min: 1, max: 4 }),
  isShared: fc.boolean(),
  classAt: fc.option(fc.record({ hour: fc.integer({ min: 1, max: 12 }), taken: fc.integer({ min: 1, max: 3 }) })),
  counted: fc.integer({ min: 0, max: 2 }),
  perDay: fc.constantFrom(null, 2),
  /** How many of its first group serve together, and what it needs besides: how many of how many. */
  needed: fc.constantFrom(1, 1, 2),
  nurses: fc.constantFrom<[number, number]>([0, 0], [1, 2], [2, 2]),
  machines: fc.constantFrom<[number, number]>([0, 0], [1, 1], [1, 2]),
})

/** A further group of the first of some, where any are needed. */
const groupOf = (of: 'members' | 'resources', ids: string[], [needed, count]: [number, number]): Group[] =>
  needed === 0 ? [] : [{ of, ids: ids.slice(0, count), needed }]

describe('what is offered and what the ledger sells are the same', () => {
  test('an offered start can be booked, and one that is refused as taken, full or counted cannot', () => {
    let offered = 0
    let refused = 0
    let grouped = 0
    fc.assert(
      fc.property(rules, (made) => {
        const hosts = ['ada', 'bob'].slice(0, made.hosts)
        const resources = ['t1', 't2'].slice(0, made.hosts === 0 ? Math.max(1, made.resources) : made.resources)
        const groups = [
          ...groupOf('resources', ['m1', 'm2'], made.machines),
          ...groupOf('members', ['cleo', 'dan'], made.nurses),
        ]
        const further = groups.flatMap(({ ids }) => ids)
        const type = typeOf('c', {
          ...made.rules,
          durationsMinutes: [...made.rules.durationsMinutes],
          hosts,
          resources,
          groups,
          needed: Math.min(
            made.needed,
            made.rules.assignment === 'collective' || hosts.length === 0 ? 1 : hosts.length,
          ),
          limits: { perDay: made.perDay, perWeek: null, perMonth: null, perBooker: null },
        })
        const slotRequest: SlotRequest = {
          type,
          company: { slug: 'c', name: 'C', timeZone: 'UTC' },
          durationMinutes: type.durationsMinutes[0]!,
          visitorTimeZone: 'UTC',
          party: made.party,
        }
        const isClass = type.seats > 1
        const first = [...hosts, ...resources][0]!
        const classStart = MIDNIGHT + (made.classAt?.hour ?? 0) * 3_600_000
        const id = classIdOf(type.slug, classStart, first)
        const times = [...hosts, ...resources, ...further].map((principal, i) => {
          const isThing = resources.includes(principal)
          const shared = isThing && made.isShared && !isClass
          const claims = made.claims[i]!.map(
            (one, n): Claim => ({
              ...one,
              id: `${principal}-${n}`,
              ...(shared && one.kind === 'booking' && { places: 1 + (n % 2) }),
            }),
          )
          const hasClass = isClass && made.classAt !== null && principal === first
          if (hasClass)
            claims.push({
              id,
              kind: 'session',
              from: classStart,
              to: classStart + slotRequest.durationMinutes * MINUTE_MS,
              bufferBeforeMinutes: 0,
              bufferAfterMinutes: 0,
            })
          const tally: Tally = {
            name: { tally: 'session', principal, startsAt: classStart, id },
            version: 1,
            entries: { other: { count: made.classAt?.taken ?? 1 } },
            generation: 'other@0',
            holders: [first],
          }
          return timeOf(
            principal,
            claims,
            isThing ? { capacity: 2 + i, isShared: shared, linkedWith: resources } : {},
            hasClass ? [tally] : [],
          )
        })
        const counting = hosts.length > 0 ? hosts : resources
        const limits = counting.map(
          (principal): Tally => ({
            name: {
              tally: 'limit',
              type: type.slug,
              principal,
              period: 'perDay',
              startDate: periodStart('perDay', DAY),
            },
            version: 1,
            entries: Object.fromEntries(Array.from({ length: made.counted }, (_, n) => [`x${n}`, { count: 1 }])),
          }),
        )
        const occupancy: Occupancy = { times, limits: made.perDay === null ? [] : limits }
        const range = [MIDNIGHT, MIDNIGHT + 86_400_000] as const
        const listed = new Set(startsBetween(questionOf(occupancy, slotRequest, NOW, ...range)))
        const request = {
          company: 'c',
          slug: type.slug,
          startsAt: 0,
          customer: bookingOf('c').customer,
          answers: {},
          guests: [],
        }
        const decided = (booking: Booking) =>
          decideBookings(
            { times, tallies: talliesFor(occupancy.limits, countedNames(booking)) },
            [{ after: booking }],
            NOW,
          )
        for (let startsAt = range[0]; startsAt < range[1]; startsAt += 15 * MINUTE_MS) {
          const endsAt = startsAt + slotRequest.durationMinutes * MINUTE_MS
          const verdict = explainStart(questionOf(occupancy, slotRequest, NOW, startsAt, endsAt), startsAt)
          assert.equal('offer' in verdict, listed.has(startsAt), `listed at ${new Date(startsAt).toISOString()}`)
          if ('offer' in verdict) {
            offered++
            const { bookings } = placeDates({
              slotRequest,
              asked: { customer: request.customer, guests: request.guests, answers: request.answers },
              fraction: () => 0.5,
              occupancy,
              starts: [startsAt],
              ids: ['new'],
              held: undefined,
              booker: 'b',
              assigned: {},
              attempt: 0,
              now: NOW,
            })
            const [booking] = bookings
            assert.ok('writes' in decided(booking!), JSON.stringify(verdict))
            if (!booking!.session)
              for (const { ids, needed } of groups) {
                const taken = [...booking!.hosts, ...booking!.resources].filter((one) => ids.includes(one))
                assert.equal(taken.length, needed)
                grouped++
              }
            assert.deepEqual(
              booking!.chosen!.flatMap(({ ids }) => ids).toSorted(),
              [...booking!.hosts, ...booking!.resources].toSorted(),
            )
          } else if (['busy', 'buffer', 'hold'].includes(verdict.reason.reason) && type.assignment === 'collective') {
            refused++
            const booking = bookingOf('c', {
              id: 'new',
              startsAt,
              endsAt,
              hosts,
              resources: [],
              bufferBeforeMinutes: type.bufferBeforeMinutes,
              bufferAfterMinutes: type.bufferAfterMinutes,
              buffersAddUp: type.buffersAddUp,
            })
            // Whom the reason names is the one who cannot: a thing of several may be passed over.
            if (hosts.includes(verdict.reason.who!)) assert.ok('refused' in decided(booking), JSON.stringify(verdict))
          }
        }
      }),
      { numRuns: 300 },
    )
    assert.ok(offered > 1000 && refused > 100, `${offered} offered, ${refused} refused`)
    assert.ok(grouped > 500, `${grouped} groups served`)
  })
})
