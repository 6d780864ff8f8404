import type { Booking } from '../../../shared/domain/booking/booking.ts'
import { entryOfWord, offerUrl, standsAsAsked, type WaitlistEntry } from '../../../shared/domain/booking/waitlist.ts'
import type { Effect } from '../../../shared/domain/effects/effect.ts'
import { type LocalDate, startOfDay } from '../../../shared/domain/time/time.ts'
import { type MailVoice, mailVoice } from '../../../shared/words/mail/mail-voice.ts'
import { waitingUrl } from '../booking/waitlist-links.ts'
import { footerOf, type Letter } from './layout.ts'
import { type MailsAbout, type MailTools, messageIdOf, type Written } from './mail-writer.ts'

/** An offer, as whoever waits is told of it. */
interface Offered {
  held: Booking
  entry: WaitlistEntry
  voice: MailVoice
  /** The appointment, with whom it is. */
  what: string
  when: string
  /** Until when it is held. */
  until: string
  company: string
}

/** What tells the two mails apart. */
type Said = Pick<Letter, 'headline' | 'paragraphs' | 'button' | 'links'> & { why: string }

/** To somebody who has nothing yet: where they book the place. */
async function placeSaid(tools: MailTools, { held, entry, voice, what, when, until, company }: Offered): Promise<Said> {
  const { say } = voice
  const [hold, { url }] = await Promise.all([
    tools.links.sign(held.company, held.id, 'hold', held.linkGeneration),
    waitingUrl(tools, entry),
  ])
  return {
    headline: say('placeFree', { what, when }),
    paragraphs: [say('placeHeld', { until })],
    button: { label: say('bookPlace'), url: offerUrl(tools.publicAddress, held, hold) },
    links: [{ label: say('leaveWaitlist'), url }],
    why: say('whyWaiting', { company }),
  }
}

/** To somebody who has a booking at a later time: its page, where they take the earlier one or leave it. */
async function earlierSaid(
  tools: MailTools,
  { voice, what, when, until, company }: Offered,
  booking: Booking,
): Promise<Said> {
  const { say } = voice
  const token = await tools.links.sign(booking.company, booking.id, 'manage', booking.linkGeneration)
  return {
    headline: say('earlierFree', { what, when }),
    paragraphs: [say('earlierHeld', { until, now: voice.when(booking.startsAt, booking.endsAt) })],
    button: { label: say('takeEarlier'), url: `${tools.publicAddress}/booking/${token}` },
    links: [],
    why: say('whyEarlier', { company }),
  }
}

/**
 * To somebody who waited for what is no longer offered: that their waiting has ended, and what of theirs stands.
 * Whoever wanted an earlier time keeps their booking.
 */
async function endedMail(tools: MailTools, effect: Effect): Promise<Written> {
  const { store, mailFrom } = tools
  const word = entryOfWord(effect.subjectId)
  const ended = word && (await store.endedWait(effect.company, word.type, word.id))
  // Kept until the days that they waited for are over.
  if (ended?.version !== effect.version) return { skip: 'the days that they waited for are over' }
  const [company, booking] = await Promise.all([
    store.company(ended.company),
    ended.instead && store.booking(ended.company, ended.instead.bookingId),
  ])
  if (!company) return { skip: 'the company is gone' }
  const { company: of } = company
  const { name, email, locale, timeZone } = ended.customer
  const voice = mailVoice(locale, timeZone)
  const { say } = voice
  const dayOf = (date: LocalDate) => voice.day(startOfDay(date, timeZone))
  const days = ended.from === ended.to ? dayOf(ended.from) : `${dayOf(ended.from)} – ${dayOf(ended.to)}`
  const kept = booking?.status === 'confirmed' && booking.startsAt > tools.clock.now() ? booking : undefined
  const token = kept && (await tools.links.sign(of.slug, kept.id, 'manage', kept.linkGeneration))
  const headline = say('waitEnded', { title: ended.title })
  const letter: Letter = {
    language: voice.language,
    headline,
    paragraphs: [
      say(ended.instead ? 'waitEndedEarlier' : 'waitEndedMore', { company: of.name }),
      ...(ended.lost ? [say('waitEndedLost', { when: voice.when(ended.lost.startsAt, ended.lost.endsAt) })] : []),
      ...(kept ? [say('waitEndedStands', { when: voice.when(kept.startsAt, kept.endsAt) })] : []),
    ],
    facts: ended.instead ? [] : [{ label: say('labelWaitedFor'), value: days }],
    ...(kept && { button: { label: say('seeBooking'), url: `${tools.publicAddress}/booking/${token}` } }),
    links: [],
    footer: footerOf(say(ended.instead ? 'whyEarlier' : 'whyWaiting', { company: of.name }), of),
  }
  return {
    messageId: messageIdOf(effect, mailFrom),
    to: { name, address: email },
    fromName: of.name,
    subject: headline,
    letter,
  }
}

/** The mails to somebody who waits: what is held for them, until when, and where they take it; or that it has ended. */
export const waitlistMails: MailsAbout = {
  to: () => [{ to: 'customer' }],

  async write(tools, effect) {
    if (effect.about === 'waitEnded') return endedMail(tools, effect)
    const { store, mailFrom } = tools
    const now = tools.clock.now()
    const held = await store.booking(effect.company, effect.subjectId)
    const until = held?.heldUntil ?? 0
    if (held?.status !== 'held' || held.offeredTo === undefined || until <= now)
      return { skip: 'the place is no longer held' }
    const [entry, company, people] = await Promise.all([
      store.waitlistEntry(held.company, held.type, held.offeredTo),
      store.company(held.company),
      store.people(held.company, held.hosts, []),
    ])
    if (!entry || !company) return { skip: 'whoever waited has left' }
    const booking = entry.instead && (await store.booking(held.company, entry.instead.bookingId))
    if (!standsAsAsked(entry, booking, now)) return { skip: 'the booking is not what it was' }
    const { name, email, locale, timeZone } = entry.customer
    const voice = mailVoice(locale, timeZone)
    const { say } = voice
    const who = voice.list(people.members.map((one) => one.name))
    const offered: Offered = {
      held,
      entry,
      voice,
      what: who === '' ? held.title : say('withWhom', { title: held.title, who }),
      when: voice.when(held.startsAt, held.endsAt),
      until: voice.moment(until),
      company: company.company.name,
    }
    const { why, ...said } = await (booking ? earlierSaid(tools, offered, booking) : placeSaid(tools, offered))
    const letter: Letter = {
      ...said,
      language: voice.language,
      facts: [
        { label: say('labelWhen'), value: offered.when },
        ...(held.location === '' ? [] : [{ label: say('labelWhere'), value: held.location }]),
      ],
      footer: footerOf(why, company.company),
    }
    return {
      messageId: messageIdOf(effect, mailFrom),
      to: { name, address: email },
      fromName: company.company.name,
      subject: letter.headline,
      letter,
    }
  },
}
