import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { type PrivateLink, tallyOfLink } from '../../../shared/domain/booking/private-link.ts'
import { NOW, typeOf } from '../samples.ts'
import { DONE, inLedger } from './parts.ts'
import type { Subject } from './subject.ts'

const linkOf = (company: string, id: string, change: Partial<PrivateLink> = {}): PrivateLink => ({
  id,
  company,
  type: 'call',
  version: 1,
  createdBy: 'ada',
  createdAt: NOW,
  ...change,
})

/** What a store owes to the port of private links. */
export const privateLinks: Subject = {
  tests(world) {
    test('a link is put once, listed with its type alone, and goes', async () => {
      const { store } = world
      const company = world.newCompany()
      const [one, two] = [linkOf(company, 'l1', { mostBookings: 1 }), linkOf(company, 'l2', { endsAt: NOW + 1 })]
      const put = [one, one, two, linkOf(company, 'l3', { type: 'team' })].map(
        (link) => () => store.putPrivateLink(link, 0),
      )
      const done: boolean[] = []
      for (const act of put) done.push(await act())
      assert.deepEqual(done, [true, false, true, true])
      assert.deepEqual(await store.privateLinks(company, 'call'), [one, two])
      assert.deepEqual(
        [await store.removePrivateLink(company, 'call', 'l1'), await store.removePrivateLink(company, 'call', 'l1')],
        [true, false],
      )
      assert.deepEqual(await store.privateLinks(company, 'call'), [two])
    })

    test('a type is read with the link that somebody comes by and what was booked by it; another type’s link is not there', async () => {
      const { store } = world
      const company = world.newCompany()
      const link = linkOf(company, 'l1', { mostBookings: 2 })
      await store.putType(typeOf(company), 0)
      await store.putPrivateLink(link, 0)
      const name = tallyOfLink(link)
      const entry = { count: 1 }
      assert.deepEqual(
        await store.commit([inLedger(company, { kind: 'addEntry', name, id: 'b1', entry, room: 1 })]),
        DONE,
      )
      const counted = { name, version: 1, entries: { b1: entry } }
      const front = await store.bookingContext(company, 'call', { link: 'l1' }, NOW)
      assert.deepEqual([front.link, front.byLink], [link, counted])
      assert.deepEqual(await store.bookedByLinks(company, 'call', ['l1', 'l2']), [counted])
      const other = await store.bookingContext(company, 'team', { link: 'l1' }, NOW)
      assert.equal(other.link, undefined)
    })
  },
}
