import { MailingStopped, MailRefused } from '../../ports/mailer.ts'
import { unverified } from './unverified.ts'

/** What nodemailer tells of a server's answer. */
export interface SmtpFault {
  message: string
  code?: string
  responseCode?: number
  response?: string
  /** What was answered: `MAIL FROM`, `RCPT TO`, `DATA`, `AUTH PLAIN`. */
  command?: string
}

/** Enhanced status codes (RFC 3463) of an address that is none, or is no more. */
const NO_MAILBOX = /\b5\.1\.(1|2|3|6|10)\b|\b5\.2\.1\b/
const BY_POLICY = /\b5\.7\.\d+\b/

/**
 * What a server's answer means: the installation's fault, this mail's own, or one that passes. Not told who is at
 * fault, the step says it: who sends is refused at MAIL FROM, who reads at RCPT TO.
 */
export function smtpFault(fault: SmtpFault, from: string): Error {
  const { message, code, responseCode = 0, response = message, command = '' } = fault
  const isAbout = (step: string) => command.toUpperCase().startsWith(step)
  if (code === 'EAUTH' || isAbout('AUTH') || [530, 534, 535, 538].includes(responseCode))
    return new MailingStopped(message, 'denied')
  const who = unverified(response, from)
  if (who) return new MailingStopped(message, who)
  if (/throttling|sending rate|quota exceeded/i.test(response)) return new MailingStopped(message, 'rate')
  if (/sending (is )?paused/i.test(response)) return new MailingStopped(message, 'paused')
  if (responseCode < 500 || responseCode > 599) return new Error(message)
  if (NO_MAILBOX.test(response) && !isAbout('MAIL')) return new MailRefused(message, 'unknownMailbox')
  if (isAbout('MAIL')) return new MailingStopped(message, 'policy')
  // What the text itself is refused for comes after it was read: that says nothing of the others.
  if (BY_POLICY.test(response) && isAbout('RCPT')) return new MailingStopped(message, 'policy')
  if (responseCode === 550 && isAbout('RCPT')) return new MailRefused(message, 'unknownMailbox')
  return new MailRefused(message)
}
