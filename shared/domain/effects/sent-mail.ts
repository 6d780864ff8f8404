import type { SubjectKind } from '../changes/change.ts'
import type { Instant } from '../time/time.ts'
import type { Effect } from './effect.ts'

/** A mail that went out, as it is remembered at its address. */
export interface SentMail {
  company: string
  address: string
  /** Of the mail, the same however often it is tried. */
  messageId: string
  /** When it was due, which is the same however often it is tried; what mails of an address are sorted by. */
  dueAt: Instant
  at: Instant
  subjectKind: SubjectKind
  subjectId: string
  /** The line that its reader saw. */
  subject: string
}

const INSTANT_DIGITS = 15

/** Where a mail stands among those that went to its address: what was due later is greater. */
export const placeOfMail = ({ dueAt, messageId }: Pick<SentMail, 'dueAt' | 'messageId'>): string =>
  `${String(dueAt).padStart(INSTANT_DIGITS, '0')}#${messageId}`

/**
 * Whether a mail may go to somebody outside: those are remembered at their address. Of whoever is asked to an event an
 * effect does not say whether they are of the house.
 */
export const mayGoOutside = ({ recipient: { to } }: Pick<Effect, 'recipient'>): boolean =>
  to === 'customer' || to === 'guest' || to === 'cc' || to === 'asked'
