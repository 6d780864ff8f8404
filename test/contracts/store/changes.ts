import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { changeWrite } from '../../../functions/ports/changes.ts'
import { changeOf, NOW } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of changes. */
export const changes: Subject = {
  verbs: [
    {
      title: 'change',
      isFoundAgain: true,
      write: (company) => changeWrite(changeOf(company, { formerHosts: ['bob'] })),
      leaves: async (store, company) => [
        (await store.markedChanges(NOW)).filter((one) => one.company === company),
        [changeOf(company, { formerHosts: ['bob'] })],
      ],
      failing: {
        'this version was told already': {
          given: (company) => [changeWrite(changeOf(company))],
          write: (company) => changeWrite(changeOf(company, { kind: 'moved' })),
        },
      },
    },
  ],
  tests(world) {
    const { given, newCompany } = world
    const changesOf = async (company: string, dueBefore: number) =>
      (await world.store.markedChanges(dueBefore)).filter((one) => one.company === company)

    test('a change is marked until it is told; one that cannot be told waits', async () => {
      const { store } = world
      const company = newCompany()
      const changes = [1, 2, 3].map((version) => changeOf(company, { version, at: NOW + version }))
      await given(changes.map((change) => changeWrite(change)))
      assert.deepEqual(await changesOf(company, NOW + 2), changes.slice(0, 2))
      await store.unmark(changes[0]!)
      assert.deepEqual(
        [await store.change(company, 'b1', 1), await store.change(company, 'b1', 9)],
        [changes[0], undefined],
        'it stays as it was written',
      )
      await store.postpone(changes[1]!, NOW + 1000)
      assert.deepEqual(await changesOf(company, NOW + 999), [changes[2]])
      assert.deepEqual((await changesOf(company, NOW + 1000)).map(({ version }) => version).sort(), [2, 3])
      await store.postpone(changes[0]!, NOW)
      assert.deepEqual(await changesOf(company, NOW), [], 'what was told is not marked again')
    })
  },
}
