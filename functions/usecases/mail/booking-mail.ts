import { answersInWords, type Booking, isMailed, videoCallNow } from '../../../shared/domain/booking/booking.ts'
import {
  type MailTemplate,
  type TemplateKind,
  type TemplateText,
  textFor,
} from '../../../shared/domain/booking/mail-template.ts'
import type { Effect } from '../../../shared/domain/effects/effect.ts'
import { isSameRecipient } from '../../../shared/domain/effects/recipient.ts'
import { leftOut } from '../../../shared/domain/effects/reminder-reason.ts'
import { calendarText } from '../../../shared/domain/invitation/calendar-file.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { type Instant, localDateOf } from '../../../shared/domain/time/time.ts'
import { readingOf } from '../../../shared/words/language.ts'
import { type MailVoice, mailVoice, voiceOf } from '../../../shared/words/mail/mail-voice.ts'
import type { TemplateLanguage } from '../../ports/template-language.ts'
import { bookingReaders, kindOf, mailOfType } from './booking-mail-kinds.ts'
import { type BookingNews, isOurs, names } from './booking-news.ts'
import { footerOf, type Letter, type WrittenMail } from './layout.ts'
import { type MailsAbout, type MailTools, messageIdOf } from './mail-writer.ts'
import { paymentLines } from './payment-lines.ts'
import { NothingSaid, saidByTemplate } from './template-letter.ts'

/** To whom a mail goes, and how it speaks to them: a guest reads it as the customer does. */
function recipientOf({ reader, booking, hosts }: BookingNews): { name: string; address: string; voice: MailVoice } {
  const { customer } = booking
  if (reader.kind === 'host') {
    const { name, email } = reader.host
    return { name, address: email, voice: voiceOf(reader.host) }
  }
  if (reader.kind === 'cc') {
    // Colleagues more often than customers: they read it as its host does.
    const [host] = hosts
    return { name: '', address: reader.email, voice: host ? voiceOf(host) : mailVoice(undefined, customer.timeZone) }
  }
  const voice = mailVoice(customer.locale, customer.timeZone)
  return reader.kind === 'guest'
    ? { name: '', address: reader.email, voice }
    : { name: customer.name, address: customer.email, voice }
}

function headlineOf(news: BookingNews, voice: MailVoice, when: string): string {
  const { booking, hosts } = news
  const who = isOurs(news) ? booking.customer.name : voice.list(names(hosts))
  const what = who === '' ? booking.title : voice.say('withWhom', { title: booking.title, who })
  return kindOf(news).headline(news, voice, what, when)
}

function factsOf(news: BookingNews, { say, list, moment, number, answers }: MailVoice, when: string): Letter['facts'] {
  const { booking, hosts, resources, about, reader } = news
  const { isOfOneDate, isCalledOff } = kindOf(news)
  const facts = [{ label: say('labelWhen'), value: when }]
  if (about === 'requested' && booking.answerBy !== undefined)
    facts.push({ label: say('labelAnswerBy'), value: moment(booking.answerBy) })
  if (booking.dates && !isOfOneDate && !isCalledOff) {
    const all = booking.dates.map(({ startsAt }) => moment(startsAt))
    facts.push({ label: say('labelAllDates'), value: all.join('\n') })
  }
  if (booking.seats > 1) facts.push({ label: say('labelPeople'), value: number(booking.seats) })
  if (hosts.length > 0) facts.push({ label: say('labelWith'), value: list(names(hosts)) })
  if (resources.length > 0) facts.push({ label: say('labelReserved'), value: list(names(resources)) })
  const video = videoCallNow(booking)
  if (video !== undefined) facts.push({ label: say('labelVideo'), value: video })
  if (booking.location) facts.push({ label: say('labelWhere'), value: booking.location })
  // Without a place it is online: whoever comes hears by which link, or that it is to come.
  else if (hosts.length > 0 && video === undefined && !isCalledOff)
    facts.push({ label: say('labelWhere'), value: say(booking.videoCallUrl === undefined ? 'online' : 'onlineVideo') })
  if (isOurs(news))
    facts.push({ label: say('labelCustomer'), value: `${booking.customer.name}\n${booking.customer.email}` })
  // Guests do not read what the customer answered.
  if (isOurs(news) || reader.kind === 'customer')
    for (const { question, answer } of answersInWords(booking, answers)) facts.push({ label: question, value: answer })
  return facts
}

