import { answersInWords, type Booking } from '../../../shared/domain/booking/booking.ts'
import type { Effect } from '../../../shared/domain/effects/effect.ts'
import { isSameRecipient } from '../../../shared/domain/effects/recipient.ts'
import { inviteText } from '../../../shared/domain/event/icalendar.ts'
import type { Payment } from '../../../shared/domain/payment/payment.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import { type MailVoice, mailVoice } from '../../../shared/words/mail/mail-voice.ts'
import type { Mail } from '../../ports/mailer.ts'
import { footerOf, htmlOf, type Letter, textOf } from './layout.ts'
import { type MailTools, type MailWriter, messageIdOf } from './mail-writer.ts'
import { paymentLines } from './payment-lines.ts'

/** What a mail about a booking is written from. */
interface BookingNews {
  about: Effect['about']
  booking: Booking
  /** By which it is paid for, where it costs something. */
  payment: Payment | undefined
  company: Company
  hosts: Member[]
  resources: { name: string }[]
  /** To the customer, to others who come or only hear of it, or to one of the hosts. */
  reader: { kind: 'customer' } | { kind: 'guest' | 'cc'; email: string } | { kind: 'host'; host: Member }
  manageUrl: string
  calendarUrl: string
  mailFrom: string
  now: Instant
  minutesBefore?: number | undefined
}

/** Whether it is read from the house's side: what the customer is called and has answered stands in it. */
const isOurs = ({ reader }: BookingNews) => reader.kind === 'host' || reader.kind === 'cc'

/** To whom a mail goes, and how it speaks to them: a guest reads it as the customer does. */
function recipientOf({ reader, booking, hosts }: BookingNews): { name: string; address: string; voice: MailVoice } {
  const { customer } = booking
  if (reader.kind === 'host') {
    const { name, email, locale, timeZone } = reader.host
    return { name, address: email, voice: mailVoice(locale, timeZone) }
  }
  if (reader.kind === 'cc') {
    // Colleagues more often than customers: they read it as its host does.
    const [host] = hosts
    return { name: '', address: reader.email, voice: mailVoice(host?.locale, host?.timeZone ?? customer.timeZone) }
  }
  const voice = mailVoice(customer.locale, customer.timeZone)
  return reader.kind === 'guest'
    ? { name: '', address: reader.email, voice }
    : { name: customer.name, address: customer.email, voice }
}

const names = (people: { name: string }[]) => people.map(({ name }) => name)

function headlineOf(news: BookingNews, { say, list, lead }: MailVoice, when: string): string {
  const { about, booking, reader, hosts, minutesBefore } = news
  const who = isOurs(news) ? booking.customer.name : list(names(hosts))
  const what = who === '' ? booking.title : say('withWhom', { title: booking.title, who })
  switch (about) {
    case 'moved':
    case 'cancelled':
    case 'confirmed':
    case 'declined':
      return say(about, { what, when })
    case 'requested':
      return say(reader.kind === 'host' ? 'pleaseAnswer' : 'requested', { what, when })
    case 'reminder':
      return say('reminder', { lead: lead(minutesBefore ?? 0), what, when })
    default:
      return say(isOurs(news) ? 'newBooking' : 'booked', { what, when })
  }
}

/** What a customer needs to know beside the facts. */
const MORE = { cancelled: 'cancelledMore', requested: 'requestedMore', declined: 'declinedMore' } as const

