import type { SubjectKind } from '../../../shared/domain/changes/change.ts'
import { bookingMails } from './booking-mail.ts'
import { eventMails } from './event-mail.ts'
import { invitationMails } from './invitation-mail.ts'
import type { MailsAbout } from './mail-writer.ts'
import { paymentMails } from './payment-mail.ts'
import { recordMails } from './record-mail.ts'
import { waitlistMails } from './waitlist-mail.ts'

/** The mails about what: who gets them, and what they say. A new subject is a file and a line here. */
export const mails: Partial<Record<SubjectKind, MailsAbout>> = {
  booking: bookingMails,
  event: eventMails,
  invitation: invitationMails,
  payment: paymentMails,
  recordMail: recordMails,
  waitlist: waitlistMails,
}
