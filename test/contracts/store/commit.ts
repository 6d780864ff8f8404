import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { DAY } from '../samples.ts'
import { checkRevision, raiseRevision } from './ledger-parts.ts'
import { booking, event, failedAt, inLedger } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to a commit as a whole. */
export const commit: Subject = {
  tests(world) {
    const { given, newCompany } = world
    test('of two conditions that do not hold the first is named', async () => {
      const { store } = world
      const company = newCompany()
      await given([booking(company, 1, 0), raiseRevision(company)])
      assert.deepEqual(
        await store.commit([event(company, 1, 0), checkRevision(company, 0), booking(company, 1, 0)]),
        failedAt(1),
      )
    })

    test('more than it takes at once: nothing is written', async () => {
      const { store } = world
      const company = newCompany()
      const raised = Array.from({ length: 101 }, (_, i) =>
        inLedger(company, { kind: 'raiseRevision', principal: `p${i}` }),
      )
      assert.deepEqual(await store.commit(raised), { outcome: 'tooMany' })
      const [first] = await store.time(company, ['p0'], DAY, DAY, 'latest')
      assert.equal(first!.revision, 0)
    })
  },
}
