import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { deliberateFaults } from './deliberate-faults.ts'
import { play } from './history.ts'
import { planOf, raceOf } from './plan.ts'

const SEEDS = 250

describe('the simulation finds what would break a promise', () => {
  for (const { title, breaks, sabotage, race } of deliberateFaults)
    test(`${title}: ${breaks}`, async () => {
      const found = new Set<string>()
      for (let seed = 1; seed <= SEEDS; seed++) {
        const { violation } = await play(race ? raceOf(seed, race) : planOf(seed), { sabotage })
        if (!violation) continue
        found.add(violation.invariant)
        if (violation.invariant !== breaks) continue
        return
      }
      assert.fail(`${SEEDS} seeds found ${[...found].join(', ') || 'nothing'}`)
    })
})
