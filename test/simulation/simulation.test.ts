import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { opened } from '../../functions/ports/writes.ts'
import { type Outcome, play } from './history.ts'
import { planOf } from './plan.ts'
import { shrunk } from './shrink.ts'
import { openTable } from './table.ts'
import { tellFailure } from './tell.ts'

const STEPS = 100_000
const STEPS_ON_TABLE = 4000
const SEEDS_AT_MOST = 2000

describe('histories of the ledger by chance', () => {
  test(`${STEPS.toLocaleString('en')} steps of people who book, hold, move, cancel, plan and die in bad weather keep every promise`, async () => {
    let steps = 0
    let commits = 0
    let seed = 0
    const refused = new Set<string>()
    while (steps < STEPS && seed < SEEDS_AT_MOST) {
      const outcome = await play(planOf(++seed))
      if (outcome.violation) assert.fail(tellFailure(await shrunk(outcome)))
      steps += outcome.steps
      commits += outcome.commits
      for (const name of Object.keys(outcome.refused)) refused.add(name)
    }
    assert.ok(steps >= STEPS)
    assert.ok(commits > steps / 50, `only ${commits} commits: nobody gets anything done`)
    const met = ['Busy', 'BookingOver', 'Changed', 'Full', 'LimitReached', 'NotOffered', 'RoomTaken', 'SlotTaken']
    assert.deepEqual(
      met.filter((name) => !refused.has(name)),
      [],
      'refusals that nobody met',
    )
  })

  test('the same seed is the same history', async () => {
    const [one, other] = [await play(planOf(7)), await play(planOf(7))]
    assert.deepEqual(one.told, other.told)
    assert.notDeepEqual(one.told, (await play(planOf(8))).told)
  })
})

describe('the same histories on the real store', () => {
  test(`${STEPS_ON_TABLE.toLocaleString('en')} steps with conflicts, throttles and lost answers: it answers each call as the store in memory does`, async () => {
    const table = await openTable()
    try {
      let steps = 0
      for (let seed = 1001; steps < STEPS_ON_TABLE; seed++) {
        const outcome = await play(planOf(seed), table.playing)
        if (outcome.violation) assert.fail(tellFailure(outcome))
        steps += outcome.steps
      }
      assert.ok(Object.values(table.met).every((times) => times > 0))
    } finally {
      await table.close()
    }
  })
})

describe('a failing history', () => {
  const sells: Parameters<typeof play>[1] = {
    sabotage: (memory) =>
      new Proxy(memory, {
        get: (target, name: keyof typeof memory) =>
          name === 'commit'
            ? async (writes: Parameters<typeof memory.commit>[0]) =>
                memory.commitNow(
                  writes.filter((write) => {
                    const one = opened(write)
                    return one.write !== 'ledger' || one.ledger.kind !== 'checkRevision'
                  }),
                )
            : (target[name] as (...args: unknown[]) => unknown).bind(target),
      }),
  }

  async function firstFailure(): Promise<Outcome> {
    for (let seed = 1; seed < 300; seed++) {
      const outcome = await play(planOf(seed), sells)
      if (outcome.violation) return outcome
    }
    return assert.fail('nothing failed')
  }

  test('shrinks to one that a person can read, which breaks the same promise', async () => {
    const failed = await firstFailure()
    const short = await shrunk(failed, sells)
    assert.equal(short.violation?.invariant, failed.violation?.invariant)
    assert.ok(short.plan.acting.length <= 8, tellFailure(short))
    assert.match(tellFailure(short), new RegExp(`seed ${failed.plan.seed} breaks "sold only what is offered"`))
  })
})
