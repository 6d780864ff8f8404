import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { type Decision, decide, NOTHING, type Placement } from '../../../shared/domain/ledger/decide.ts'
import {
  type Claim,
  cellsOf,
  clash,
  clashesAmong,
  daysOf,
  type LedgerDay,
  type PrincipalTime,
  type Span,
} from '../../../shared/domain/ledger/ledger.ts'
import type { Tally, TallyName } from '../../../shared/domain/ledger/tally.ts'

const at = (text: string) => Date.parse(`2026-11-24T${text}:00Z`)
const claim = (id: string, from: string, to: string, before = 0, after = 0): Claim => ({
  id,
  kind: 'booking',
  from: at(from),
  to: at(to),
  bufferBeforeMinutes: before,
  bufferAfterMinutes: after,
})
const adding = (one: Claim): Claim => ({ ...one, buffersAddUp: true })
const day = (...claims: Claim[]): LedgerDay => ({ principal: 'ada', day: '2026-11-24', version: claims.length, claims })
const NOW = at('00:00')
const time = (...days: LedgerDay[]): PrincipalTime => ({
  principal: 'ada',
  facts: { timeZone: 'UTC', daysOff: [] },
  revision: 1,
  schedules: [],
  days,
  classes: [],
  spans: [],
})
const placement = (one?: Claim): Placement =>
  one ? { ...NOTHING, claims: [{ principal: 'ada', claim: one }] } : NOTHING
const decided = (days: LedgerDay[], after?: Claim, before?: Claim, mayOverlap?: () => boolean) =>
  decide({ times: [time(...days)], tallies: [] }, placement(before), placement(after), {
    now: NOW,
    ...(mayOverlap && { mayOverlap }),
  })
const kinds = (decision: Decision) =>
  'writes' in decision ? decision.writes.map(({ kind }) => kind) : decision.refused

