import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import type { Write } from '../../../functions/ports/commit.ts'
import {
  contactAddressWrite,
  contactEntryWrite,
  contactMergeWrite,
  contactRemoval,
  contactWrite,
} from '../../../functions/ports/contacts.ts'
import { placeOfMail, type SentMail } from '../../../shared/domain/effects/sent-mail.ts'
import type { Contact } from '../../../shared/domain/people/contact.ts'
import type { ContactEntry } from '../../../shared/domain/people/contact-entry.ts'
import { contactOf, NOW } from '../samples.ts'
import { sentMail } from '../whole-samples.ts'
import { DONE, endOf, failedAt } from './parts.ts'
import type { Subject } from './subject.ts'

const made = (contact: Contact): Write[] => [
  contactWrite(contact),
  contactAddressWrite(contact.company, contact.email, contact.id),
]

const entryOf = (company: string, id: string, contactId = 'k1'): ContactEntry => ({
  company,
  contactId,
  id,
  at: NOW,
  by: 'ada',
  content: { kind: 'note', text: `Note ${id}` },
})

const sentMailOf = (company: string, change: Partial<SentMail>): SentMail => ({ ...sentMail, company, ...change })

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
      write: (company) => contactRemoval(contactOf(company), NOW),
      leaves: async (store, company) => [
        [
          await store.contact(company, 'k1'),
          await store.contactsById(company, ['k1']),
          await store.contactByAddress(company, 'noor@example.test'),
          (await store.contacts(company, [], 10)).contacts,
          (await store.contacts(company, ['noor'], 10)).contacts,
          await store.removedContact(company, 'k1'),
        ],
        [undefined, [], undefined, [], [], contactOf(company, { version: 2, removedAt: NOW })],
      ],
      failing: {
        'it was changed meanwhile': {
          given: (company) => made(contactOf(company, { version: 2 })),
          write: (company) => contactRemoval(contactOf(company), NOW),
        },
      },
    },
    {
      title: 'contactMerged',
      given: (company) => [
        ...made(contactOf(company, { formerIds: ['k0'], otherEmails: ['n@home.test'] })),
        contactAddressWrite(company, 'n@home.test', 'k1'),
        ...made(contactOf(company, { id: 'k2', name: 'Nora', email: 'nora@example.test' })),
      ],
      write: (company) =>
        contactMergeWrite(
          contactOf(company, { formerIds: ['k0'], otherEmails: ['n@home.test'] }),
          contactOf(company, { id: 'k2' }),
        ),
      leaves: async (store, company) => {
        const nora = contactOf(company, { id: 'k2', name: 'Nora', email: 'nora@example.test' })
        const byAddress = ['noor@example.test', 'n@home.test', 'nora@example.test']
        return [
          [
            await store.contact(company, 'k1'),
            await store.contact(company, 'k0'),
            await store.contactsById(company, ['k0', 'k1', 'k2']),
            await Promise.all(byAddress.map((email) => store.contactByAddress(company, email))),
            (await store.contacts(company, [], 10)).contacts,
            (await store.contacts(company, ['hassan'], 10)).contacts,
          ],
          [nora, nora, [nora], [nora, nora, nora], [nora], []],
        ]
      },
      failing: {
        'the one that goes up was changed meanwhile': {
          given: (company) => made(contactOf(company, { version: 2 })),
          write: (company) => contactMergeWrite(contactOf(company), contactOf(company, { id: 'k2' })),
        },
      },
    },
    {
      title: 'contactEntry',
      write: (company) => contactEntryWrite(entryOf(company, '1')),
      leaves: async (store, company) => [await store.contactEntries(company, ['k1'], 10), [entryOf(company, '1')]],
    },
  ],
  tests(world) {
    const { given, newCompany } = world

    test('what was noted of a contact, and of the cards that it took in, is one timeline, page by page', async () => {
      const { store } = world
      const company = newCompany()
      const entries = ['1', '2', '3', '4'].map((id) => entryOf(company, id, Number(id) % 2 === 0 ? 'k2' : 'k1'))
      await given(entries.map(contactEntryWrite))
      const [first, second, third, fourth] = entries
      const read = (most: number, before?: string) => store.contactEntries(company, ['k1', 'k2'], most, before)
      assert.deepEqual(await read(10), [fourth, third, second, first])
      assert.deepEqual(
        [await read(2), await read(2, third!.id)],
        [
          [fourth, third],
          [second, first],
        ],
      )
      await store.keepContactEntries(company, ['k1', 'k2'], NOW + 1e12)
      await store.keepContactEntries(company, ['k1', 'k2'], undefined)
      assert.deepEqual(await read(10), [fourth, third, second, first])
    })

    test('what went to an address is remembered once, the latest first', async () => {
      const { store } = world
      const company = newCompany()
      const [first, second, third] = [1, 2, 3].map((n) => sentMailOf(company, { dueAt: NOW + n, messageId: `<${n}>` }))
      for (const mail of [first!, third!, second!, third!]) await store.putSentMail(mail)
      await store.putSentMail({ ...third!, at: NOW + 9 })
      assert.deepEqual(await store.sentMails(company, 'Noor@example.test', 2), [{ ...third!, at: NOW + 9 }, second])
      assert.deepEqual(await store.sentMails(company, 'noor@example.test', 2, placeOfMail(second!)), [first])
    })

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
