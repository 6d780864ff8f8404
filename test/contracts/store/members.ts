import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import {
  memberRemoval,
  memberUpdate,
  ownerCheck,
  pageWordRemoval,
  pageWordWrite,
} from '../../../functions/ports/members.ts'
import type { Member, MemberChange } from '../../../shared/domain/people/member.ts'
import { memberOf } from '../samples.ts'
import { member } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of members. */
export const members: Subject = {
  verbs: [
    {
      title: 'member',
      isFoundAgain: true,
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
      write: (company) => memberUpdate(company, 'bob', { name: 'Bob', role: 'admin' }),
      leaves: async (store, company) => [
        await store.login(`bob@${company}.test`),
        { member: memberOf(company, 'bob', { name: 'Bob', role: 'admin' }), passwordHash: 'hash' },
      ],
      failing: {
        'nobody is there': {
          write: (company) => memberUpdate(company, 'bob', { name: 'Bob' }),
        },
        'nobody is there, and nothing is to change': {
          write: (company) => memberUpdate(company, 'bob', {}),
        },
      },
    },
    {
      title: 'noMember',
      given: (company) => [member(company, 'bob'), member(company, 'ada')],
      write: (company) => memberRemoval(memberOf(company, 'bob')),
      leaves: async (store, company) => [
        [await store.members(company), await store.login(`bob@${company}.test`)],
        [[memberOf(company)], undefined],
      ],
      failing: { 'nobody is there': { write: (company) => memberRemoval(memberOf(company, 'bob')) } },
    },
    {
      title: 'pageWord',
      write: (company) => pageWordWrite({ company, word: 'bob', memberId: 'bob' }, undefined),
      leaves: async (store, company) => [await store.pageWordHolder(company, 'bob'), 'bob'],
      failing: {
        'somebody else has it': {
          given: (company) => [pageWordWrite({ company, word: 'bob', memberId: 'ada' }, undefined)],
          write: (company) => pageWordWrite({ company, word: 'bob', memberId: 'bob' }, undefined),
        },
        'it is another’s by now': {
          given: (company) => [pageWordWrite({ company, word: 'bob', memberId: 'ada' }, undefined)],
          write: (company) => pageWordWrite({ company, word: 'bob', memberId: 'bob' }, 'cleo'),
        },
      },
    },
    {
      title: 'noPageWord',
      given: (company) => [pageWordWrite({ company, word: 'bob', memberId: 'bob' }, undefined)],
      write: (company) => pageWordRemoval({ company, word: 'bob', memberId: 'bob' }),
      leaves: async (store, company) => [await store.pageWordHolder(company, 'bob'), undefined],
      failing: {
        'it is somebody else’s': {
          given: (company) => [pageWordWrite({ company, word: 'bob', memberId: 'ada' }, undefined)],
          write: (company) => pageWordRemoval({ company, word: 'bob', memberId: 'bob' }),
        },
      },
    },
    {
      title: 'checkOwner',
      given: (company) => [member(company, 'bob'), memberUpdate(company, 'bob', { role: 'owner' })],
      write: (company) => ownerCheck(company, 'bob'),
      leaves: async (store, company) => [
        await store.member(company, 'bob'),
        memberOf(company, 'bob', { role: 'owner' }),
      ],
      failing: {
        'it is another role': {
          given: (company) => [member(company, 'bob')],
          write: (company) => ownerCheck(company, 'bob'),
        },
        'nobody is there': { write: (company) => ownerCheck(company, 'bob') },
      },
    },
  ],
  tests(world) {
    const { given, newCompany } = world
    test('members of a company, without their secrets; a change keeps what it does not name', async () => {
      const { store } = world
      const company = newCompany()
      await given([member(company, 'ada'), member(company, 'bob')])
      const change: MemberChange = { name: 'Bob', timeZone: 'Asia/Kolkata', role: 'admin', locale: 'de-AT' }
      const bob = memberOf(company, 'bob', change as Partial<Member>)
      await given([memberUpdate(company, 'bob', change)])
      assert.deepEqual(await store.members(company), [memberOf(company), bob])
      assert.deepEqual(await store.login(bob.email), { member: bob, passwordHash: 'hash' })
      assert.deepEqual(
        [await store.member(company, 'nobody'), await store.login('nobody@example.test')],
        [undefined, undefined],
      )
    })

    test('what is unset of a member is gone, what is not named stays', async () => {
      const { store } = world
      const company = newCompany()
      await given([member(company, 'ada')])
      const set: MemberChange = { theme: 'dark', hourHeight: 'roomy', locale: 'de', showsWeekends: false }
      const unset: MemberChange = { theme: null, locale: null, firstWeekday: null, showsDeclined: false }
      const only: MemberChange = { showsDeclined: null }
      for (const change of [set, unset, only, {}]) await given([memberUpdate(company, 'ada', change)])
      assert.deepEqual(
        await store.member(company, 'ada'),
        memberOf(company, 'ada', { hourHeight: 'roomy', showsWeekends: false }),
      )
    })
  },
}
