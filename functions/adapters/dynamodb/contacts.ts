import { z } from 'zod'
import {
  type Contact,
  emailsOf,
  isFoundBy,
  KEPT_REMOVED_MS,
  sortNameOf,
  wordsOfContact,
} from '../../../shared/domain/people/contact.ts'
import type { ContactEntry } from '../../../shared/domain/people/contact-entry.ts'
import type { Contacts, ContactWrite } from '../../ports/contacts.ts'
import { type Action, put, versionIs, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import type { Row } from './row.ts'
import { readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

const keyOf = (company: string, sk: string): Key => ({ pk: `${company}#contacts`, sk })
const contactKey = (company: string, id: string) => keyOf(company, `contact#${id}`)
const timelineOf = (company: string, contactId: string) => `${company}#contactTimeline#${contactId}`
const entryKey = ({ company, contactId, id }: ContactEntry): Key => ({ pk: timelineOf(company, contactId), sk: id })
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
    otherEmails: z.array(z.string()).optional(),
    phone: z.string().optional(),
    companyName: z.string().optional(),
    locale: z.string().optional(),
    timeZone: z.string().optional(),
    formerIds: z.array(z.string()).optional(),
    createdAt: z.number(),
    removedAt: z.number().optional(),
  }),
)
/** In place of a card that another one took in: where it went. */
const readFormer = readerOf<{ contactId: string }>()('formerContact', z.object({ contactId: z.string() }))
const isFormer = (row: Row) => row['row'] === 'formerContact'

const readEntry = readerOf<ContactEntry>()(
  'contactEntry',
  z.object({
    company: z.string(),
    contactId: z.string(),
    id: z.string(),
    at: z.number(),
    by: z.string(),
    content: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('note'), text: z.string() }),
      z.object({ kind: z.literal('merged'), name: z.string(), email: z.string() }),
      z.object({ kind: z.literal('imported') }),
    ]),
  }),
)
/** So many lines of a timeline are written anew at once. */
const MOST_AT_ONCE = 200
const readAddress = readerOf<{ contactId: string }>()('contactAddress', z.object({ contactId: z.string() }))

/** A contact with several words that begin so is found once, by the first of them. */
const isFirstWay = (contact: Contact, prefix: string, sk: string) => {
  const [first] = wordsOfContact(contact)
    .filter((word) => word.startsWith(prefix))
    .sort()
  return sk === `word#${first}#${contact.id}`
}

export function contacts(table: Table): Contacts {
  /** What stands at these ids, and where cards that were taken in went, what stands there. */
  async function cardsAt(company: string, ids: string[]): Promise<Contact[]> {
    const rows = await table.getAll(ids.map((id) => contactKey(company, id)))
    const reached = rows.filter(isFormer).map((row) => readFormer(row).contactId)
    const others = [...new Set(reached)].filter((id) => !ids.includes(id))
    const more = others.length === 0 ? [] : await table.getAll(others.map((id) => contactKey(company, id)))
    return [...rows, ...more].filter((row) => !isFormer(row)).map(readContact)
  }
  async function contact(company: string, id: string) {
    const [card] = await cardsAt(company, [id])
    return card?.removedAt === undefined ? card : undefined
  }
  /** All rows of a timeline, page by page. */
  async function* timeline(company: string, contactId: string) {
    let after: string | undefined
    do {
      const page = await table.page({ pk: timelineOf(company, contactId), sk: '' }, MOST_AT_ONCE, after)
      yield page.rows
      after = page.next
    } while (after !== undefined)
  }
  return {
    contact,
    async removedContact(company, id) {
      const [card] = await cardsAt(company, [id])
      return card?.removedAt === undefined ? undefined : card
    },
    async contactsById(company, ids) {
      return (await cardsAt(company, ids)).filter(({ removedAt }) => removedAt === undefined)
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
    async contactEntries(company, ids, most, before = '~') {
      const found = await Promise.all(ids.map((id) => table.lastOf(timelineOf(company, id), before, most)))
      return found
        .flat()
        .map(readEntry)
        .sort((one, other) => (one.id < other.id ? 1 : -1))
        .slice(0, most)
    },
    async keepContactEntries(company, ids, until) {
      const change =
        until === undefined
          ? { UpdateExpression: 'REMOVE expiresAt' }
          : { UpdateExpression: 'SET expiresAt = :end', ExpressionAttributeValues: { ':end': ttl(until) } }
      // One that has gone meanwhile is not brought back.
      for (const id of ids)
        for await (const rows of timeline(company, id))
          for (const { pk, sk } of rows)
            await table.update(
              { pk: String(pk), sk: String(sk) },
              { ...change, ConditionExpression: 'attribute_exists(pk)' },
            )
    },
  }
}

const remove = (table: string, key: Key): Action => ({ Delete: { TableName: table, Key: key } })
/** Whatever leads to a contact. */
const waysTo = (contact: Contact): Key[] => [
  ...wayKeys(contact),
  ...emailsOf(contact).map((email) => addressKey(contact.company, email)),
]
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
        ...(before ? emailsOf(before).filter((one) => !emailsOf(contact).includes(one)) : []).map((one) =>
          remove(table, addressKey(company, one)),
        ),
      ]
    },
  },
  contactAddress: {
    actions({ company, email, contactId }, table) {
      return [put(table, { ...addressKey(company, email), row: 'contactAddress', contactId }, versionIs(0))]
    },
  },
  noContact: {
    actions({ contact, removedAt }, table) {
      const { company, id, version } = contact
      const row: Row = { ...contactKey(company, id), row: 'contact', ...contact, version: version + 1, removedAt }
      return [
        put(table, { ...row, expiresAt: ttl(removedAt + KEPT_REMOVED_MS) }, versionIs(version)),
        ...waysTo(contact).map((key) => remove(table, key)),
      ]
    },
  },
  contactMerged: {
    actions({ contact, into }, table) {
      const { company, id, version, formerIds = [] } = contact
      const former = (one: string): Row => ({
        ...contactKey(company, one),
        row: 'formerContact',
        contactId: into.id,
      })
      return [
        put(table, former(id), versionIs(version)),
        ...formerIds.map((one) => put(table, former(one))),
        ...wayKeys(contact).map((key) => remove(table, key)),
        ...emailsOf(contact).map((email) =>
          put(table, { ...addressKey(company, email), row: 'contactAddress', contactId: into.id }),
        ),
      ]
    },
  },
  contactEntry: {
    actions({ entry }, table) {
      return [put(table, { ...entryKey(entry), row: 'contactEntry', ...entry })]
    },
  },
}
