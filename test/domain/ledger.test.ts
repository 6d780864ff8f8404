import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  type Claim,
  cellsOf,
  clash,
  clashesWith,
  daysOf,
  dayWrites,
  isPlain,
  type LedgerDay,
} from '../../shared/domain/ledger.ts'

const at = (text: string) => Date.parse(`2026-11-24T${text}:00Z`)
const claim = (id: string, from: string, to: string, before = 0, after = 0): Claim => ({
  id,
  kind: 'booking',
  from: at(from),
  to: at(to),
  bufferBeforeMinutes: before,
  bufferAfterMinutes: after,
})
const day = (...claims: Claim[]): LedgerDay => ({ principal: 'ada', day: '2026-11-24', version: claims.length, claims })

describe('the ledger', () => {
  const pairs: [string, Claim, Claim, boolean][] = [
    ['touching is not overlapping', claim('a', '09:00', '10:00'), claim('b', '10:00', '11:00'), false],
    ['one minute is', claim('a', '09:00', '10:01'), claim('b', '10:00', '11:00'), true],
    ['busy time in a buffer clashes', claim('a', '09:00', '10:00', 0, 15), claim('b', '10:10', '11:00'), true],
    ['buffers may overlap buffers', claim('a', '09:00', '10:00', 0, 15), claim('b', '10:15', '11:00', 15, 0), false],
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
        for (const buffer of [0, 10]) {
          const a = claim('a', '01:00', '01:30', 10, 5)
          const b: Claim = {
            ...claim('b', '00:00', '00:01', buffer, buffer),
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

  test('a new short claim is written by its own cells, a move and a long claim by the version of the day', () => {
    const short = claim('a', '09:00', '09:30')
    assert.deepEqual(
      dayWrites([day()], 'a', new Map([['ada', short]]), 'cells').map(({ kind }) => kind),
      ['claimCells'],
    )
    const [move] = dayWrites(
      [day(short, claim('b', '12:00', '13:00'))],
      'a',
      new Map([['ada', claim('a', '10:00', '10:30')]]),
      'cells',
    )
    assert.equal(move?.kind, 'replace')
    assert.deepEqual(
      move?.kind === 'replace' && [move.expectedVersion, move.next.version, move.next.claims.length],
      [2, 3, 2],
    )
    assert.equal(isPlain(claim('a', '08:00', '16:00')), false)
  })

  test('a release leaves the claims of others, and days that are not touched are not written', () => {
    const [release, ...more] = dayWrites(
      [day(claim('a', '09:00', '10:00'), claim('b', '11:00', '12:00'))],
      'a',
      new Map(),
      'version',
    )
    assert.deepEqual(release?.kind === 'replace' && release.next.claims.map(({ id }) => id), ['b'])
    assert.equal(more.length, 0)
    assert.deepEqual(dayWrites([day(claim('b', '11:00', '12:00'))], 'a', new Map(), 'version'), [])
  })

  test('a subject never clashes with itself', () => {
    assert.deepEqual(clashesWith([day(claim('a', '09:00', '10:00'))], claim('a', '09:30', '10:30')), [])
    assert.deepEqual(
      clashesWith([day(claim('b', '09:00', '10:00'))], claim('a', '09:30', '10:30')).map(({ id }) => id),
      ['b'],
    )
  })
})
