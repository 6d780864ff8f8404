import type { AddressMark } from './mail-trouble.ts'

/** What came back of a mail that had been sent: from which addresses, and what it means for them. */
export interface MailReturn {
  messageId: string
  why: Extract<AddressMark['why'], 'bounced' | 'complained' | 'delayed'>
  addresses: { address: string; detail: string }[]
}

/** A Message-ID of ours begins with the company and the subject of its mail (`messageIdOf`). */
export function subjectOfMessageId(messageId: string): { company: string; subjectId: string } | undefined {
  const [, company, subjectId] = /^<([a-z0-9-]+)\.([^.\s@]+)\.\d+\.[^\s@]+@[^\s@>]+>$/.exec(messageId) ?? []
  return company === undefined || subjectId === undefined ? undefined : { company, subjectId }
}
