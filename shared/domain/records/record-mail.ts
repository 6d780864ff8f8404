import type { Instant } from '../time/time.ts'

/** A mail that a member writes to the contact of a record, from its page. */
export interface RecordMail {
  id: string
  company: string
  recordId: string
  contactId: string
  /** As they were called, and where they were reached, when it was written. */
  to: { name: string; email: string }
  subject: string
  text: string
  /** The member who wrote it: answers go to them. */
  by: string
  at: Instant
}

/** So many of them one member writes in a day: they write to people, not to lists. */
export const MOST_RECORD_MAILS = 100
