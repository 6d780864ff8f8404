import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { firstTags } from '../../../shared/domain/people/tag.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of tags. */
export const tags: Subject = {
  tests(world) {
    test('a company has the first tags until its list is put over the version that was read', async () => {
      const { store } = world
      const company = world.newCompany()
      assert.deepEqual(await store.tags(company), firstTags(company))
      const one = { ...firstTags(company), version: 1, merged: { old: 'customer-meeting' } }
      const two = { ...one, version: 2, tags: [] }
      const put = [
        await store.putTags(one, 0),
        await store.putTags(one, 0),
        await store.putTags(two, 1),
        await store.putTags(two, 1),
      ]
      assert.deepEqual(put, [true, false, true, false])
      assert.deepEqual(await store.tags(company), two)
    })
  },
}
