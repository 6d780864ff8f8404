import { type CalendarEvent, isPublished } from '../event/calendar-event.ts'
import { MOST_COMMENT } from '../people/attendee.ts'
import { type EventTimes, sameTimes, spanOf } from '../recurrence/event-times.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import { type Disbelief, timesAt } from './mailed-answer.ts'

/** Whom a reply address was made for. */
export interface ReplyWay {
  company: string
  eventId: string
  /** The address that was asked. */
  email: string
}

/** A mail that came to a reply address, and what became of it. */
export interface MailedReply extends ReplyWay {
  /** The same for the same words of the same person: what comes twice is heard once. */
  id: string
  receivedAt: Instant
  /** Why it is not believed; absent: it counts. */
  why?: Disbelief
  /** Who it says sent it, which proves nothing. */
  from?: string
  /** Of whom it says the answer is. */
  attendee?: string
  reply?: 'accepted' | 'tentative' | 'declined'
  /** The date of a series that it is about. */
  key?: string
  /** What was written with it; of a mail without a calendar part, its text. */
  comment?: string
}

/** Another time that somebody who is asked proposes (RFC 5546, 3.2.7). */
export interface Proposal extends ReplyWay {
  /** The same for each proposal of one person for one date: the latest takes the place of those before. */
  id: string
  /** The date of a series that it is about; absent: all of it. */
  key?: string
  /** What it had been when it was proposed: a proposal belongs to the time that it answers. */
  was: EventTimes
  is: EventTimes
  comment?: string
  /** When it was made, by its own word. */
  at: Instant
}

/** So many characters of a mail without a calendar part are kept. */
export const MOST_TEXT = 2000

/** Those proposals that still say something of an event: what was moved since, or is over, waits for nobody. */
export function openProposals(event: CalendarEvent, proposals: Proposal[], now: Instant, zone: TimeZone): Proposal[] {
  if (!isPublished(event)) return []
  return proposals.filter(({ key, was, is }) => {
    const stands = timesAt(event, key)
    return stands !== undefined && sameTimes(stands, was) && spanOf(is, zone).to > now
  })
}

/** A comment as it may stand beside an answer. */
export const shortened = (comment: string | undefined, most = MOST_COMMENT): string | undefined =>
  comment === undefined || comment === '' ? undefined : comment.slice(0, most).toWellFormed()
