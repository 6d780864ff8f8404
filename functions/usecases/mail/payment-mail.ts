import type { Booking } from '../../../shared/domain/booking/booking.ts'
import { moneyInWords } from '../../../shared/domain/payment/money.ts'
import type { Payment } from '../../../shared/domain/payment/payment.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import { type MailVoice, mailVoice } from '../../../shared/words/mail/mail-voice.ts'
import type { Mail } from '../../ports/mailer.ts'
import { footerOf, htmlOf, type Letter, textOf } from './layout.ts'
import { type MailWriter, messageIdOf } from './mail-writer.ts'

interface PaymentNewsMail {
  payment: Payment
  booking: Booking
  company: Company
  hosts: Member[]
  /** A host, where the money cannot go back; else the customer, who has paid in vain or whose payment has failed. */
  host: Member | undefined
  manageUrl: string
  calendarUrl: string
}

/** What happened, to whom, and with how much. */
function whatOf(
  { payment, booking, host }: PaymentNewsMail,
  { say, locale }: MailVoice,
  named: { what: string; when: string },
): Pick<Letter, 'headline' | 'paragraphs' | 'facts'> {
  const { refund, paidInstead, currency } = payment
  const { customer } = booking
  const facts = [{ label: say('labelWhen'), value: named.when }]
  if (!refund) return { headline: say('paymentFailed', named), paragraphs: [say('paymentFailedMore')], facts }
  const paid = moneyInWords(paidInstead ?? payment, locale)
  const { amountMinor } = refund
  const back = moneyInWords({ amountMinor, currency: paidInstead?.currency ?? currency }, locale)
  if (host) facts.push({ label: say('labelCustomer'), value: `${customer.name}\n${customer.email}` })
  facts.push({ label: say('labelPaid'), value: paid }, { label: say('labelRefund'), value: back })
  return {
    headline: say(host ? 'refundFailed' : 'paidInVain', named),
    paragraphs: host
      ? [say('refundFailedMore', { amount: back, who: customer.name, why: refund.reason ?? '' })]
      : [say(refund.cause === 'mismatch' ? 'paidOther' : 'paidLate'), say('refundComes', { amount: back })],
    facts,
  }
}

function paymentMail(news: PaymentNewsMail, messageId: string): Mail {
  const { booking, company, hosts, host, manageUrl, calendarUrl } = news
  const { customer, title } = booking
  const voice = host ? mailVoice(host.locale, host.timeZone) : mailVoice(customer.locale, customer.timeZone)
  const { say, language } = voice
  const when = voice.when(booking.startsAt, booking.endsAt)
  const who = host ? customer.name : voice.list(hosts.map(({ name }) => name))
  const what = who === '' ? title : say('withWhom', { title, who })
  const letter: Letter = {
    language,
    ...whatOf(news, voice, { what, when }),
    button: host ? { label: say('openCalendar'), url: calendarUrl } : { label: say('seeBooking'), url: manageUrl },
    links: [],
    footer: footerOf(say(host ? 'whyHost' : 'whyCustomer', { company: company.name }), company),
  }
  return {
    messageId,
    to: host ? { name: host.name, address: host.email } : { name: customer.name, address: customer.email },
    fromName: company.name,
    subject: letter.headline,
    text: textOf(letter),
    html: htmlOf(letter),
  }
}

/** The mail about a payment: to a customer who paid in vain or whose payment failed, or to a host who has to give money back by hand. */
export const writePaymentMail: MailWriter = async (tools, effect) => {
  const { store, links, publicAddress, mailFrom } = tools
  const payment = await store.payment(effect.company, effect.subjectId)
  const booking = payment && (await store.booking(effect.company, payment.bookingId))
  if (!booking) return { skip: 'the payment is gone' }
  const { recipient } = effect
  const [company, people, token] = await Promise.all([
    store.company(effect.company),
    store.people(effect.company, booking.hosts, booking.resources),
    links.sign(effect.company, booking.id, 'manage', booking.linkGeneration),
  ])
  const host = recipient.to === 'host' ? people.members.find(({ id }) => id === recipient.memberId) : undefined
  if (!company || (recipient.to === 'host' && !host)) return { skip: 'the recipient is no longer here' }
  const news = {
    payment,
    booking,
    company: company.company,
    hosts: people.members,
    host,
    manageUrl: `${publicAddress}/booking/${token}`,
    calendarUrl: publicAddress,
  }
  return paymentMail(news, messageIdOf(effect, mailFrom))
}
