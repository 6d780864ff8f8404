import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { deliberateFaults } from './invitations/deliberate-faults.ts'
import { play } from './invitations/history.ts'
import { planOf } from './invitations/plan.ts'
import { shrunk, tellFailure } from './invitations/tell.ts'

const SEEDS = 300
const SEEDS_FOR_FAULTS = 150

describe('histories of invitations by chance', () => {
  test(`${SEEDS} histories of events that are made, moved, called off and answered keep every promise`, async () => {
    const [heard, refused] = [new Set<string>(), new Set<string>()]
    let [mails, answers] = [0, 0]
    for (let seed = 1; seed <= SEEDS; seed++) {
      const outcome = await play(planOf(seed))
      if (outcome.violation) assert.fail(tellFailure(await shrunk(outcome)))
      mails += outcome.mails
      answers += outcome.answers
      for (const became of Object.keys(outcome.heard)) heard.add(became)
      for (const name of Object.keys(outcome.refused)) refused.add(name)
    }
    assert.ok(mails > SEEDS * 4 && answers > SEEDS, `${mails} mails, ${answers} answers: nobody hears anything`)
    assert.deepEqual([...heard].sort(), ['answered', 'notBelieved', 'twice'])
    assert.ok(refused.has('Changed') && refused.has('NotFound'))
  })

  test('the same seed is the same history', async () => {
    const [one, other] = [await play(planOf(7)), await play(planOf(7))]
    assert.deepEqual(one.told, other.told)
    assert.notDeepEqual(one.told, (await play(planOf(8))).told)
  })
})

describe('the simulation finds what would break a promise to those who are invited', () => {
  for (const { title, breaks, sabotage } of deliberateFaults)
    test(`${title}: ${breaks}`, async () => {
      const found = new Set<string>()
      for (let seed = 1; seed <= SEEDS_FOR_FAULTS; seed++) {
        const { violation } = await play(planOf(seed), sabotage)
        if (violation?.invariant === breaks) return
        if (violation) found.add(violation.invariant)
      }
      assert.fail(`${SEEDS_FOR_FAULTS} seeds found ${[...found].join(', ') || 'nothing'}`)
    })

  test('a failing history shrinks to one that a person can read', async () => {
    const [{ sabotage }] = deliberateFaults as [(typeof deliberateFaults)[number]]
    for (let seed = 1; seed <= SEEDS_FOR_FAULTS; seed++) {
      const failed = await play(planOf(seed), sabotage)
      if (!failed.violation) continue
      const short = await shrunk(failed, sabotage)
      assert.equal(short.violation?.invariant, failed.violation.invariant)
      assert.ok(short.plan.acting.length <= 16, tellFailure(short))
      return
    }
    assert.fail('nothing failed')
  })
})
