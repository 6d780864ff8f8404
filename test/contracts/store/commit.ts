import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { bookingWrite } from '../../../functions/ports/bookings.ts'
import { changeWrite } from '../../../functions/ports/changes.ts'
import { eventWrite } from '../../../functions/ports/events.ts'
import { invitationWrite } from '../../../functions/ports/invitations.ts'
import { bookingOf, changeOf, DAY, eventOf, invitationOf } from '../samples.ts'
import { checkRevision, raiseRevision } from './ledger-parts.ts'
import { booking, event, failedAt, inLedger } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to a commit as a whole. */
export const commit: Subject = {
  tests(world) {
    const { given, newCompany } = world
    test('of two conditions that do not hold the first is named', async () => {
      const { store } = world
      const company = newCompany()
      await given([booking(company, 1, 0), raiseRevision(company)])
      assert.deepEqual(
        await store.commit([event(company, 1, 0), checkRevision(company, 0), booking(company, 1, 0)]),
        failedAt(1),
      )
    })

    test('more than it takes at once: nothing is written', async () => {
      const { store } = world
      const company = newCompany()
      const raised = Array.from({ length: 101 }, (_, i) =>
        inLedger(company, { kind: 'raiseRevision', principal: `p${i}` }),
      )
      assert.deepEqual(await store.commit(raised), { outcome: 'tooMany' })
      const [first] = await store.time(company, ['p0'], DAY, DAY, 'latest')
      assert.equal(first!.revision, 0)
    })

    test('a commit is looked for by the first of its writes that can tell', async () => {
      const { store } = world
      const company = newCompany()
      const change = changeWrite(changeOf(company, { subjectId: 'b1' }))
      const writes = [raiseRevision(company), booking(company, 1, 0), change]
      assert.equal(await store.lookFor(writes), 'notThere')
      // What tells nothing stands: of the others none was written.
      await given([raiseRevision(company)])
      assert.equal(await store.lookFor(writes), 'notThere')
      assert.equal(await store.lookFor([raiseRevision(company)]), 'unsaid')
      assert.equal(await store.lookFor([]), 'unsaid')
      await given([booking(company, 1, 0), change])
      assert.equal(await store.lookFor(writes), 'there')
    })

    test('what others have written over tells nothing, the news of it does', async () => {
      const { store } = world
      const company = newCompany()
      const change = changeWrite(changeOf(company, { subjectId: 'b1' }))
      await given([booking(company, 1, 0), change, booking(company, 2, 1)])
      assert.equal(await store.lookFor([booking(company, 1, 0)]), 'unsaid')
      assert.equal(await store.lookFor([booking(company, 1, 0), change]), 'there')
      const never = changeWrite(changeOf(company, { subjectId: 'b1', origin: 'system' }))
      assert.equal(await store.lookFor([booking(company, 1, 0), never]), 'notThere')
    })

    test('what somebody else wrote at the same version is not taken for one’s own', async () => {
      const { store } = world
      const company = newCompany()
      await given([booking(company, 1, 0), event(company, 1, 0), invitationWrite(invitationOf(company), 0)])
      const [bookedElse, plannedElse, invitedElse] = [
        bookingWrite(bookingOf(company, { title: 'Other' }), 0),
        eventWrite(eventOf(company, { title: 'Other' }), 0),
        invitationWrite(invitationOf(company, { email: 'other@example.test' }), 0),
      ]
      for (const write of [bookedElse, plannedElse, invitedElse]) assert.equal(await store.lookFor([write]), 'notThere')
      // Nor what stands there from before.
      assert.equal(await store.lookFor([booking(company, 2, 1)]), 'notThere')
    })

    test('what has no value is no part of what was written', async () => {
      const { store } = world
      const company = newCompany()
      const write = bookingWrite({ ...bookingOf(company), cancelMessage: undefined } as never, 0)
      await given([write])
      assert.equal(await store.lookFor([write]), 'there')
    })
  },
}
