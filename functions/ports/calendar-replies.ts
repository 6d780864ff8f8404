import type { CalendarReply } from '../../shared/domain/invitation/calendar-reply.ts'

/** Why what came in as an answer cannot be read as one. */
export type UnreadableReply =
  | 'tooLarge'
  | 'notCalendar'
  | 'otherMethod'
  | 'tooManyParts'
  | 'noAnswer'
  | 'severalEvents'
  | 'severalPeople'
  | 'badDate'

/** Reads the answers that arrive by mail. */
export interface CalendarReplies {
  /**
   * @param part the bytes of a mail's calendar part, whatever they are: it never throws
   * @param asked the address that was asked: a proposal may name others too (RFC 5546, 3.2.7), and is then theirs
   */
  read(part: Uint8Array, asked?: string): CalendarReply | { unreadable: UnreadableReply }
}
