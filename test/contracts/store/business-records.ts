import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { recordOf } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of business records. */
export const businessRecords: Subject = {
  tests(world) {
    test('a record is put where its version stands, and read by its id, in its company alone', async () => {
      const { store } = world
      const company = world.newCompany()
      const record = recordOf(company)
      const moved = { ...record, version: 2, title: 'Renamed', ownerId: 'bob' }
      assert.equal(await store.record(company, record.id), undefined)
      const put = [
        await store.putRecord(moved, 1),
        await store.putRecord(record, 0),
        await store.putRecord(record, 0),
        await store.putRecord(moved, 1),
        await store.putRecord(moved, 1),
      ]
      assert.deepEqual(put, [false, true, false, true, false])
      assert.deepEqual(await store.record(company, record.id), moved)
      assert.equal(await store.record(world.newCompany(), record.id), undefined)
    })

    test('the latest come first, so many at a time, from a place on', async () => {
      const { store } = world
      const [company, other] = [world.newCompany(), world.newCompany()]
      // Their ids sort by the moment at which they were made.
      for (const id of ['0002-b', '0001-a', '0003-c']) await store.putRecord({ ...recordOf(company), id }, 0)
      await store.putRecord({ ...recordOf(other), id: '0004-d' }, 0)
      const ids = async (most: number, before?: string) =>
        (await store.records(company, most, before)).map((one) => one.id)
      assert.deepEqual(await ids(10), ['0003-c', '0002-b', '0001-a'])
      assert.deepEqual(await ids(2), ['0003-c', '0002-b'])
      assert.deepEqual(await ids(2, '0002-b'), ['0001-a'])
      assert.deepEqual(await ids(2, '0001-a'), [])
      // One that is gone leads on all the same.
      assert.deepEqual(await ids(1, '0002-z'), ['0002-b'])
    })
  },
}
