import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import type { MailedReply, Proposal } from '../../../shared/domain/invitation/mailed-reply.ts'
import { NOW } from '../samples.ts'
import type { Subject } from './subject.ts'

const NOOR = 'noor@example.test'

/** What a store owes to the port of what comes by mail in answer to events. */
export const mailedReplies: Subject = {
  tests(world) {
    test('a reply address leads to whom it was made for, and no other does', async () => {
      const { store } = world
      const company = world.newCompany()
      const way = { company, eventId: 'e1', email: NOOR }
      await store.putReplyWay(`${company}one`, way, NOW)
      await store.putReplyWay(`${company}one`, way, undefined)
      assert.deepEqual(await store.replyWay(`${company}one`), way)
      assert.equal(await store.replyWay(`${company}other`), undefined)
    })

    test('what came is kept once, for its event alone, until it is taken away', async () => {
      const { store } = world
      const company = world.newCompany()
      const reply: MailedReply = { id: 'm1', company, eventId: 'e1', email: NOOR, receivedAt: NOW, why: 'over' }
      assert.deepEqual(
        [await store.putMailedReply(reply), await store.putMailedReply({ ...reply, why: 'text' })],
        [true, false],
      )
      assert.deepEqual(await store.mailedReplies(company, 'e1'), [reply])
      assert.deepEqual(await store.mailedReplies(company, 'e2'), [])
      await store.removeMailedReply(company, 'e1', 'm1')
      await store.removeMailedReply(company, 'e1', 'm1')
      assert.deepEqual(await store.mailedReplies(company, 'e1'), [])
    })

    test('a later proposal takes the place of an earlier one of the same, never the other way round', async () => {
      const { store } = world
      const company = world.newCompany()
      const times = { kind: 'timed', startsAt: NOW, endsAt: NOW + 1, timeZone: 'UTC' } as const
      const proposal: Proposal = { id: 'p1', company, eventId: 'e1', email: NOOR, was: times, is: times, at: NOW }
      const later = { ...proposal, at: NOW + 5 }
      const other = { ...proposal, eventId: 'e2' }
      assert.deepEqual(
        [
          await store.putProposal(proposal),
          await store.putProposal(later),
          await store.putProposal(proposal),
          await store.putProposal(other),
        ],
        [true, true, false, true],
      )
      assert.deepEqual(await store.proposals(company, 'e1'), [later])
      assert.deepEqual(await store.proposals(company), [later, other])
      assert.deepEqual(await store.proposals(world.newCompany()), [])
      await store.removeProposal(company, 'e1', 'p1')
      assert.deepEqual(await store.proposals(company), [other])
    })
  },
}
