import type { PaymentView } from '../../../shared/api/payments.ts'
import { moneyInWords } from '../../../shared/domain/payment/money.ts'
import { type EventPhrases, phrases } from '../../../shared/words/event/en.ts'
import { sayIn } from '../../../shared/words/phrase.ts'
import type { CardEvent } from '../ui/event/card-event.ts'

const GOING_BACK = {
  due: 'refundIsDue',
  underWay: 'refundIsDue',
  done: 'refundIsDone',
  failed: 'refundHasFailed',
} as const

/** What was paid for a booking, and what went back of it. */
export function paymentInWords(payment: PaymentView, locale: string): NonNullable<CardEvent['payment']> {
  const say = sayIn<EventPhrases>(phrases, locale)
  const { currency, refund, receiptUrl } = payment
  const amount = moneyInWords(payment, locale)
  const text = refund
    ? say(GOING_BACK[refund.state], {
        amount,
        back: moneyInWords({ amountMinor: refund.amountMinor, currency }, locale),
      })
    : say('paidFor', { amount })
  return {
    text,
    receipt: say('receipt'),
    ...(receiptUrl !== undefined && { receiptUrl }),
    isWrong: refund?.state === 'failed',
  }
}
