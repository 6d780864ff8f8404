import type { Contact } from '../../shared/domain/people/contact.ts'

/** What a commit may do here. */
export type ContactWrite =
  /** A new contact, or the change of one as it stood `before`. */
  | { write: 'contact'; contact: Contact; before?: Contact | undefined }
  /** An address is one contact's only: fails where it is somebody's already. */
  | { write: 'contactAddress'; company: string; email: string; contactId: string }
  | { write: 'noContact'; contact: Contact }

/** A page of contacts: `next` says where the list goes on. */
export interface ContactPage {
  contacts: Contact[]
  next?: string | undefined
}

/** People outside whom a company knows. */
export interface Contacts {
  contact(company: string, id: string): Promise<Contact | undefined>
  contactByAddress(company: string, email: string): Promise<Contact | undefined>
  /**
   * By name, or, where words are given, those of whom each word begins one of theirs, by the word that was found. A page may
   * hold fewer than `most`, and none, and still go on: it reads a bounded number of rows.
   * @param after the `next` of the page before
   */
  contacts(company: string, words: string[], most: number, after?: string): Promise<ContactPage>
}
