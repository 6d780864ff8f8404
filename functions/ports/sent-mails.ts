import type { SentMail } from '../../shared/domain/effects/sent-mail.ts'

/** What went to which address, for as long as effects are kept; of members only what they are asked to. */
export interface SentMails {
  /** Remembers a mail; one that is sent twice is remembered once. */
  putSentMail(mail: SentMail): Promise<void>
  /** The latest first. @param before the place (`placeOfMail`) of the last one of the page before */
  sentMails(company: string, address: string, most: number, before?: string): Promise<SentMail[]>
}
