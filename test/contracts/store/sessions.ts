import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { NOW } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of sessions. */
export const sessions: Subject = {
  tests(world) {
    const { newCompany } = world
    test('a session ends by its own time or by hand', async () => {
      const { store } = world
      const session = { company: newCompany(), memberId: 'ada', expiresAt: NOW }
      await store.putSession('hash', session)
      assert.deepEqual([await store.session('hash', NOW - 1), await store.session('hash', NOW)], [session, undefined])
      await store.removeSession('hash')
      assert.equal(await store.session('hash', NOW - 1), undefined)
    })
  },
}
