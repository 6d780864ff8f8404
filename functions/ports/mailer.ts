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
  calendar?: { method: 'REQUEST' | 'CANCEL' | 'PUBLISH'; content: string }
}

export interface Mailer {
  /** @throws MailRefused when the address will never accept it; any other error is worth a retry */
  send(mail: Mail): Promise<void>
}

/** The mail server said a permanent no (5xx, RFC 5321 4.2.1). */
export class MailRefused extends Error {
  override name = 'MailRefused'
}
