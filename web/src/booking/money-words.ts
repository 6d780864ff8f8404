import type { BookingView } from '../../../shared/api/bookings.ts'
import type { PaymentView } from '../../../shared/api/payments.ts'
import { type Money, moneyInWords, stepMinor } from '../../../shared/domain/payment/money.ts'
import { type RefundRule, refundEndsAt, refundNow } from '../../../shared/domain/payment/refund-rule.ts'
import { lengthInWords } from '../ui/reminders/length-in-words.ts'
import type { SlotPicker } from './slot-picker.svelte.ts'

/**
 * What comes back to whoever cancels, in one sentence.
 * @param startsAt of what is to be booked, where it is chosen: then it says until when
 */
export function refundRuleInWords(
  { say, locale, clock }: SlotPicker,
  price: Money,
  rule: RefundRule,
  startsAt?: string,
): string {
  const amountMinor = refundNow(rule, price, 0, Number.NEGATIVE_INFINITY, stepMinor(price.currency))
  const endsAt = startsAt === undefined ? undefined : refundEndsAt(rule, Date.parse(startsAt))
  const isPast = endsAt !== undefined && rule.untilMinutesBefore > 0 && endsAt < Date.now()
  if (amountMinor === 0 || isPast) return say('refundNothing')
  const amount = moneyInWords({ ...price, amountMinor }, locale)
  if (rule.untilMinutesBefore > 0)
    return endsAt === undefined
      ? say('refundPartBefore', { amount, length: lengthInWords(rule.untilMinutesBefore, locale) })
      : say('refundPartUntil', { amount, when: clock.when(new Date(endsAt).toISOString()) })
  return amountMinor === price.amountMinor ? say('refundAll') : say('refundPart', { amount })
}

/**
 * What would come back, or comes back, of what was paid; nothing where nothing was.
 * @param company that gives it back
 */
export function refundInWords({ say, locale }: SlotPicker, payment: PaymentView, company: string): string | undefined {
  const { refund, refundNowMinor, currency, state } = payment
  const inWords = (amountMinor: number) => moneyInWords({ amountMinor, currency }, locale)
  if (refund?.state === 'failed') return say('goesNot', { amount: inWords(refund.amountMinor), company })
  if (refund) return say(refund.state === 'done' ? 'wentBack' : 'goesBack', { amount: inWords(refund.amountMinor) })
  if (refundNowMinor === undefined) return state === 'paid' ? say('nothingBack') : undefined
  return refundNowMinor > 0 ? say('refundsNow', { amount: inWords(refundNowMinor) }) : say('refundsNothing')
}

/** Whether it becomes a booking only once it is paid. */
export const isAwaited = ({ payment, status }: BookingView): boolean =>
  status === 'pending' && (payment?.state === 'open' || payment?.state === 'underWay')
