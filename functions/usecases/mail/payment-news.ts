import type { Booking } from '../../../shared/domain/booking/booking.ts'
import { moneyInWords } from '../../../shared/domain/payment/money.ts'
import type { Payment } from '../../../shared/domain/payment/payment.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import type { MailVoice } from '../../../shared/words/mail/mail-voice.ts'
import type { Letter } from './layout.ts'

/** What a mail about a payment is written from. */
export interface PaymentNews {
  payment: Payment
  booking: Booking
  company: Company
  hosts: Member[]
  /** The host who reads it; absent: its customer does. */
  host: Member | undefined
  manageUrl: string
  calendarUrl: string
}

/** One of the mails about a payment. */
export interface PaymentMail {
  /** Who gets it: the customer of what is paid for, or each of its hosts. */
  reader: 'customer' | 'host'
  /**
   * What it says beside when it takes place. @param what the appointment, with whom it is @param when in the reader's
   * own zone
   * @returns nothing where something else is true by now
   */
  words(
    news: PaymentNews,
    voice: MailVoice,
    named: { what: string; when: string },
  ): Pick<Letter, 'headline' | 'paragraphs' | 'facts'> | undefined
}

/** What was paid and what goes back, in the reader's own figures; nothing where no money goes back. */
export function refundInWords({ payment }: PaymentNews, { say, locale }: MailVoice) {
  const { refund, paidInstead, currency } = payment
  if (!refund) return undefined
  const paid = moneyInWords(paidInstead ?? payment, locale)
  const amount = moneyInWords({ amountMinor: refund.amountMinor, currency: paidInstead?.currency ?? currency }, locale)
  const facts: Letter['facts'] = [
    { label: say('labelPaid'), value: paid },
    { label: say('labelRefund'), value: amount },
  ]
  return { refund, amount, facts }
}
