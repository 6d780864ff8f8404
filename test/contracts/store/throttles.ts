import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import type { Subject } from './subject.ts'

/** What a store owes to the port of throttles. */
export const throttles: Subject = {
  tests(world) {
    const { newCompany } = world
    test('tries are counted one by one, in windows', async () => {
      const { store } = world
      const key = newCompany()
      const counts = await Promise.all(Array.from({ length: 10 }, () => store.countTry(key, 0, 900)))
      assert.deepEqual(
        counts.sort((a, b) => a - b),
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      )
      assert.equal(await store.countTry(key, 900_000, 900), 1)
      assert.deepEqual([await store.countTry(key, 900_000, 900, 20), await store.countTry(key, 0, 900)], [21, 11])
    })
  },
}
