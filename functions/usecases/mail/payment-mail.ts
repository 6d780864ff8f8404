import type { Change } from '../../../shared/domain/changes/change.ts'
import type { Effect } from '../../../shared/domain/effects/effect.ts'
import { mailVoice, voiceOf } from '../../../shared/words/mail/mail-voice.ts'
import { footerOf, type Letter, type WrittenMail } from './layout.ts'
import { type MailsAbout, messageIdOf } from './mail-writer.ts'
import { paidInVainMail } from './paid-in-vain-mail.ts'
import { paymentFailedMail } from './payment-failed-mail.ts'
import type { PaymentMail, PaymentNews } from './payment-news.ts'
import { refundFailedMail } from './refund-failed-mail.ts'

/** The mails about a payment, by what has become of it: a new one is a file and a line here. */
const kinds: Partial<Record<Change['kind'], PaymentMail>> = {
  paidInVain: paidInVainMail,
  paymentFailed: paymentFailedMail,
  refundFailed: refundFailedMail,
}

/** @returns nothing where there is nothing more to say */
function letterOf(news: PaymentNews, about: Effect['about']): Letter | undefined {
  const { booking, company, hosts, host, manageUrl, calendarUrl } = news
  const { customer, title } = booking
  const voice = host ? voiceOf(host) : mailVoice(customer.locale, customer.timeZone)
  const { say, language } = voice
  const when = voice.when(booking.startsAt, booking.endsAt)
  const who = host ? customer.name : voice.list(hosts.map(({ name }) => name))
  const what = who === '' ? title : say('withWhom', { title, who })
  // What is true now is said, whatever the mail was planned for.
  const [said] = [about === 'reminder' ? undefined : kinds[about], ...Object.values(kinds)].flatMap((kind) =>
    kind?.reader === (host ? 'host' : 'customer') ? (kind.words(news, voice, { what, when }) ?? []) : [],
  )
  if (!said) return undefined
  return {
    language,
    ...said,
    facts: [{ label: say('labelWhen'), value: when }, ...said.facts],
    button: host ? { label: say('openCalendar'), url: calendarUrl } : { label: say('seeBooking'), url: manageUrl },
    links: [],
    footer: footerOf(say(host ? 'whyHost' : 'whyCustomer', { company: company.name }), company),
  }
}

function mailOf({ booking: { customer }, company, host }: PaymentNews, letter: Letter, messageId: string): WrittenMail {
  return {
    messageId,
    to: host ? { name: host.name, address: host.email } : { name: customer.name, address: customer.email },
    fromName: company.name,
    subject: letter.headline,
    letter,
  }
}

/** The mails about a payment. */
export const paymentMails: MailsAbout = {
  to({ kind }, booking) {
    const reader = kinds[kind]?.reader
    if (!reader || !booking) return []
    return reader === 'customer'
      ? [{ to: 'customer' }]
      : booking.hosts.map((memberId) => ({ to: 'host' as const, memberId }))
  },

  async write(tools, effect) {
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
    const news: PaymentNews = {
      payment,
      booking,
      company: company.company,
      hosts: people.members,
      host,
      manageUrl: `${publicAddress}/booking/${token}`,
      calendarUrl: publicAddress,
    }
    const letter = letterOf(news, effect.about)
    return letter ? mailOf(news, letter, messageIdOf(effect, mailFrom)) : { skip: 'nothing of it is true any more' }
  },
}
