import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { tooManyTries, windowStartAt } from '../../../shared/domain/answers/try-window.ts'
import { roomTaken } from '../../../shared/domain/event/room-taken.ts'
import { isFreeByNow } from '../../../shared/domain/offers/is-free-by-now.ts'
import { at, claimOf } from '../../contracts/samples.ts'

describe('windows in which tries are counted', () => {
  for (const [now, begin] of [
    ['09:00', '09:00'],
    ['09:14', '09:00'],
    ['09:15', '09:15'],
  ] as const)
    test(`at ${now} it is the one from ${begin}`, () => assert.equal(windowStartAt(at(now)), at(begin)))

  test('one try too many is told how long to wait, in whole seconds', () => {
    assert.equal(tooManyTries(at('09:00'), at('09:14')).retryAfterSeconds, 60)
    assert.equal(tooManyTries(at('09:00'), at('09:14') + 1).retryAfterSeconds, 60)
  })
})

test('a room that is taken is said with at most twenty of what stands there', () => {
  const clash = { principal: 'r1', wanted: claimOf('e1', '09:00', '10:00'), by: claimOf('e2', '09:30', '10:30') }
  const { refusal, clashes } = roomTaken(Array.from({ length: 25 }, () => clash))
  assert.equal(refusal, 'RoomTaken')
  assert.deepEqual(
    clashes,
    Array.from({ length: 20 }, () => ({ resourceId: 'r1', startsAt: at('09:30'), endsAt: at('10:30') })),
  )
})

test('a refused start that is among the free ones near it is free by now', () => {
  const near = (...starts: number[]) => ({
    refusal: 'SlotTaken' as const,
    alternatives: starts.map((startsAt) => ({ startsAt, endsAt: startsAt + 1 })),
  })
  assert.equal(isFreeByNow(near(1, 2), 2), true)
  assert.equal(isFreeByNow(near(1, 3), 2), false)
  assert.equal(isFreeByNow({ refusal: 'SlotTaken' }, 2), false)
})
