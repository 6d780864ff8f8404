import type { Contact } from '../../shared/domain/people/contact.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type ContactWrite =
  | { write: 'contact'; contact: Contact; before?: Contact | undefined }
  | { write: 'contactAddress'; company: string; email: string; contactId: string }
  | { write: 'noContact'; contact: Contact }

/** A new contact, or the change of one as it stood `before`. */
export const contactWrite = (contact: Contact, before?: Contact): Write =>
  sealed<ContactWrite>({ write: 'contact', contact, before })

/** An address is one contact's only: fails where it is somebody's already. */
export const contactAddressWrite = (company: string, email: string, contactId: string): Write =>
  sealed<ContactWrite>({ write: 'contactAddress', company, email, contactId })

export const contactRemoval = (contact: Contact): Write => sealed<ContactWrite>({ write: 'noContact', contact })

/** A page of contacts: `next` says where the list goes on. */
export interface ContactPage {
  contacts: Contact[]
  next?: string | undefined
}

/** People outside whom a company knows. */
export interface Contacts {
  contact(company: string, id: string): Promise<Contact | undefined>
  /** Those of these that are there, in no order. */
  contactsById(company: string, ids: string[]): Promise<Contact[]>
  contactByAddress(company: string, email: string): Promise<Contact | undefined>
  /**
   * By name, or, where words are given, those of whom each word begins one of theirs, by the word that was found. A
   * page may hold fewer than `most`, and none, and still go on: it reads a bounded number of rows.
   * @param after the `next` of the page before
   */
  contacts(company: string, words: string[], most: number, after?: string): Promise<ContactPage>
}
