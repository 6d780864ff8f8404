import { type PaymentMail, refundInWords } from './payment-news.ts'

/** To a customer whose money came too late, or was not what was asked for: it goes back. */
export const paidInVainMail: PaymentMail = {
  reader: 'customer',
  words(news, voice, named) {
    const { say } = voice
    const money = refundInWords(news, voice)
    if (!money) return undefined
    const { refund, amount, facts } = money
    return {
      headline: say('paidInVain', named),
      paragraphs: [say(refund.cause === 'mismatch' ? 'paidOther' : 'paidLate'), say('refundComes', { amount })],
      facts,
    }
  },
}
