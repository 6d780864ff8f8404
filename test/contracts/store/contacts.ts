import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import type { Write } from '../../../functions/ports/commit.ts'
import { contactAddressWrite, contactRemoval, contactWrite } from '../../../functions/ports/contacts.ts'
import type { Contact } from '../../../shared/domain/people/contact.ts'
import { contactOf } from '../samples.ts'
import { DONE, endOf, failedAt } from './parts.ts'
import type { Subject } from './subject.ts'

const made = (contact: Contact): Write[] => [
  contactWrite(contact),
  contactAddressWrite(contact.company, contact.email, contact.id),
]

/** What a store owes to the port of contacts. */
export const contacts: Subject = {
  verbs: [
    {
      title: 'contact',
      given: (company) => made(contactOf(company)),
      write: (company) =>
        contactWrite(contactOf(company, { version: 2, name: 'Noor Ali', email: 'n@example.test' }), contactOf(company)),
      leaves: async (store, company) => [
        [
          await store.contact(company, 'k1'),
          (await store.contacts(company, ['hassan'], 10)).contacts,
          (await store.contacts(company, ['ali'], 10)).contacts.length,
          await store.contactByAddress(company, 'noor@example.test'),
        ],
        [contactOf(company, { version: 2, name: 'Noor Ali', email: 'n@example.test' }), [], 1, undefined],
      ],
      failing: {
        'it was changed meanwhile': {
          given: (company) => made(contactOf(company)),
          write: (company) => contactWrite(contactOf(company, { version: 3 }), contactOf(company, { version: 2 })),
        },
        'it is there already': {
          given: (company) => made(contactOf(company)),
          write: (company) => contactWrite(contactOf(company)),
        },
      },
    },
    {
      title: 'contactAddress',
      given: (company) => [contactWrite(contactOf(company))],
      write: (company) => made(contactOf(company))[1]!,
      leaves: async (store, company) => [
        await store.contactByAddress(company, 'noor@example.test'),
        contactOf(company),
      ],
      failing: {
        'the address is somebody’s': {
          given: (company) => made(contactOf(company)),
          write: (company) => made(contactOf(company, { id: 'k2' }))[1]!,
        },
      },
    },
    {
      title: 'noContact',
      given: (company) => made(contactOf(company)),
      write: (company) => contactRemoval(contactOf(company)),
      leaves: async (store, company) => [
        [
          await store.contact(company, 'k1'),
          await store.contactByAddress(company, 'noor@example.test'),
          (await store.contacts(company, [], 10)).contacts,
          (await store.contacts(company, ['noor'], 10)).contacts,
        ],
        [undefined, undefined, [], []],
      ],
      failing: {
        'it was changed meanwhile': {
          given: (company) => made(contactOf(company, { version: 2 })),
          write: (company) => contactRemoval(contactOf(company)),
        },
      },
    },
  ],
  tests(world) {
    const { given, newCompany } = world

    test('contacts are listed by name and found by the beginnings of words, page by page, each once', async () => {
      const { store } = world
      const company = newCompany()
      const people: [string, string, string][] = [
        ['k1', 'Noor Hassan', 'noor@example.test'],
        ['k2', 'Émile Noël', 'emile@noel.test'],
        ['k3', 'anna annas', 'anna@annas.test'],
        ['k4', 'Zoë', 'z@noord.test'],
        ['k5', 'نور', 'nur@arab.test'],
      ]
      for (const [id, name, email] of people) await given(made(contactOf(company, { id, name, email })))
      const all = async (words: string[], most: number) => {
        const found: string[] = []
        let next: string | undefined
        do {
          const page = await store.contacts(company, words, most, next)
          assert.ok(page.contacts.length <= most)
          found.push(...page.contacts.map(({ id }) => id))
          next = page.next
        } while (next !== undefined)
        return found
      }
      for (const most of [1, 2, 50]) {
        assert.deepEqual(await all([], most), ['k3', 'k2', 'k1', 'k4', 'k5'])
        assert.deepEqual(await all(['noo'], most), ['k1', 'k4'])
        assert.deepEqual(await all(['no'], most), ['k2', 'k1', 'k4'])
        assert.deepEqual(await all(['an'], most), ['k3'])
        assert.deepEqual(await all(['noel', 'em'], most), ['k2'])
        assert.deepEqual(await all(['نو'], most), ['k5'])
        assert.deepEqual(await all(['nobody'], most), [])
      }
    })

    test('of two who take an address at once one gets it, and nothing is left of the other', async () => {
      const { store } = world
      const company = newCompany()
      const one = contactOf(company)
      const other = contactOf(company, { id: 'k2' })
      assert.deepEqual(endOf(await store.commit(made(one))), DONE)
      assert.deepEqual(endOf(await store.commit(made(other))), failedAt(1))
      assert.deepEqual((await store.contacts(company, [], 10)).contacts, [one])
    })
  },
}
