import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { Change } from '../../../shared/domain/changes/change.ts'
import type { Effect } from '../../../shared/domain/effects/effect.ts'
import { type Recipient, wordOfRecipient } from '../../../shared/domain/effects/recipient.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Companies } from '../../ports/companies.ts'
import type { Contacts } from '../../ports/contacts.ts'
import type { Effects } from '../../ports/effects.ts'
import type { Events } from '../../ports/events.ts'
import type { HeardOfEvents } from '../../ports/heard-of-events.ts'
import type { Invitations } from '../../ports/invitations.ts'
import type { MailAddresses } from '../../ports/mail-addresses.ts'
import type { MailStops } from '../../ports/mail-stops.ts'
import type { MailTemplates } from '../../ports/mail-templates.ts'
import type { MailedReplies } from '../../ports/mailed-replies.ts'
import type { Mailer } from '../../ports/mailer.ts'
import type { Members } from '../../ports/members.ts'
import type { Payments } from '../../ports/payment-rows.ts'
import type { People } from '../../ports/people.ts'
import type { Randomness } from '../../ports/randomness.ts'
import type { RecordMails } from '../../ports/record-mails.ts'
import type { Resources } from '../../ports/resources.ts'
import type { SentMails } from '../../ports/sent-mails.ts'
import type { Stationery } from '../../ports/stationery.ts'
import type { TemplateLanguage } from '../../ports/template-language.ts'
import type { Throttles } from '../../ports/throttles.ts'
import type { Waitlists } from '../../ports/waitlists.ts'
import type { Links } from '../people/links.ts'
import type { WrittenMail } from './layout.ts'

/** The repositories that it uses. */
export type MailStore = AppointmentTypes &
  Bookings &
  Companies &
  Pick<Contacts, 'contactByAddress'> &
  Effects &
  Events &
  HeardOfEvents &
  Invitations &
  MailAddresses &
  MailStops &
  MailTemplates &
  MailedReplies &
  Members &
  Payments &
  People &
  RecordMails &
  Resources &
  SentMails &
  Throttles &
  Waitlists

export interface MailTools {
  store: MailStore
  clock: Clock
  random: Pick<Randomness, 'fraction'>
  mailer: Mailer
  stationery: Stationery
  links: Links
  templates: TemplateLanguage
  publicAddress: string
  mailFrom: string
  /** Where answers of mail clients are received; empty: nowhere. */
  inboundDomain: string
  /** Whether what strangers cause is bounded. */
  throttles: boolean
  /** So many seconds a mail about an event waits after its last change. */
  quietSeconds: number
  /** Says what went wrong and is tried again. */
  log(fault: unknown, about: string): void
  /** Says what somebody has to see to: an alarm listens. */
  ring(alarm: 'mailsStopped' | 'mailGivenUp', about: string): void
}

/** A written mail, with a note where it is not what was asked for; or why none is to be sent. */
export type Written =
  | (WrittenMail & {
      note?: string
      /** It has gone: what is to be kept of that, before it is said to be sent. */
      sent?(): Promise<void>
      /** It surely has not gone. */
      unsent?(): Promise<void>
    })
  | { skip: string }
  /** Not before this instant: somebody is still changing what it is about. */
  | { later: Instant }

/** The mails about one kind of subject. One file exports them; `mails.ts` names it in one line. */
export interface MailsAbout {
  /**
   * Who gets a mail because of a change.
   * @param booking the one that it is about, or that is paid for; absent: there is none any more
   */
  to(change: Change, booking: Booking | undefined): Recipient[]
  /**
   * Writes the mail that an effect asks for, from what is true now.
   * @param siblings the other effects of the same subject: what its reader was told before
   */
  write(tools: MailTools, effect: Effect, siblings: Effect[]): Promise<Written>
}

/** The same for every try of the same effect: a mail that comes twice can be recognised. */
export function messageIdOf(effect: Effect, mailFrom: string): string {
  const recipient = wordOfRecipient(effect.recipient).replaceAll(/[^\w]/g, '-')
  const moment = effect.startsAt === undefined ? '' : `.${effect.startsAt}-${effect.minutesBefore}`
  return `<${effect.company}.${effect.subjectId}.${effect.version}.${effect.about}${moment}.${recipient}@${mailFrom.split('@')[1] ?? 'almanac'}>`
}
