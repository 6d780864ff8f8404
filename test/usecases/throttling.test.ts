import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { ReadThrottle } from '../../functions/usecases/people/throttling.ts'
import { isRefusal } from '../../shared/domain/answers/refusal.ts'
import { type MemoryStore, memoryStore } from '../fakes/memory/memory-store.ts'
import { Chance } from '../simulation/random.ts'

describe('reads of strangers', () => {
  function world(throttles = true) {
    const random = new Chance(7)
    const store = memoryStore()
    let counts = 0
    const counting = {
      countTry: (...given: Parameters<MemoryStore['countTry']>) => {
        counts++
        return store.countTry(...given)
      },
    }
    let now = 0
    const clock = { now: () => now, elapsedMillis: () => now, pause: async () => {} }
    const randomness = { id: () => '', secret: () => '', fraction: () => random.fraction() }
    const instance = () => new ReadThrottle({ store: counting, clock, random: randomness, throttles })
    return { instance, counts: () => counts, later: (ms: number) => (now += ms) }
  }
  const limit = { key: 'slots#1', most: 1000 }
  async function passes(throttle: ReadThrottle, times: number) {
    let passed = 0
    for (let i = 0; i < times; i++) if (!isRefusal(await throttle.refusal(limit))) passed++
    return passed
  }

  test('about as many pass as may, for a write in twenty; who is over is refused without a write until the window ends', async () => {
    const { instance, counts, later } = world()
    const throttle = instance()
    const passed = await passes(throttle, 3000)
    assert.ok(passed > 700 && passed < 1400, `${passed} of 3000 passed`)
    assert.ok(counts() < 80, `${counts()} writes`)
    const before = counts()
    assert.equal(await passes(throttle, 100), 0)
    assert.equal(counts(), before)
    // Another instance learns it as soon as it counts.
    assert.ok((await passes(instance(), 300)) < 150)
    later(15 * 60_000)
    assert.equal(await passes(throttle, 200), 200)
  })

  test('under rehearsal nothing is counted', async () => {
    const { instance, counts } = world(false)
    assert.equal(await passes(instance(), 2000), 2000)
    assert.equal(counts(), 0)
  })
})