/** What a type says to everybody who has booked it, once that is certain. */
function confirmationOf({ about, booking, reader }: BookingNews): Letter['paragraphs'] {
  const { confirmationMessage, confirmationMessageHtml: html } = booking
  const isCertain = mailOfType(about) === 'confirmation'
  const isTheirs = reader.kind === 'customer' || reader.kind === 'guest'
  if (!isCertain || !isTheirs || confirmationMessage === undefined) return []
  return [html === undefined ? confirmationMessage : { plain: confirmationMessage, html }]
}

/**
 * What was said when it was cancelled, as the words of whoever said it. A customer's reason is no business of their
 * guests.
 */
function messageOf(news: BookingNews, { say, list }: MailVoice): string[] {
  const { booking, hosts, company, reader } = news
  const { cancelMessage, cancelMessageBy, customer } = booking
  if (!kindOf(news).isCalledOff || cancelMessage === undefined) return []
  if (cancelMessageBy === 'customer' && reader.kind === 'guest') return []
  const ours = hosts.length > 0 ? list(names(hosts)) : company.name
  const who = cancelMessageBy === 'customer' ? customer.name : ours
  return [`${say('says', { who })}\n${cancelMessage}`]
}

const WHY = { host: 'whyHost', cc: 'whyCc', customer: 'whyCustomer', guest: 'whyCustomer' } as const

/** The words that a company has chosen for one language. */
export interface OwnWords {
  templates: TemplateLanguage
  language: string
  text: TemplateText
}

/** The mail that a template of a company may word: what customers and guests read once it is certain, or cancelled. */
function templateKindOf({ about, reader }: Pick<BookingNews, 'about' | 'reader'>): TemplateKind | undefined {
  if (reader.kind !== 'customer' && reader.kind !== 'guest') return undefined
  return mailOfType(about)
}

/** What the company says in its own words; what its host said to the customer is never lost with it. */
function ownWordsOf(news: BookingNews, voice: MailVoice, own: OwnWords): Pick<Letter, 'headline' | 'paragraphs'> {
  const { booking, company, hosts, reader } = news
  const manageUrl = reader.kind === 'customer' ? news.manageUrl : ''
  const spoken = { booking, company, hosts, manageUrl, kind: templateKindOf(news) ?? 'confirmation' }
  const { headline, paragraphs, saysMessage } = saidByTemplate(own.templates, own.text, spoken, voice)
  return {
    headline,
    paragraphs: saysMessage ? paragraphs : [...paragraphs, ...confirmationOf(news), ...messageOf(news, voice)],
  }
}

/** What Almanac says by itself. */
function builtInWordsOf(news: BookingNews, voice: MailVoice, when: string): Pick<Letter, 'headline' | 'paragraphs'> {
  const more = news.reader.kind === 'customer' && kindOf(news).more
  return {
    headline: headlineOf(news, voice, when),
    paragraphs: [...confirmationOf(news), ...messageOf(news, voice), ...(more ? [voice.say(more)] : [])],
  }
}

function letterOf(news: BookingNews, voice: MailVoice, when: string, own?: OwnWords): Letter {
  const { company, reader, about } = news
  const { say, language } = voice
  const isTheirs = reader.kind === 'customer'
  const { isCalledOff = false } = kindOf(news)
  // What it costs is no business of guests.
  const payment = reader.kind === 'guest' || about === 'reminder' ? undefined : news.payment
  const money = paymentLines(payment, news.booking, voice, { isCalledOff, isTheirs })
  const words = own ? ownWordsOf(news, voice, own) : builtInWordsOf(news, voice, when)
  return {
    language,
    headline: words.headline,
    // A receipt is one, in whatever words the rest stands.
    paragraphs: [...words.paragraphs, ...money.paragraphs],
    facts: [...(own ? [] : factsOf(news, voice, when)), ...money.facts],
    ...(reader.kind === 'host' && { button: { label: say('openCalendar'), url: news.calendarUrl } }),
    ...(reader.kind === 'customer' && {
      button: { label: say(isCalledOff ? 'seeBooking' : 'moveOrCancel'), url: news.manageUrl },
    }),
    links: money.links,
    footer: footerOf(say(WHY[reader.kind], { company: company.name }), company),
  }
}

