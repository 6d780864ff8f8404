import type { Instant } from '../time/time.ts'

/** An answer to an invitation, in iCalendar's four words (RFC 5545, 3.2.12). */
export type Reply = 'needsAction' | 'accepted' | 'tentative' | 'declined'

/** An answer for one date of a series, or for it and all that come after. */
export interface DateAnswer {
  /** Original start of the date. */
  key: string
  reply: Reply
  isOnwards?: boolean
  /** When they gave it, where that is known. */
  answeredAt?: Instant
}

/** Somebody invited to an event: a member of the company or anybody with an address. */
export interface Attendee {
  email: string
  name?: string
  /** Set when the address belongs to a member, in whose calendar the event then stands. */
  memberId?: string
  reply: Reply
  /** It can take place without them. */
  isOptional?: boolean
  /** What they answered for some dates of a series in place of `reply`, sorted by date. */
  answers?: DateAnswer[]
  /** What they wrote with their last answer. */
  comment?: string
  /** When they gave `reply`, or a later answer that says the same for some date. */
  answeredAt?: Instant
}

/** So long is what somebody writes with an answer. */
export const MOST_COMMENT = 500
