import { answersInWords, type Booking } from '../../../shared/domain/booking/booking.ts'
import type { Effect } from '../../../shared/domain/effects/effect.ts'
import { isSameRecipient } from '../../../shared/domain/effects/recipient.ts'
import { inviteText } from '../../../shared/domain/event/icalendar.ts'
import type { Company, Member } from '../../../shared/domain/people/member.ts'
import type { Instant, TimeZone } from '../../../shared/domain/time/time.ts'
import type { Mail } from '../../ports/mailer.ts'
import { htmlOf, type Letter, textOf } from './layout.ts'
import { type MailTools, type MailWriter, messageIdOf } from './mail-writer.ts'
import { leadInWords, whenInWords } from './words.ts'

/** What a mail about a booking is written from. */
interface BookingNews {
  about: Effect['about']
  booking: Booking
  company: Company
  hosts: Member[]
  resources: { name: string }[]
  /** To the customer, or to one of the hosts. */
  reader: { kind: 'customer' } | { kind: 'guest'; email: string } | { kind: 'host'; host: Member }
  manageUrl: string
  calendarUrl: string
  mailFrom: string
  now: Instant
  minutesBefore?: number | undefined
}

const listed = (names: string[]) => new Intl.ListFormat('en').format(names)

function headlineOf({ about, booking, reader, hosts, minutesBefore }: BookingNews, when: string): string {
  const other = reader.kind === 'host' ? booking.customer.name : listed(hosts.map(({ name }) => name))
  const what = other === '' ? booking.title : `${booking.title} with ${other}`
  switch (about) {
    case 'moved':
      return `Moved: ${what} is now ${when}`
    case 'cancelled':
      return `Cancelled: ${what}, ${when}`
    case 'requested':
      return reader.kind === 'host' ? `Please answer: ${what}, ${when}` : `Asked for: ${what}, ${when}`
    case 'confirmed':
      return `Confirmed: ${what}, ${when}`
    case 'declined':
      return `Not possible: ${what}, ${when}`
    case 'reminder':
      return `In ${leadInWords(minutesBefore ?? 0)}: ${what}, ${when}`
    default:
      return reader.kind === 'host' ? `New booking: ${what}, ${when}` : `Booked: ${what}, ${when}`
  }
}

function recipientOf({ reader, booking }: BookingNews): { name: string; address: string; timeZone: TimeZone } {
  if (reader.kind === 'host')
    return { name: reader.host.name, address: reader.host.email, timeZone: reader.host.timeZone }
  if (reader.kind === 'guest') return { name: '', address: reader.email, timeZone: booking.customer.timeZone }
  return { name: booking.customer.name, address: booking.customer.email, timeZone: booking.customer.timeZone }
}

/** What a customer needs to know beside the facts. */
const said: Partial<Record<Effect['about'], string[]>> = {
  cancelled: ['This appointment has been cancelled and its time is free again. You are welcome to book another one.'],
  requested: ['The time is kept for you until your host answers. You will hear as soon as it is certain.'],
  declined: ['Your host cannot take this appointment. You are welcome to ask for another time.'],
}

function letterOf(news: BookingNews, when: string): Letter {
  const { booking, company, reader, hosts, resources, about } = news
  const isOver = about === 'cancelled' || about === 'declined'
  const facts = [{ label: 'When', value: when }]
  if (booking.dates && about !== 'moved' && about !== 'reminder' && !isOver)
    facts.push({ label: 'All dates', value: datesInWords(booking.dates, recipientOf(news).timeZone) })
  if (booking.seats > 1) facts.push({ label: 'Seats', value: String(booking.seats) })
  if (hosts.length > 0) facts.push({ label: 'With', value: listed(hosts.map(({ name }) => name)) })
  if (resources.length > 0) facts.push({ label: 'Room', value: listed(resources.map(({ name }) => name)) })
  if (booking.location) facts.push({ label: 'Where', value: booking.location })
  if (reader.kind === 'host') {
    facts.push({ label: 'Customer', value: `${booking.customer.name}\n${booking.customer.email}` })
    for (const { question, answer } of answersInWords(booking)) facts.push({ label: question, value: answer })
  }
  const mayManage = reader.kind === 'customer'
  return {
    headline: headlineOf(news, when),
    paragraphs: mayManage ? (said[about] ?? []) : [],
    facts,
    ...(reader.kind === 'host' ? { button: { label: 'Open calendar', url: news.calendarUrl } } : {}),
    ...(mayManage && { button: { label: isOver ? 'See the booking' : 'Move or cancel', url: news.manageUrl } }),
    links: [],
    footer:
      reader.kind === 'host'
        ? `${company.name}: you receive this because you host these appointments.`
        : `${company.name}: you receive this because somebody booked this appointment with your address.`,
  }
}

const datesInWords = (dates: { startsAt: Instant }[], timeZone: TimeZone) =>
  dates
    .map(({ startsAt }) =>
      new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'short' }).format(startsAt),
    )
    .join('\n')

/** A mail about a booking: what happened, when in the reader's own zone, and the calendar part that real clients understand. */
function bookingMail(news: BookingNews, messageId: string): Mail {
  const { booking, company, hosts, about, now } = news
  const to = recipientOf(news)
  const when = whenInWords(booking.startsAt, booking.endsAt, to.timeZone)
  const letter = letterOf(news, when)
  const method = about === 'cancelled' ? 'CANCEL' : 'REQUEST'
  const organizer = hosts[0] ?? { name: company.name, email: news.mailFrom }
  const customer = { name: booking.customer.name, email: booking.customer.email, reply: 'ACCEPTED' as const }
  const calendar = {
    method,
    content: inviteText(method, {
      uid: booking.icalUid,
      sequence: booking.sequence,
      stampedAt: now,
      startsAt: booking.startsAt,
      endsAt: booking.endsAt,
      timeZone: to.timeZone,
      summary:
        news.reader.kind === 'host'
          ? `${booking.title}: ${booking.customer.name}`
          : `${booking.title} (${company.name})`,
      description: news.reader.kind === 'customer' ? `Move or cancel: ${news.manageUrl}` : '',
      location: booking.location,
      organizer: { name: organizer.name, email: organizer.email },
      attendees: [
        customer,
        ...hosts.slice(1).map(({ name, email }) => ({ name, email, reply: 'ACCEPTED' as const })),
        ...booking.guests.map((email) => ({ name: email, email, reply: 'NEEDS-ACTION' as const })),
      ],
    }),
  } as const
  return {
    messageId,
    to: { name: to.name, address: to.address },
    fromName: company.name,
    subject: letter.headline,
    text: textOf(letter),
    html: htmlOf(letter),
    // Nothing stands in anybody's calendar before it is certain, and nothing has to be taken away again.
    ...(about !== 'reminder' && about !== 'requested' && about !== 'declined' && { calendar }),
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
  const [company, people, token] = await Promise.all([
    store.company(effect.company),
    store.people(effect.company, booking.hosts, booking.resources),
    links.sign(effect.company, booking.id, 'manage', booking.linkGeneration),
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
  const about = isFormerHost ? 'cancelled' : effect.about === 'moved' && !heardBefore ? 'booked' : effect.about
  return bookingMail(
    {
      about,
      booking,
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
  if (recipient.to !== 'host') return undefined
  const { memberId } = recipient
  const host = hosts.find(({ id }) => id === memberId) ?? (await store.member(effect.company, memberId))
  return host && { kind: 'host' as const, host }
}