/**
 * A mail about a booking: what happened, when in the reader's own zone, and the calendar part that real clients
 * understand.
 * @param own the company's own words; the whole mail speaks their language
 * @throws where they cannot be rendered
 */
export function bookingMail(news: BookingNews, messageId: string, own?: OwnWords): WrittenMail {
  const { booking, company } = news
  const { name, address, voice: usual } = recipientOf(news)
  const isOther = own !== undefined && own.language !== usual.language
  const voice = isOther ? mailVoice(own.language, booking.customer.timeZone) : usual
  const letter = letterOf(news, voice, voice.when(booking.startsAt, booking.endsAt), own)
  const others = otherDates(news)
  return {
    messageId,
    to: { name, address },
    fromName: company.name,
    subject: letter.headline,
    letter,
    ...(news.reader.kind !== 'cc' &&
      !kindOf(news).isInNoCalendar && {
        calendar: calendarOf(news, voice),
        ...(others.length > 0 && { moreCalendars: others.map((one) => calendarOf({ ...news, booking: one }, voice)) }),
      }),
  }
}

/** The further dates of what was booked in one go: each is a meeting of its own, and all stand in the calendar. */
function otherDates({ about, booking }: BookingNews): Booking[] {
  if (about !== 'booked') return []
  const others = (booking.dates ?? []).filter(({ bookingId }) => bookingId !== booking.id)
  return others.map(({ bookingId, startsAt }) => ({
    ...bookingAt(booking, startsAt),
    id: bookingId,
    icalUid: `${bookingId}@almanac`,
  }))
}

function calendarOf(news: BookingNews, { say }: MailVoice): NonNullable<WrittenMail['calendar']> {
  const { booking, company, hosts, about, reader } = news
  // Whoever handed it over has it no longer.
  const isNotTheirs = reader.kind === 'host' && !booking.hosts.includes(reader.host.id)
  const method = about === 'cancelled' || isNotTheirs ? 'CANCEL' : 'REQUEST'
  const organizer = hosts[0] ?? { name: company.name, email: news.mailFrom }
  const accepted = ({ name, email }: { name: string; email: string }) => ({ name, email, reply: 'accepted' as const })
  return {
    method,
    content: calendarText(method, [
      {
        uid: booking.icalUid,
        sequence: booking.sequence,
        stampedAt: booking.updatedAt,
        times: {
          kind: 'timed',
          startsAt: booking.startsAt,
          endsAt: booking.endsAt,
          timeZone: reader.kind === 'host' ? reader.host.timeZone : booking.customer.timeZone,
        },
        summary:
          reader.kind === 'host' ? `${booking.title}: ${booking.customer.name}` : `${booking.title} (${company.name})`,
        description: reader.kind === 'customer' ? `${say('moveOrCancel')}: ${news.manageUrl}` : '',
        location: booking.location || (videoCallNow(booking) ?? ''),
        organizer: { name: organizer.name, email: organizer.email },
        attendees: [
          accepted(booking.customer),
          ...hosts.slice(1).map(accepted),
          ...booking.guests.map((email) => ({ name: email, email, reply: 'needsAction' as const })),
        ],
      },
    ]),
  }
}

/** A booking as it was for somebody who had it at another time. */
const bookingAt = (booking: Booking, startsAt: Instant): Booking => ({
  ...booking,
  startsAt,
  endsAt: startsAt + (booking.endsAt - booking.startsAt),
})