function factsOf(news: BookingNews, { say, list, moment, number }: MailVoice, when: string): Letter['facts'] {
  const { booking, hosts, resources, about } = news
  const isOver = about === 'cancelled' || about === 'declined'
  const facts = [{ label: say('labelWhen'), value: when }]
  if (booking.dates && about !== 'moved' && about !== 'reminder' && !isOver) {
    const all = booking.dates.map(({ startsAt }) => moment(startsAt))
    facts.push({ label: say('labelAllDates'), value: all.join('\n') })
  }
  if (booking.seats > 1) facts.push({ label: say('labelSeats'), value: number(booking.seats) })
  if (hosts.length > 0) facts.push({ label: say('labelWith'), value: list(names(hosts)) })
  if (resources.length > 0) facts.push({ label: say('labelRoom'), value: list(names(resources)) })
  if (booking.location) facts.push({ label: say('labelWhere'), value: booking.location })
  if (isOurs(news)) {
    facts.push({ label: say('labelCustomer'), value: `${booking.customer.name}\n${booking.customer.email}` })
    for (const { question, answer } of answersInWords(booking)) facts.push({ label: question, value: answer })
  }
  return facts
}

/** What a type says to everybody who has booked it, once that is certain. */
function confirmationOf({ about, booking, reader }: BookingNews): string[] {
  const { confirmationMessage } = booking
  const isCertain = about === 'booked' || about === 'confirmed'
  const isTheirs = reader.kind === 'customer' || reader.kind === 'guest'
  return isCertain && isTheirs && confirmationMessage !== undefined ? [confirmationMessage] : []
}

/** What the host said when it was cancelled, said as theirs. */
function messageOf({ about, booking, hosts, company }: BookingNews, { say, list }: MailVoice): string[] {
  const { cancelMessage } = booking
  if ((about !== 'cancelled' && about !== 'declined') || cancelMessage === undefined) return []
  const who = hosts.length > 0 ? list(names(hosts)) : company.name
  return [`${say('says', { who })}\n${cancelMessage}`]
}

const WHY = { host: 'whyHost', cc: 'whyCc', customer: 'whyCustomer', guest: 'whyCustomer' } as const

function letterOf(news: BookingNews, voice: MailVoice, when: string): Letter {
  const { company, reader, about } = news
  const { say, language } = voice
  const isOver = about === 'cancelled' || about === 'declined'
  const isTheirs = reader.kind === 'customer'
  const more = isTheirs && MORE[about as keyof typeof MORE]
  // What it costs is no business of guests.
  const payment = reader.kind === 'guest' || about === 'reminder' ? undefined : news.payment
  const money = paymentLines(payment, news.booking, voice, { isOver, isTheirs })
  return {
    language,
    headline: headlineOf(news, voice, when),
    paragraphs: [...confirmationOf(news), ...messageOf(news, voice), ...(more ? [say(more)] : []), ...money.paragraphs],
    facts: [...factsOf(news, voice, when), ...money.facts],
    ...(reader.kind === 'host' && { button: { label: say('openCalendar'), url: news.calendarUrl } }),
    ...(reader.kind === 'customer' && {
      button: { label: say(isOver ? 'seeBooking' : 'moveOrCancel'), url: news.manageUrl },
    }),
    links: money.links,
    footer: footerOf(say(WHY[reader.kind], { company: company.name }), company),
  }
}

/** A mail about a booking: what happened, when in the reader's own zone, and the calendar part that real clients understand. */
function bookingMail(news: BookingNews, messageId: string): Mail {
  const { booking, company, about } = news
  const { name, address, voice } = recipientOf(news)
  const letter = letterOf(news, voice, voice.when(booking.startsAt, booking.endsAt))
  return {
    messageId,
    to: { name, address },
    fromName: company.name,
    subject: letter.headline,
    text: textOf(letter),
    html: htmlOf(letter),
    // Nothing stands in anybody's calendar before it is certain, and nothing has to be taken away again.
    ...(news.reader.kind !== 'cc' &&
      about !== 'reminder' &&
      about !== 'requested' &&
      about !== 'declined' && { calendar: calendarOf(news, voice) }),
  }
}

