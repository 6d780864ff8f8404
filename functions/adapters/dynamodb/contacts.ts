import { z } from 'zod'
import { type Contact, isFoundBy, sortNameOf, wordsOfContact } from '../../../shared/domain/people/contact.ts'
import type { Contacts, ContactWrite } from '../../ports/contacts.ts'
import { type Action, put, versionIs, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const keyOf = (company: string, sk: string): Key => ({ pk: `${company}#contacts`, sk })
const contactKey = (company: string, id: string) => keyOf(company, `contact#${id}`)
const addressKey = (company: string, email: string) => keyOf(company, `address#${email}`)

/** The most rows of the index that one page reads: about 20 read units. */
const MOST_ROWS = 200

/**
 * The ways in which a contact is found: by name, and by each word of name and address. Each row carries the whole
 * contact, so that a page is one query and nothing else.
 */
const wayKeys = (contact: Contact): Key[] => [
  keyOf(contact.company, `name#${sortNameOf(contact)} #${contact.id}`),
  ...wordsOfContact(contact).map((word) => keyOf(contact.company, `word#${word}#${contact.id}`)),
]

const readContact = readerOf<Contact>()(
  'contact',
  z.object({
    id: z.string(),
    company: z.string(),
    version: z.number(),
    name: z.string(),
    email: z.string(),
    phone: z.string().optional(),
    createdAt: z.number(),
  }),
)
const readAddress = readerOf<{ contactId: string }>()('contactAddress', z.object({ contactId: z.string() }))

/** A contact with several words that begin so is found once, by the first of them. */
const isFirstWay = (contact: Contact, prefix: string, sk: string) => {
  const [first] = wordsOfContact(contact)
    .filter((word) => word.startsWith(prefix))
    .sort()
  return sk === `word#${first}#${contact.id}`
}

export function contacts(table: Table): Contacts {
  async function contact(company: string, id: string) {
    const row = await table.get(contactKey(company, id))
    return row && readContact(row)
  }
  return {
    contact,
    async contactsById(company, ids) {
      const rows = await table.getAll(ids.map((id) => contactKey(company, id)))
      return rows.map(readContact)
    },
    async contactByAddress(company, email) {
      const row = await table.get(addressKey(company, email))
      return row && contact(company, readAddress(row).contactId)
    },
    async contacts(company, words, most, after) {
      // The longest word is the rarest, as a rule.
      const prefix = words.toSorted((one, other) => other.length - one.length)[0]
      const found: Contact[] = []
      const page = await table.page(
        keyOf(company, prefix === undefined ? 'name#' : `word#${prefix}`),
        prefix === undefined ? most : MOST_ROWS,
        after,
      )
      for (const row of page.rows) {
        const one = readContact(row)
        const sk = String(row['sk'])
        const counts = prefix === undefined || (isFirstWay(one, prefix, sk) && isFoundBy(one, words))
        if (counts && found.push(one) === most) {
          const isLast = row === page.rows.at(-1) && page.next === undefined
          return { contacts: found, next: isLast ? undefined : sk }
        }
      }
      return { contacts: found, next: page.next }
    },
  }
}

const remove = (table: string, key: Key): Action => ({ Delete: { TableName: table, Key: key } })
const spelled = ({ pk, sk }: Key) => `${pk}\n${sk}`

export const contactWrites: WritesOf<ContactWrite> = {
  contact: {
    actions({ contact, before }, table) {
      const { company, id } = contact
      const ways = wayKeys(contact)
      const kept = new Set(ways.map(spelled))
      const left = before ? wayKeys(before).filter((key) => !kept.has(spelled(key))) : []
      return [
        put(table, { ...contactKey(company, id), row: 'contact', ...contact }, versionIs(before?.version ?? 0)),
        ...ways.map((key) => put(table, { ...key, row: 'contactWay', ...contact })),
        ...left.map((key) => remove(table, key)),
        ...(before && before.email !== contact.email ? [remove(table, addressKey(company, before.email))] : []),
      ]
    },
  },
  contactAddress: {
    actions({ company, email, contactId }, table) {
      return [put(table, { ...addressKey(company, email), row: 'contactAddress', contactId }, versionIs(0))]
    },
  },
  noContact: {
    actions({ contact }, table) {
      const { company, id, email, version } = contact
      return [
        { Delete: { TableName: table, Key: contactKey(company, id), ...versionIs(version) } },
        remove(table, addressKey(company, email)),
        ...wayKeys(contact).map((key) => remove(table, key)),
      ]
    },
  },
}
