import type { EventTimes } from '../recurrence/event-times.ts'
import type { Instant } from '../time/time.ts'

/** What somebody's mail client answered: one answer for each date that it is about. Nothing of it is believed yet. */
export interface CalendarReply {
  /** `COUNTER`: another time is proposed (RFC 5546, 3.2.7). */
  method: 'REPLY' | 'COUNTER'
  uid: string
  /** The address of whoever it says answers. */
  attendee: string
  answers: CalendarAnswer[]
}

/** An answer to all of an event, or to one date of it. */
export interface CalendarAnswer {
  /** The original start of the date, as a series keys its dates; absent: it is to all of it. */
  key?: string
  /** The date, and all that come after (RFC 5545, 3.2.13). */
  isOnwards?: boolean
  /** `other`: delegated, or a word that nobody here knows. */
  reply: 'accepted' | 'tentative' | 'declined' | 'needsAction' | 'other'
  /** The revision that was answered. */
  sequence: number
  /** When it was answered. */
  stampedAt?: Instant
  comment?: string
  /** Of a proposal: when it should be instead. */
  proposed?: EventTimes
}