describe('the ledger', () => {
  const pairs: [string, Claim, Claim, boolean][] = [
    ['touching is not overlapping', claim('a', '09:00', '10:00'), claim('b', '10:00', '11:00'), false],
    ['one minute is', claim('a', '09:00', '10:01'), claim('b', '10:00', '11:00'), true],
    ['busy time in a buffer clashes', claim('a', '09:00', '10:00', 0, 15), claim('b', '10:10', '11:00'), true],
    ['buffers may overlap buffers', claim('a', '09:00', '10:00', 0, 15), claim('b', '10:15', '11:00', 15, 0), false],
    [
      'buffers that add up may not',
      adding(claim('a', '09:00', '10:00', 0, 15)),
      claim('b', '10:29', '11:00', 15, 0),
      true,
    ],
    ['together they are kept', adding(claim('a', '09:00', '10:00', 0, 15)), claim('b', '10:30', '11:00', 15, 0), false],
    [
      'without one on the other side the own one counts',
      adding(claim('a', '09:00', '10:00', 0, 15)),
      claim('b', '10:15', '11:00'),
      false,
    ],
    [
      'a free claim is in nobody’s way',
      { ...claim('a', '09:00', '10:00'), isFree: true },
      claim('b', '09:00', '10:00'),
      false,
    ],
  ]
  for (const [title, a, b, expected] of pairs)
    test(title, () => {
      assert.equal(clash(a, b), expected)
      assert.equal(clash(b, a), expected)
    })

  test('cells guard the quick path: claims that clash share a cell, busy with busy or busy with buffer', () => {
    for (let from = 0; from < 120; from += 3)
      for (let length = 5; length < 60; length += 7)
        for (const [buffer, ofA, ofB] of [
          [0, false, false],
          [10, false, false],
          [10, true, false],
          [10, false, true],
          [15, true, true],
        ] as const) {
          const a = { ...claim('a', '01:00', '01:30', 10, 5), buffersAddUp: ofA }
          const b: Claim = {
            ...claim('b', '00:00', '00:01', buffer, buffer),
            buffersAddUp: ofB,
            from: at('00:00') + from * 60_000,
            to: at('00:00') + (from + length) * 60_000,
          }
          const [ca, cb] = [cellsOf(a, '2026-11-24'), cellsOf(b, '2026-11-24')]
          const meets = (x: number[], y: number[]) => x.some((cell) => y.includes(cell))
          const guarded = meets(ca.busy, cb.busy) || meets(ca.buffer, cb.busy) || meets(ca.busy, cb.buffer)
          if (clash(a, b)) assert.ok(guarded, `${from}+${length} buffer ${buffer}`)
        }
  })

  test('a claim over midnight stands in both days, with its buffers', () => {
    const late = { ...claim('a', '23:30', '23:59', 0, 15), to: at('23:50') }
    assert.deepEqual(daysOf(late), ['2026-11-24', '2026-11-25'])
    assert.deepEqual(cellsOf(late, '2026-11-25'), { busy: [], buffer: [0] })
  })

  test('a new short claim is written by its own cells, a move by the version of the day', () => {
    const short = claim('a', '09:00', '09:30')
    assert.deepEqual(kinds(decided([], short)), ['claimCells', 'checkRevision'])
    const moved = decided([day(short, claim('b', '12:00', '13:00'))], claim('a', '10:00', '10:30'), short)
    const [write] = 'writes' in moved ? moved.writes : []
    assert.equal(write?.kind, 'replaceDay')
    assert.deepEqual(
      write?.kind === 'replaceDay' && [write.expectedVersion, write.next.version, write.next.claims.length],
      [2, 3, 2],
    )
    // Whether a condition can ask about so many cells is the store's own matter: it is handed the whole day as well.
    const long = decided([day(claim('b', '20:00', '20:30'))], claim('a', '08:00', '16:00'))
    const [byCells] = 'writes' in long ? long.writes : []
    assert.equal(byCells?.kind, 'claimCells')
    assert.deepEqual(
      byCells?.kind === 'claimCells' && [byCells.otherwise.expectedVersion, byCells.otherwise.next.claims.length],
      [1, 2],
    )
  })

  test('a moment without length has no cells that could guard it: the version does', () => {
    assert.deepEqual(kinds(decided([], claim('a', '09:00', '09:00'))), ['replaceDay', 'checkRevision'])
  })

  test('a release leaves the claims of others, and days that are not touched are not written', () => {
    const released = decided(
      [day(claim('a', '09:00', '10:00'), claim('b', '11:00', '12:00'))],
      undefined,
      claim('a', '09:00', '10:00'),
    )
    assert.deepEqual(kinds(released), ['replaceDay'])
    const [write] = 'writes' in released ? released.writes : []
    assert.deepEqual(write?.kind === 'replaceDay' && write.next.claims.map(({ id }) => id), ['b'])
    assert.deepEqual(kinds(decided([day(claim('b', '09:00', '10:00'))], undefined, claim('a', '09:00', '10:00'))), [])
  })

  test('a subject never clashes with itself, and is told whom it clashes with', () => {
    const own = claim('a', '09:00', '10:00')
    assert.ok('writes' in decided([day(own)], claim('a', '09:30', '10:30'), own))
    const refused = decided([day(claim('b', '09:00', '10:00'))], claim('a', '09:30', '10:30'))
    assert.deepEqual('clashes' in refused && refused.clashes.map(({ by }) => by.id), ['b'])
  })

  test('an expired hold is nobody’s: its time is taken by version, for its cells still stand', () => {
    const held = { ...claim('h', '09:00', '10:00'), kind: 'hold' as const, until: NOW }
    assert.deepEqual(kinds(decided([day(held)], claim('a', '09:00', '10:00'))), ['replaceDay', 'checkRevision'])
    assert.ok('clashes' in decided([day({ ...held, until: NOW + 1 })], claim('a', '09:00', '10:00')))
  })

  test('claims that share a cell but not a minute stand side by side, guarded by the version', () => {
    assert.deepEqual(kinds(decided([day(claim('b', '09:00', '09:07'))], claim('a', '09:07', '09:30'))), [
      'replaceDay',
      'checkRevision',
    ])
  })

  test('people may overbook themselves: told, not refused, and no series is asked', () => {
    const overlapping = decided(
      [day(claim('b', '09:00', '10:00'))],
      claim('a', '09:30', '10:30'),
      undefined,
      () => true,
    )
    assert.deepEqual('writes' in overlapping && overlapping.overlaps.map(({ by }) => by.id), ['b'])
    assert.deepEqual(kinds(overlapping), ['replaceDay'])
  })

  test('who gives up a series for one time of a room decides on the other series as they were read', () => {
    const series: Span = {
      id: 'a',
      principal: 'ada',
      kind: 'event',
      times: { kind: 'timed', startsAt: at('12:00'), endsAt: at('13:00'), timeZone: 'UTC' },
      rrule: 'FREQ=DAILY',
      changedOccurrences: {},
    }
    const single = decide(
      { times: [time()], tallies: [] },
      { ...NOTHING, spans: [series] },
      placement(claim('a', '09:00', '10:00')),
      { now: NOW },
    )
    const raised = 'writes' in single && single.writes.filter(({ kind }) => kind === 'raiseRevision')
    assert.deepEqual(raised, [{ kind: 'raiseRevision', principal: 'ada', expected: 1 }])
  })

  test('a shared thing takes as many as it has places for, at the fullest moment', () => {
    const shared = { timeZone: 'UTC', daysOff: [], isShared: true, capacity: 3 }
    const seated = (id: string, from: string, to: string, places: number) => ({ ...claim(id, from, to), places })
    const taken = [seated('x', '09:00', '10:00', 2), seated('y', '10:00', '11:00', 2)]
    const fits = clashesAmong(taken, seated('a', '09:30', '10:30', 1), shared, NOW)
    assert.deepEqual(fits, [])
    assert.equal(clashesAmong(taken, seated('a', '09:30', '10:30', 2), shared, NOW).length, 2)
    assert.deepEqual(
      clashesAmong([claim('e', '09:00', '12:00')], seated('a', '09:30', '10:30', 1), shared, NOW).map(({ id }) => id),
      ['e'],
      'an event that takes all of it leaves no places',
    )
  })
})

