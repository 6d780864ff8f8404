import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { memberOf } from '../samples.ts'
import { member } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of members. */
export const members: Subject = {
  verbs: [
    {
      title: 'member',
      write: (company) => member(company, 'ada'),
      leaves: async (store, company) => [
        [await store.member(company, 'ada'), await store.login(`ada@${company}.test`)],
        [memberOf(company), { member: memberOf(company), passwordHash: 'hash' }],
      ],
      failing: {
        'the member exists': {
          given: (company) => [member(company, 'ada')],
          write: (company) => member(company, 'ada', `other@${company}.test`),
        },
        'the address is somebody else’s': {
          given: (company) => [member(company, 'ada')],
          write: (company) => member(company, 'bob', `ada@${company}.test`),
        },
      },
    },
    {
      title: 'changedMember',
      given: (company) => [member(company, 'bob')],
      write: (company) => ({
        write: 'changedMember',
        member: memberOf(company, 'bob', { name: 'Bob', role: 'admin' }),
      }),
      leaves: async (store, company) => [
        await store.login(`bob@${company}.test`),
        { member: memberOf(company, 'bob', { name: 'Bob', role: 'admin' }), passwordHash: 'hash' },
      ],
      failing: {
        'nobody is there': { write: (company) => ({ write: 'changedMember', member: memberOf(company, 'bob') }) },
      },
    },
  ],
  tests(world) {
    const { given, newCompany } = world
    test('members of a company, without their secrets; a change keeps what it does not name', async () => {
      const { store } = world
      const company = newCompany()
      await given([member(company, 'ada'), member(company, 'bob')])
      const bob = memberOf(company, 'bob', { name: 'Bob', timeZone: 'Asia/Kolkata', role: 'admin' })
      await given([{ write: 'changedMember', member: bob }])
      assert.deepEqual(await store.members(company), [memberOf(company), bob])
      assert.deepEqual(await store.login(bob.email), { member: bob, passwordHash: 'hash' })
      assert.deepEqual(
        [await store.member(company, 'nobody'), await store.login('nobody@example.test')],
        [undefined, undefined],
      )
    })
  },
}
