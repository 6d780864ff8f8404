import type { Instant } from '../time/time.ts'

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