describe('tallies: seats and limits', () => {
  const limit: TallyName = { tally: 'limit', type: 't', principal: 'ada', period: 'perDay', startDate: '2026-11-24' }
  const counted = (id: string, most: number): Placement => ({
    ...NOTHING,
    entries: [{ name: limit, id, entry: { count: 1 }, most }],
  })
  const tally = (entries: Tally['entries']): Tally => ({ name: limit, version: 1, entries })
  const count = (read: Tally, before: Placement, after: Placement) =>
    decide({ times: [], tallies: [read] }, before, after, { now: NOW })

  test('a limit counts what still counts: ended holds are forgotten by an exact write', () => {
    assert.deepEqual(kinds(count(tally({}), NOTHING, counted('a', 1))), ['addEntry'])
    assert.deepEqual(count(tally({ b: { count: 1 } }), NOTHING, counted('a', 1)), { refused: 'limit', name: limit })
    assert.deepEqual(kinds(count(tally({ b: { count: 1, until: NOW } }), NOTHING, counted('a', 1))), ['replaceTally'])
    assert.deepEqual(kinds(count(tally({ a: { count: 1 } }), counted('a', 1), NOTHING)), ['removeEntry'])
  })

  test('a move within its period is not counted twice', () => {
    const moved = count(tally({ a: { count: 1 } }), counted('a', 1), counted('a', 1))
    assert.deepEqual(kinds(moved), ['replaceTally'])
  })

  const seat = (id: string, seats: number, until?: number): Placement => ({
    ...NOTHING,
    seats: [
      {
        name: { tally: 'session', principal: 'ada', startsAt: at('09:00'), id: 'class' },
        id,
        entry: { count: seats, ...(until !== undefined && { until }) },
        most: 3,
        claims: [
          {
            principal: 'ada',
            claim: { ...claim('class', '09:00', '10:00'), kind: 'session', ...(until !== undefined && { until }) },
          },
        ],
        entries: [],
      },
    ],
  })
  const inClass = (entries: Tally['entries'], until?: number): PrincipalTime => ({
    ...time(day({ ...claim('class', '09:00', '10:00'), kind: 'session', ...(until !== undefined && { until }) })),
    classes: [
      { name: { tally: 'session', principal: 'ada', startsAt: at('09:00'), id: 'class' }, version: 4, entries },
    ],
  })
  const join = (read: PrincipalTime, before: Placement, after: Placement) =>
    decide({ times: [read], tallies: [] }, before, after, { now: NOW })

  test('who comes first claims the time of the class, who leaves last frees it', () => {
    assert.deepEqual(kinds(join(time(), NOTHING, seat('a', 1))), ['claimCells', 'replaceTally', 'checkRevision'])
    assert.deepEqual(kinds(join(inClass({ a: { count: 1 } }), NOTHING, seat('b', 2))), ['addEntry', 'checkRevision'])
    assert.deepEqual(kinds(join(inClass({ a: { count: 1 }, b: { count: 2 } }), seat('a', 1), NOTHING)), [
      'replaceTally',
    ])
    assert.deepEqual(kinds(join(inClass({ a: { count: 1 } }), seat('a', 1), NOTHING)), ['replaceDay', 'dropTally'])
  })

  test('a class is joined only in the generation that was read: its time must not have become that of a hold meanwhile', () => {
    const withGeneration = (read: PrincipalTime): PrincipalTime => ({
      ...read,
      classes: read.classes.map((tally) => ({ ...tally, generation: 'a@1' })),
    })
    const joined = join(withGeneration(inClass({ a: { count: 1 } })), NOTHING, seat('b', 1))
    const [write] = 'writes' in joined ? joined.writes : []
    assert.equal(write?.kind === 'addEntry' && write.generation, 'a@1')
    const later = NOW + 600_000
    const left = join(
      withGeneration(inClass({ a: { count: 1 }, h: { count: 1, until: later } })),
      seat('a', 1),
      NOTHING,
    )
    const replaced = 'writes' in left ? left.writes.find(({ kind }) => kind === 'replaceTally') : undefined
    assert.notEqual(replaced?.kind === 'replaceTally' && replaced.next.generation, 'a@1')
  })

  test('a full class refuses, unless a hold in it has ended', () => {
    const full = join(inClass({ a: { count: 1 }, b: { count: 2 } }), NOTHING, seat('c', 1))
    assert.equal('refused' in full && full.refused, 'full')
    const freed = join(inClass({ a: { count: 1 }, b: { count: 2, until: NOW } }), NOTHING, seat('c', 1))
    assert.deepEqual(kinds(freed), ['replaceTally', 'checkRevision'])
  })

  test('a class that only holds have opened ends with them, and stays once somebody books', () => {
    const later = NOW + 600_000
    const opened = join(time(), NOTHING, seat('h', 1, later))
    const [write] = 'writes' in opened ? opened.writes : []
    assert.equal(write?.kind === 'claimCells' && write.claim.until, later)
    const booked = join(inClass({ h: { count: 1, until: later } }, later), NOTHING, seat('a', 1))
    const [replaced] = 'writes' in booked ? booked.writes : []
    assert.equal(replaced?.kind === 'replaceDay' && replaced.next.claims[0]?.until, undefined)
    assert.deepEqual(kinds(join(inClass({ h: { count: 1, until: NOW } }, NOW), NOTHING, seat('a', 1))), [
      'replaceDay',
      'replaceTally',
      'checkRevision',
    ])
  })
})
