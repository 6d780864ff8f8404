import type { Contact } from '../../shared/domain/people/contact.ts'
import type { ContactEntry } from '../../shared/domain/people/contact-entry.ts'
import type { Instant } from '../../shared/domain/time/time.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type ContactWrite =
  | { write: 'contact'; contact: Contact; before?: Contact | undefined }
  | { write: 'contactAddress'; company: string; email: string; contactId: string }
  | { write: 'noContact'; contact: Contact; removedAt: Instant }
  | { write: 'contactMerged'; contact: Contact; into: Contact }
  | { write: 'contactEntry'; entry: ContactEntry }

/** A new contact, or the change of one as it stood `before`. */
export const contactWrite = (contact: Contact, before?: Contact): Write =>
  sealed<ContactWrite>({ write: 'contact', contact, before })

/** An address is one contact's only: fails where it is somebody's already. */
export const contactAddressWrite = (company: string, email: string, contactId: string): Write =>
  sealed<ContactWrite>({ write: 'contactAddress', company, email, contactId })

/** Takes a contact away, as it stands; it can be brought back by `contactWrite` for a while. */
export const contactRemoval = (contact: Contact, removedAt: Instant): Write =>
  sealed<ContactWrite>({ write: 'noContact', contact, removedAt })

/** A contact, as it stands, goes up in another one: what names it, and its addresses, mean that one from now on. */
export const contactMergeWrite = (contact: Contact, into: Contact): Write =>
  sealed<ContactWrite>({ write: 'contactMerged', contact, into })

export const contactEntryWrite = (entry: ContactEntry): Write => sealed<ContactWrite>({ write: 'contactEntry', entry })

/** A page of contacts: `next` says where the list goes on. */
export interface ContactPage {
  contacts: Contact[]
  next?: string | undefined
}

/** People outside whom a company knows. */
export interface Contacts {
  /** Whoever is named by an id, also by that of a card that was taken in. */
  contact(company: string, id: string): Promise<Contact | undefined>
  /** One that was taken away and can still be brought back. */
  removedContact(company: string, id: string): Promise<Contact | undefined>
  /** Those of these that are there, also by ids of cards that were taken in, in no order. */
  contactsById(company: string, ids: string[]): Promise<Contact[]>
  contactByAddress(company: string, email: string): Promise<Contact | undefined>
  /**
   * By name, or, where words are given, those of whom each word begins one of theirs, by the word that was found. A
   * page may hold fewer than `most`, and none, and still go on: it reads a bounded number of rows.
   * @param after the `next` of the page before
   */
  contacts(company: string, words: string[], most: number, after?: string): Promise<ContactPage>
  /**
   * The timeline of a contact and of the cards that it took in, the latest first.
   * @param before the id of the last one of the page before
   */
  contactEntries(company: string, ids: string[], most: number, before?: string): Promise<ContactEntry[]>
  /** Lets the timelines of these go at an instant; without one they stay. */
  keepContactEntries(company: string, ids: string[], until: Instant | undefined): Promise<void>
}