/** The mails about a booking. */
export const bookingMails: MailsAbout = {
  to: bookingReaders,

  async write(tools, effect, siblings) {
    const { store, links, publicAddress, mailFrom } = tools
    const booking = await store.booking(effect.company, effect.subjectId)
    if (!booking) return { skip: leftOut.bookingGone }
    // Only the present state is worth a mail: a later version has its own.
    if (booking.version > effect.version && effect.about !== 'reminder') return { skip: 'superseded' }
    if (effect.about === 'reminder') {
      if (booking.status === 'cancelled') return { skip: leftOut.bookingCancelled }
      if (booking.startsAt !== effect.startsAt) return { skip: leftOut.bookingMoved }
      if (booking.startsAt <= tools.clock.now()) return { skip: leftOut.begun }
    }
    const [company, people, token, payment] = await Promise.all([
      store.company(effect.company),
      store.people(effect.company, booking.hosts, booking.resources),
      links.sign(effect.company, booking.id, 'manage', booking.linkGeneration),
      booking.paymentId === undefined ? undefined : store.payment(effect.company, booking.paymentId),
    ])
    const reader = await readerOf(tools, effect, people.members)
    if (!reader || !company) return { skip: leftOut.readerGone }
    const heardBefore = siblings.some(
      (one) =>
        one.subjectKind === effect.subjectKind &&
        isSameRecipient(one.recipient, effect.recipient) &&
        one.state === 'sent' &&
        one.effect === 'mail' &&
        one.about !== 'reminder',
    )
    const isFormerHost = reader.kind === 'host' && !booking.hosts.includes(reader.host.id)
    // A customer or guest who was not told of it on purpose hears of the move as one.
    const isLeftOut = reader.kind !== 'host' && reader.kind !== 'cc' && !isMailed(booking, 'confirmation')
    const isUntold = !heardBefore && !isLeftOut
    const isNews = effect.about === 'moved' || effect.about === 'reassigned'
    const about =
      isFormerHost && effect.about !== 'reassigned'
        ? 'cancelled'
        : isNews && isUntold && !isFormerHost
          ? 'booked'
          : effect.about
    const news: BookingNews = {
      about,
      booking: isFormerHost && effect.wasAt !== undefined ? bookingAt(booking, effect.wasAt) : booking,
      payment,
      company: company.company,
      hosts: people.members,
      resources: people.resources,
      reader,
      manageUrl: `${publicAddress}/booking/${token}`,
      calendarUrl: calendarUrlOf(publicAddress, booking, reader),
      mailFrom,
      minutesBefore: effect.minutesBefore,
    }
    const messageId = messageIdOf(effect, mailFrom)
    const template = await templateFor(tools, news)
    const chosen = template && textFor(template, readingOf([booking.customer.locale]).language)
    if (!chosen) return bookingMail(news, messageId)
    try {
      return bookingMail(news, messageId, { templates: tools.templates, ...chosen })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      const code = error instanceof NothingSaid ? error.code : 'unreadable'
      await noteFailure(tools, template, { at: tools.clock.now(), reason, code })
      return { ...bookingMail(news, messageId), note: `template ${template.id} could not be used: ${reason}` }
    }
  },
}

/**
 * Its day in the host's calendar, with the booking opened: there it is answered, moved and cancelled, beside what else
 * stands there.
 */
function calendarUrlOf(publicAddress: string, { id, startsAt }: Booking, reader: BookingNews['reader']): string {
  if (reader.kind !== 'host') return publicAddress
  const date = localDateOf(startsAt, reader.host.timeZone)
  return `${publicAddress}/calendar/event/${encodeURIComponent(id)}?view=day&date=${date}`
}

/** How the company words this mail, as its type says now; nothing where the built-in text is read. */
async function templateFor({ store }: MailTools, news: BookingNews): Promise<MailTemplate | undefined> {
  const kind = templateKindOf(news)
  if (!kind) return undefined
  const { company, type: slug } = news.booking
  const type = await store.type(company, slug)
  const templateId = type?.[`${kind}Mail`].templateId
  const template = templateId === undefined ? undefined : await store.mailTemplate(company, templateId)
  return template?.kind === kind ? template : undefined
}

/** Says at the template why it was not used. */
async function noteFailure(
  { store }: MailTools,
  template: MailTemplate,
  failure: NonNullable<MailTemplate['failure']>,
): Promise<void> {
  // What somebody words anew at this moment is tried by the next mail.
  void (await store.putMailTemplate({ ...template, failure, version: template.version + 1 }, template.version))
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
