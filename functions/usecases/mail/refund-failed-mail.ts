import { type PaymentMail, refundInWords } from './payment-news.ts'

/** To each host where money cannot go back by itself: somebody has to give it back by hand. */
export const refundFailedMail: PaymentMail = {
  reader: 'host',
  words(news, voice, named) {
    const { say } = voice
    const { name, email } = news.booking.customer
    const money = refundInWords(news, voice)
    if (!money) return undefined
    const { refund, amount, facts } = money
    return {
      headline: say('refundFailed', named),
      paragraphs: [say('refundFailedMore', { amount, who: name, why: refund.reason ?? '' })],
      facts: [{ label: say('labelCustomer'), value: `${name}\n${email}` }, ...facts],
    }
  },
}
