import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { NOW } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of channels. */
export const channels: Subject = {
  tests(world) {
    const { newCompany } = world
    test('a watch channel leads to its connection', async () => {
      const { store } = world
      const to = { company: newCompany(), memberId: 'ada', connectionId: 'c1', tokenHash: 't' }
      await store.putChannel('channel', to, NOW)
      assert.deepEqual([await store.channel('channel'), await store.channel('other')], [to, undefined])
    })
  },
}
