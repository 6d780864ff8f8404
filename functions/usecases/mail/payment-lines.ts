import type { Booking } from '../../../shared/domain/booking/booking.ts'
import { moneyInWords } from '../../../shared/domain/payment/money.ts'
import type { Payment } from '../../../shared/domain/payment/payment.ts'
import { refundEndsAt, refundNow } from '../../../shared/domain/payment/refund-rule.ts'
import type { MailVoice } from '../../../shared/words/mail/mail-voice.ts'
import type { Letter } from './layout.ts'

/** What a mail about a booking says of its money. */
export type PaymentLines = Pick<Letter, 'paragraphs' | 'facts' | 'links'>

const NONE: PaymentLines = { paragraphs: [], facts: [], links: [] }

/**
 * The lines of a receipt, or of what goes back.
 * @param isCalledOff the booking does not take place
 * @param isTheirs its customer reads it
 */
export function paymentLines(
  payment: Payment | undefined,
  booking: Booking,
  voice: MailVoice,
  { isCalledOff, isTheirs }: { isCalledOff: boolean; isTheirs: boolean },
): PaymentLines {
  if (payment?.state !== 'paid') return NONE
  const { say, locale } = voice
  const { currency, refund, receiptUrl } = payment
  const paid = moneyInWords(payment, locale)
  const facts = [{ label: say('labelPaid'), value: paid }]
  const links = isTheirs && receiptUrl !== undefined ? [{ label: say('receipt'), url: receiptUrl }] : []
  if (!isCalledOff) return { facts, links, paragraphs: isTheirs ? [ruleOf(payment, booking, voice)] : [] }
  if (!refund) return { facts, links, paragraphs: [say('refundNone', { amount: paid })] }
  const amount = moneyInWords({ amountMinor: refund.amountMinor, currency }, locale)
  facts.push({ label: say('labelRefund'), value: amount })
  return { facts, links, paragraphs: isTheirs ? [say('refundComes', { amount })] : [] }
}

/** What comes back to whoever cancels, in one sentence. */
function ruleOf(payment: Payment, { startsAt }: Booking, { say, moment, locale }: MailVoice): string {
  const { refundRule, currency } = payment
  const until = refundEndsAt(refundRule, startsAt)
  const amountMinor = refundNow(refundRule, payment, startsAt, until)
  if (amountMinor === 0) return say('ruleNone')
  const amount = moneyInWords({ amountMinor, currency }, locale)
  if (refundRule.untilMinutesBefore > 0) return say('rulePartUntil', { until: moment(until), amount })
  return amountMinor === payment.amountMinor ? say('ruleAll') : say('rulePart', { amount })
}
