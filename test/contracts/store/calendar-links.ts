import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { calendarLinkWrite } from '../../../functions/ports/calendar-links.ts'
import { linkOf } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of calendar links. */
export const calendarLinks: Subject = {
  verbs: [
    {
      title: 'link',
      write: (company) => calendarLinkWrite(linkOf(company)),
      leaves: async (store, company) => [
        [await store.linkBySubject(company, 'c1', 'b1'), await store.linkByRemote(company, 'c1', 'remote1')],
        [linkOf(company), linkOf(company)],
      ],
    },
  ],
  tests(world) {
    const { newCompany } = world
    test('a link is found from both sides and goes from both', async () => {
      const { store } = world
      const company = newCompany()
      const [one, two] = [linkOf(company), linkOf(company, { subjectId: 'e1', remoteId: 'remote2' })]
      await store.putLink(one)
      await store.putLink(two)
      assert.deepEqual(await store.links(company, 'c1'), [one, two])
      await store.removeLink(one)
      assert.deepEqual(
        [
          await store.links(company, 'c1'),
          await store.linkBySubject(company, 'c1', 'b1'),
          await store.linkByRemote(company, 'c1', 'remote1'),
        ],
        [[two], undefined, undefined],
      )
    })
  },
}
