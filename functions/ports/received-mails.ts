/** A mail that came in, as far as anything is asked of it. What it says proves nothing. */
export interface ReceivedMail {
  /** Who it says sent it. */
  from: string
  messageId: string
  /** No person wrote it: an auto-reply, a report of what could not be delivered, a list. */
  isAutomatic: boolean
  /** Its calendar parts, in UTF-8. */
  calendars: Uint8Array[]
  /** What a person reads in it, as plain text. */
  text: string
}

/** Why a mail is not read: it is too large, is no mail, or is not there any more. */
export type UnreadMail = { unread: 'tooLarge' | 'broken' | 'gone' }

/** The mails that came in, as they are kept for a while. */
export interface ReceivedMails {
  /** @param name by which it is kept. @returns what it says; never throws for what is in it */
  read(name: string): Promise<ReceivedMail | UnreadMail>
}
