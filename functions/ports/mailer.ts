/**
 * One mail, ready to go. The Message-ID is fixed by the sender's effect, so that a repeated sending is recognisable.
 */
export interface Mail {
  messageId: string
  to: { name?: string; address: string }
  fromName: string
  subject: string
  text: string
  html: string
  /** Where answers of people go; absent: to the sender. */
  replyTo?: { name: string; address: string }
  /** What a client shows with buttons to answer. */
  calendar?: CalendarPart
  /** Further files of the same letter. */
  moreCalendars?: CalendarPart[]
}

/** A calendar file with what it wants of its reader. */
export interface CalendarPart {
  method: 'REQUEST' | 'CANCEL' | 'PUBLISH'
  content: string
}

export interface Mailer {
  /** @throws MailRefused when the address will never accept it; any other error is worth a retry */
  send(mail: Mail): Promise<void>
}

/** The mail server said a permanent no (5xx, RFC 5321 4.2.1). */
export class MailRefused extends Error {
  override name = 'MailRefused'
}
