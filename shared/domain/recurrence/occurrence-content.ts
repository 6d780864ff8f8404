import type { EventReminder } from '../people/calendar.ts'

/** Something that belongs to an event and stands elsewhere. */
export interface Attachment {
  title: string
  url: string
}

/** What an occurrence may say otherwise than its series. */
export interface OccurrenceContent {
  title: string
  /** Plain text; where there is html, the same in plain text. */
  description: string
  /** The description with bold, italic, lists and links; it was made safe before it was stored. */
  descriptionHtml?: string
  location: string
  videoCallUrl: string
  /** Ids of the company's tags, also of some that are no more. */
  tags?: string[]
  attachments?: Attachment[]
  reminders?: EventReminder[]
}
