import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import type { Subject } from './subject.ts'

/** What a store owes to the port of revisions. */
export const revisions: Subject = {
  tests(world) {
    test('each calendar has its own, from 0 on, and is no part of its time', async () => {
      const { store } = world
      const company = world.newCompany()
      for (const principal of ['ada', 'grace', 'ada']) await store.raiseRevision(company, principal)
      assert.deepEqual(await store.revisions(company, ['grace', 'noor', 'ada']), [1, 0, 2])
      const [time] = await store.time(company, ['ada'], '2027-01-01', '2027-12-31', 'latest')
      assert.deepEqual([time!.revision, time!.days, time!.spans, time!.schedules], [0, [], [], []])
    })
  },
}
