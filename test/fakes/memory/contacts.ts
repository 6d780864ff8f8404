import type { Contacts, ContactWrite } from '../../../functions/ports/contacts.ts'
import { type Contact, emailsOf, isFoundBy, sortNameOf, wordsOfContact } from '../../../shared/domain/people/contact.ts'
import type { ContactEntry } from '../../../shared/domain/people/contact-entry.ts'
import type { Action, Shelves, WritesOf } from './shelves.ts'

const shelfOf = (company: string) => `${company} contacts`
const addressesOf = (company: string) => `${company} contact addresses`

const formerShelf = (company: string) => `${company} former contacts`
const timelineOf = (company: string, id: string) => `${company} contact timeline ${id}`

/** The card at an id, or at the one that took it in. */
const cardAt = (shelves: Shelves, company: string, id: string) =>
  shelves.get<Contact>(shelfOf(company), shelves.get<string>(formerShelf(company), id) ?? id)

/** What a contact is sorted by, and found at. */
function placeOf(contact: Contact, prefix: string | undefined): string {
  if (prefix === undefined) return `${sortNameOf(contact)} #${contact.id}`
  const [first] = wordsOfContact(contact)
    .filter((word) => word.startsWith(prefix))
    .sort()
  return `${first}#${contact.id}`
}

export const contacts = (shelves: Shelves): Contacts => ({
  async contact(company, id) {
    const card = cardAt(shelves, company, id)
    return card?.removedAt === undefined ? card : undefined
  },
  async removedContact(company, id) {
    const card = cardAt(shelves, company, id)
    return card?.removedAt === undefined ? undefined : card
  },
  async contactsById(company, ids) {
    const cards = ids.flatMap((id) => cardAt(shelves, company, id) ?? [])
    return [...new Map(cards.map((card) => [card.id, card])).values()].filter(
      ({ removedAt }) => removedAt === undefined,
    )
  },
  async contactByAddress(company, email) {
    const id = shelves.get<string>(addressesOf(company), email)
    return id === undefined ? undefined : shelves.get<Contact>(shelfOf(company), id)
  },
  async contacts(company, words, most, after = '') {
    const prefix = words.toSorted((one, other) => other.length - one.length)[0]
    const places = shelves
      .range<Contact>(shelfOf(company))
      .filter((contact) => contact.removedAt === undefined && isFoundBy(contact, words))
      .map((contact) => ({ contact, at: placeOf(contact, prefix) }))
      .filter(({ at }) => at > after)
      .sort((one, other) => (one.at < other.at ? -1 : 1))
    const shown = places.slice(0, most)
    return {
      contacts: shown.map(({ contact }) => contact),
      next: places.length > most ? shown.at(-1)!.at : undefined,
    }
  },
  async contactEntries(company, ids, most, before = '~') {
    return ids
      .flatMap((id) => shelves.range<ContactEntry>(timelineOf(company, id)))
      .filter(({ id }) => id < before)
      .sort((one, other) => (one.id < other.id ? 1 : -1))
      .slice(0, most)
  },
  // Nothing passes away by itself here.
  async keepContactEntries() {},
})

const gone = (shelf: string, name: string): Action => ({ shelf, name, holds: true, next: undefined })

export const contactWrites: WritesOf<ContactWrite> = {
  contact: {
    actions({ contact, before }, shelves) {
      const { company, id } = contact
      return [
        shelves.versioned(shelfOf(company), id, before?.version ?? 0, { value: contact }),
        ...(before ? emailsOf(before).filter((one) => !emailsOf(contact).includes(one)) : []).map((one) =>
          gone(addressesOf(company), one),
        ),
      ]
    },
  },
  contactAddress: {
    actions({ company, email, contactId }, shelves) {
      return [shelves.isNew(addressesOf(company), email, { value: contactId })]
    },
  },
  noContact: {
    actions({ contact, removedAt }, shelves) {
      const { company, id, version } = contact
      return [
        shelves.versioned(shelfOf(company), id, version, { value: { ...contact, version: version + 1, removedAt } }),
        ...emailsOf(contact).map((one) => gone(addressesOf(company), one)),
      ]
    },
  },
  contactMerged: {
    actions({ contact, into }, shelves) {
      const { company, id, version, formerIds = [] } = contact
      return [
        shelves.versioned(shelfOf(company), id, version, undefined),
        ...[id, ...formerIds].map((name) => ({
          shelf: formerShelf(company),
          name,
          holds: true,
          next: { value: into.id },
        })),
        ...emailsOf(contact).map((name) => ({
          shelf: addressesOf(company),
          name,
          holds: true,
          next: { value: into.id },
        })),
      ]
    },
  },
  contactEntry: {
    actions({ entry }) {
      return [
        { shelf: timelineOf(entry.company, entry.contactId), name: entry.id, holds: true, next: { value: entry } },
      ]
    },
  },
}
