import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { givenUpAt, nextTryOf, pauseAfter, stopAfter } from '../../../shared/domain/effects/mail-patience.ts'
import { HOUR_MS, MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { NOW } from '../../contracts/samples.ts'

const MIDDLE = 0.5

describe('how long a mail that cannot go waits', () => {
  test('a minute, twice as long each time, an hour at most', () =>
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 100, 5000].map((tries) => pauseAfter(tries, MIDDLE) / MINUTE_MS),
      [1, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60],
    ))

  test('a fifth of it more or less, by chance', () =>
    assert.deepEqual(
      [0, 0.25, 0.75, 1].map((fraction) => pauseAfter(7, fraction) / MINUTE_MS),
      [48, 54, 66, 72],
    ))

  test('for 72 hours from when it was due; tried once more when they are over, then given up', () => {
    const effect = { dueAt: NOW, attempts: 0 }
    let [now, tries] = [NOW, 0]
    for (;;) {
      tries++
      const next = nextTryOf({ ...effect, attempts: tries }, now, MIDDLE)
      if (next === undefined) break
      assert.ok(next > now && next - now <= HOUR_MS)
      now = next
    }
    assert.equal(now, NOW + 72 * HOUR_MS)
    assert.equal(tries, 78)
  })

  test('sent again by hand it is tried as long as one that was just due', () => {
    const again = { dueAt: NOW - 100 * HOUR_MS, triedFrom: NOW, attempts: 1 }
    assert.equal(givenUpAt(again), NOW + 72 * HOUR_MS)
    assert.equal(nextTryOf(again, NOW, MIDDLE), NOW + MINUTE_MS)
    assert.equal(nextTryOf({ dueAt: again.dueAt, attempts: 1 }, NOW, MIDDLE), undefined)
  })

  test('while none goes one is tried, later and later; what is wrong by now is what is said', () => {
    const first = stopAfter(undefined, 'sandbox', NOW, MIDDLE)
    const second = stopAfter(first, 'rate', NOW + MINUTE_MS, MIDDLE)
    assert.deepEqual(
      [first, second],
      [
        { fault: 'sandbox', since: NOW, tries: 1, nextTryAt: NOW + MINUTE_MS },
        { fault: 'rate', since: NOW, tries: 2, nextTryAt: NOW + 3 * MINUTE_MS },
      ],
    )
  })
})
