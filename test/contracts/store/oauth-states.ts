import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { NOW } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of oauth states. */
export const oauthStates: Subject = {
  tests(world) {
    const { newCompany } = world
    test('an OAuth state works once, however many come at once, and not after its time', async () => {
      const { store } = world
      const state = {
        company: newCompany(),
        memberId: 'ada',
        sessionHash: 's',
        provider: 'google' as const,
        codeVerifier: 'v',
        expiresAt: NOW,
      }
      await store.putOAuthState('once', state)
      const takers = await Promise.all(Array.from({ length: 10 }, () => store.takeOAuthState('once', NOW - 1)))
      assert.deepEqual(
        takers.filter((taken) => taken !== undefined),
        [state],
      )
      await store.putOAuthState('late', state)
      assert.equal(await store.takeOAuthState('late', NOW), undefined)
    })
  },
}
