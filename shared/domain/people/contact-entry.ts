import { idAt } from '../time/id-at.ts'
import type { Instant } from '../time/time.ts'
import type { Contact } from './contact.ts'

/** What was said of somebody, or happened to their card. */
export type ContactEntryContent =
  | { kind: 'note'; text: string }
  /** Their card took in another one. */
  | { kind: 'merged'; name: string; email: string }
  | { kind: 'imported' }

/** A line in the timeline of a contact. */
export interface ContactEntry {
  company: string
  contactId: string
  /** Sorts by the moment. */
  id: string
  at: Instant
  /** The member who did it. */
  by: string
  content: ContactEntryContent
}

/** An entry of this moment. @param unlike tells apart what is of one moment */
export const contactEntryAt = (
  { company, id: contactId }: Pick<Contact, 'company' | 'id'>,
  content: ContactEntryContent,
  { at, by, unlike }: { at: Instant; by: string; unlike: string },
): ContactEntry => ({ company, contactId, id: idAt(at, unlike), at, by, content })
