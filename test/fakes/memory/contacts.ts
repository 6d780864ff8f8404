import type { Contacts, ContactWrite } from '../../../functions/ports/contacts.ts'
import { type Contact, isFoundBy, sortNameOf, wordsOfContact } from '../../../shared/domain/people/contact.ts'
import type { Shelves, WritesOf } from './shelves.ts'

const shelfOf = (company: string) => `${company} contacts`
const addressesOf = (company: string) => `${company} contact addresses`

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
    return shelves.get<Contact>(shelfOf(company), id)
  },
  async contactsById(company, ids) {
    return [...new Set(ids)].flatMap((id) => shelves.get<Contact>(shelfOf(company), id) ?? [])
  },
  async contactByAddress(company, email) {
    const id = shelves.get<string>(addressesOf(company), email)
    return id === undefined ? undefined : shelves.get<Contact>(shelfOf(company), id)
  },
  async contacts(company, words, most, after = '') {
    const prefix = words.toSorted((one, other) => other.length - one.length)[0]
    const places = shelves
      .range<Contact>(shelfOf(company))
      .filter((contact) => isFoundBy(contact, words))
      .map((contact) => ({ contact, at: placeOf(contact, prefix) }))
      .filter(({ at }) => at > after)
      .sort((one, other) => (one.at < other.at ? -1 : 1))
    const shown = places.slice(0, most)
    return {
      contacts: shown.map(({ contact }) => contact),
      next: places.length > most ? shown.at(-1)!.at : undefined,
    }
  },
})

export const contactWrites: WritesOf<ContactWrite> = {
  contact: {
    actions({ contact, before }, shelves) {
      const { company, id } = contact
      return [
        shelves.versioned(shelfOf(company), id, before?.version ?? 0, { value: contact }),
        ...(before && before.email !== contact.email
          ? [{ shelf: addressesOf(company), name: before.email, holds: true, next: undefined }]
          : []),
      ]
    },
  },
  contactAddress: {
    actions({ company, email, contactId }, shelves) {
      return [shelves.isNew(addressesOf(company), email, { value: contactId })]
    },
  },
  noContact: {
    actions({ contact: { company, id, email, version } }, shelves) {
      return [
        shelves.versioned(shelfOf(company), id, version, undefined),
        { shelf: addressesOf(company), name: email, holds: true, next: undefined },
      ]
    },
  },
}
