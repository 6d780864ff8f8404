import type { PaymentMail } from './payment-news.ts'

/** To a customer who thought to have paid; not to one who has paid by now, and in vain. */
export const paymentFailedMail: PaymentMail = {
  reader: 'customer',
  words({ payment }, { say }, named) {
    if (payment.refund) return undefined
    return { headline: say('paymentFailed', named), paragraphs: [say('paymentFailedMore')], facts: [] }
  },
}