function calendarOf(news: BookingNews, { say }: MailVoice): NonNullable<Mail['calendar']> {
  const { booking, company, hosts, about, reader, now } = news
  const method = about === 'cancelled' ? 'CANCEL' : 'REQUEST'
  const organizer = hosts[0] ?? { name: company.name, email: news.mailFrom }
  const accepted = ({ name, email }: { name: string; email: string }) => ({ name, email, reply: 'ACCEPTED' as const })
  return {
    method,
    content: inviteText(method, {
      uid: booking.icalUid,
      sequence: booking.sequence,
      stampedAt: now,
      startsAt: booking.startsAt,
      endsAt: booking.endsAt,
      timeZone: reader.kind === 'host' ? reader.host.timeZone : booking.customer.timeZone,
      summary:
        reader.kind === 'host' ? `${booking.title}: ${booking.customer.name}` : `${booking.title} (${company.name})`,
      description: reader.kind === 'customer' ? `${say('moveOrCancel')}: ${news.manageUrl}` : '',
      location: booking.location,
      organizer: { name: organizer.name, email: organizer.email },
      attendees: [
        accepted(booking.customer),
        ...hosts.slice(1).map(accepted),
        ...booking.guests.map((email) => ({ name: email, email, reply: 'NEEDS-ACTION' as const })),
      ],
    }),
  }
}

/** The mail about a booking, to its customer, a guest or a host. */
export const writeBookingMail: MailWriter = async (tools, effect, siblings) => {
  const { store, links, publicAddress, mailFrom } = tools
  const booking = await store.booking(effect.company, effect.subjectId)
  if (!booking) return { skip: 'the booking is gone' }
  // Only the present state is worth a mail: a later version has its own.
  if (booking.version > effect.version && effect.about !== 'reminder') return { skip: 'superseded' }
  if (effect.about === 'reminder') {
    if (booking.status === 'cancelled') return { skip: 'the booking is cancelled' }
    if (booking.startsAt !== effect.startsAt) return { skip: 'the booking was moved' }
    if (booking.startsAt <= tools.clock.now()) return { skip: 'the meeting had begun' }
  }
  const [company, people, token, payment] = await Promise.all([
    store.company(effect.company),
    store.people(effect.company, booking.hosts, booking.resources),
    links.sign(effect.company, booking.id, 'manage', booking.linkGeneration),
    booking.paymentId === undefined ? undefined : store.payment(effect.company, booking.paymentId),
  ])
  const reader = await readerOf(tools, effect, people.members)
  if (!reader || !company) return { skip: 'the recipient is no longer here' }
  const heardBefore = siblings.some(
    (one) =>
      isSameRecipient(one.recipient, effect.recipient) &&
      one.state === 'sent' &&
      one.effect === 'mail' &&
      one.about !== 'reminder',
  )
  const isFormerHost = reader.kind === 'host' && !booking.hosts.includes(reader.host.id)
  // A customer or guest who was not told of it on purpose hears of the move as one.
  const isLeftOut = reader.kind !== 'host' && reader.kind !== 'cc' && booking.withoutMails?.includes('confirmation')
  const isUntold = !heardBefore && !isLeftOut
  const about = isFormerHost ? 'cancelled' : effect.about === 'moved' && isUntold ? 'booked' : effect.about
  return bookingMail(
    {
      about,
      booking,
      payment,
      company: company.company,
      hosts: people.members,
      resources: people.resources,
      reader,
      manageUrl: `${publicAddress}/booking/${token}`,
      calendarUrl: publicAddress,
      mailFrom,
      now: tools.clock.now(),
      minutesBefore: effect.minutesBefore,
    },
    messageIdOf(effect, mailFrom),
  )
}

async function readerOf({ store }: MailTools, effect: Effect, hosts: Member[]) {
  const { recipient } = effect
  if (recipient.to === 'customer') return { kind: 'customer' as const }
  if (recipient.to === 'guest') return { kind: 'guest' as const, email: recipient.email }
  if (recipient.to === 'cc') return { kind: 'cc' as const, email: recipient.email }
  if (recipient.to !== 'host') return undefined
  const { memberId } = recipient
  const host = hosts.find(({ id }) => id === memberId) ?? (await store.member(effect.company, memberId))
  return host && { kind: 'host' as const, host }
}
