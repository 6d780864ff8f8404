import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { connectionOf, NOW } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of connections. */
export const connections: Subject = {
  tests(world) {
    const { newCompany } = world
    test('a connection is put over the version that was read, and notifications counted meanwhile stay counted', async () => {
      const { store } = world
      const company = newCompany()
      const one = connectionOf(company, { cursor: 'cursor' })
      assert.deepEqual([await store.putConnection(one, 0), await store.putConnection(one, 0)], [true, false])
      await Promise.all([1, 2, 3].map(() => store.markDirty(company, 'ada', 'c1')))
      const { cursor: _cursor, ...two } = { ...one, version: 2, lastPulledAt: NOW }
      assert.deepEqual([await store.putConnection(two, 7), await store.putConnection(two, 1)], [false, true])
      assert.deepEqual(await store.connection(company, 'ada', 'c1'), { ...two, dirty: 3 })
      assert.deepEqual(await store.connectionsOf(company, 'ada'), [{ ...two, dirty: 3 }])
      await store.removeConnection(two)
      await store.markDirty(company, 'ada', 'c1')
      assert.equal(await store.connection(company, 'ada', 'c1'), undefined, 'a late notification revives nothing')
    })

    test('an active connection comes due, one at rest does not', async () => {
      const { store } = world
      const company = newCompany()
      await store.putConnection(connectionOf(company), 0)
      await store.putConnection(connectionOf(company, { id: 'c2', status: 'needsReconnect' }), 0)
      const due = (await store.dueConnections(NOW + DAY_MS)).filter((one) => one.company === company)
      assert.deepEqual(
        due.map(({ id }) => id),
        ['c1'],
      )
      assert.deepEqual(
        (await store.dueConnections(NOW - DAY_MS)).filter((one) => one.company === company),
        [],
      )
    })
  },
}
