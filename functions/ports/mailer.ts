import type { AddressFault, InstallationFault } from '../../shared/domain/effects/mail-trouble.ts'

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
  /**
   * @throws MailRefused when this mail will never be taken; MailingStopped when none would be; any other error is worth
   * a retry
   */
  send(mail: Mail): Promise<void>
}

/** This mail is refused for good (5xx, RFC 5321 4.2.1), for its reader's address or for itself. */
export class MailRefused extends Error {
  override name = 'MailRefused'
  readonly trouble: AddressFault | 'refused'
  constructor(message: string, trouble: AddressFault | 'refused' = 'refused') {
    super(message)
    this.trouble = trouble
  }
}

/** No mail of the installation would be taken now: every other would fail in the same way. */
export class MailingStopped extends Error {
  override name = 'MailingStopped'
  readonly fault: InstallationFault
  constructor(message: string, fault: InstallationFault) {
    super(message)
    this.fault = fault
  }
}
