import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import {
  endedWaitWrite,
  waitlistEntryRemoval,
  waitlistEntryWrite,
  waitlistWrite,
} from '../../../functions/ports/waitlists.ts'
import { endedWaitOf, NOW, waitlistEntryOf } from '../samples.ts'
import { DONE } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of waitlists. */
export const waitlists: Subject = {
  tests(world) {
    test('an entry is written where its version stands, read by its type and with all others, and leaves once', async () => {
      const { store } = world
      const company = world.newCompany()
      const [one, other] = [waitlistEntryOf(company), waitlistEntryOf(company, { id: 'w2', type: 'call-2' })]
      const writes = [one, other].map((entry) => waitlistEntryWrite(entry, 0))
      assert.equal(await store.lookFor(writes), 'notThere')
      assert.deepEqual(await store.commit(writes), DONE)
      assert.equal(await store.lookFor(writes), 'there')
      assert.equal((await store.commit(writes)).outcome, 'failed')
      const passed = { ...one, version: 2, state: 'passed' as const }
      assert.deepEqual(await store.commit([waitlistEntryWrite(passed, 1)]), DONE)
      assert.equal(await store.lookFor(writes.slice(0, 1)), 'unsaid')
      assert.deepEqual(await store.waitlistEntries(company, 'call', 10), [passed])
      const all = await store.waitlistEntries(company, undefined, 10)
      assert.deepEqual(all.map(({ id }) => id).sort(), ['w1', 'w2'])
      assert.equal((await store.waitlistEntries(company, undefined, 1)).length, 1)
      assert.equal((await store.commit([waitlistEntryRemoval(one)])).outcome, 'failed')
      assert.deepEqual(await store.commit([waitlistEntryRemoval(passed)]), DONE)
      assert.equal(await store.waitlistEntry(company, 'call', 'w1'), undefined)
      assert.deepEqual(await store.waitlistEntry(company, 'call-2', 'w2'), other)
    })

    test('what is kept of an entry whose type was deleted is no entry any more; the later one stands', async () => {
      const { store } = world
      const company = world.newCompany()
      const [one, other] = [endedWaitOf(company), endedWaitOf(company, { version: 2, title: 'Talk' })]
      const write = [endedWaitWrite(one)]
      assert.equal(await store.lookFor(write), 'notThere')
      assert.deepEqual(await store.commit(write), DONE)
      assert.equal(await store.lookFor(write), 'there')
      assert.deepEqual(await store.endedWait(company, 'call', 'w1'), one)
      assert.deepEqual(await store.commit([endedWaitWrite(other)]), DONE)
      assert.deepEqual(await store.endedWait(company, 'call', 'w1'), other)
      assert.equal(await store.endedWait(company, 'call-2', 'w1'), undefined)
      assert.deepEqual(await store.waitlistEntries(company, undefined, 10), [])
    })

    test('a list is due while it says when to look at it', async () => {
      const { store } = world
      const company = world.newCompany()
      const due = async (before: number) =>
        (await store.dueWaitlists(before)).filter((one) => one.company === company).map(({ type }) => type)
      const list = { company, type: 'call', version: 1, lookAt: NOW }
      assert.deepEqual(await store.commit([waitlistWrite(list, 0)]), DONE)
      assert.deepEqual(await store.waitlist(company, 'call'), list)
      assert.deepEqual([await due(NOW - 1), await due(NOW)], [[], ['call']])
      const later = { company, type: 'call', version: 2 }
      assert.deepEqual([await store.putWaitlist(later, 1), await store.putWaitlist(later, 1)], [true, false])
      assert.deepEqual(await due(NOW), [])
    })
  },
}
