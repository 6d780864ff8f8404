import { type Booking, isMailed } from '../../../shared/domain/booking/booking.ts'
import type { TemplateKind } from '../../../shared/domain/booking/mail-template.ts'
import { type Change, memberBehind } from '../../../shared/domain/changes/change.ts'
import type { Recipient } from '../../../shared/domain/effects/recipient.ts'
import type { MailVoice } from '../../../shared/words/mail/mail-voice.ts'
import { type BookingNews, isOurs, names } from './booking-news.ts'

/** What tells the mails about a booking apart: a new one is an entry here, and its words. */
export interface BookingMailKind {
  /** @param what the appointment, with whom it is @param when in the reader's own zone */
  headline(news: BookingNews, voice: MailVoice, what: string, when: string): string
  /** Which mail of its type it is: that one a type may leave out, and word. */
  ofType?: TemplateKind
  /** What a customer needs to know beside the facts. */
  more?: 'cancelledMore' | 'requestedMore' | 'declinedMore' | 'lapsedMore'
  /** It does not take place: nothing is to be kept of it. */
  isCalledOff?: true
  /** Its other dates were said before, or are not what it is about. */
  isOfOneDate?: true
  /** Nothing stands in anybody's calendar before it is certain, and nothing has to be taken away again. */
  isInNoCalendar?: true
}

type Told =
  | 'booked'
  | 'requested'
  | 'confirmed'
  | 'declined'
  | 'lapsed'
  | 'moved'
  | 'reassigned'
  | 'cancelled'
  | 'reminder'

const plain =
  (word: 'moved' | 'cancelled' | 'confirmed' | 'declined' | 'lapsed') =>
  (_news: BookingNews, { say }: MailVoice, what: string, when: string) =>
    say(word, { what, when })

const kinds: Record<Told, BookingMailKind> = {
  booked: {
    headline: (news, { say }, what, when) => say(isOurs(news) ? 'newBooking' : 'booked', { what, when }),
    ofType: 'confirmation',
  },
  requested: {
    headline: ({ reader }, { say }, what, when) =>
      say(reader.kind === 'host' ? 'pleaseAnswer' : 'requested', { what, when }),
    more: 'requestedMore',
    isInNoCalendar: true,
  },
  confirmed: { headline: plain('confirmed'), ofType: 'confirmation' },
  declined: { headline: plain('declined'), more: 'declinedMore', isCalledOff: true, isInNoCalendar: true },
  lapsed: { headline: plain('lapsed'), more: 'lapsedMore', isCalledOff: true, isInNoCalendar: true },
  moved: { headline: plain('moved'), isOfOneDate: true },
  reassigned: {
    headline: (news, { say, list }, what, when) =>
      say('reassigned', { who: list(names(news.hosts)), title: isOurs(news) ? what : news.booking.title, when }),
    isOfOneDate: true,
  },
  cancelled: { headline: plain('cancelled'), ofType: 'cancellation', more: 'cancelledMore', isCalledOff: true },
  reminder: {
    headline: ({ minutesBefore }, { say, lead }, what, when) =>
      say('reminder', { lead: lead(minutesBefore ?? 0), what, when }),
    isOfOneDate: true,
    isInNoCalendar: true,
  },
}

const isTold = (about: BookingNews['about']): about is Told => Object.hasOwn(kinds, about)

/**
 * How a piece of news is told.
 * @throws for what no mail tells: a mail that says something else is worse than one that people have to look after
 */
export function kindOf({ about }: Pick<BookingNews, 'about'>): BookingMailKind {
  if (!isTold(about)) throw new Error(`no mail says that a booking was ${about}`)
  return kinds[about]
}

/** Which mail of its type a piece of news is told by, if any. */
export const mailOfType = (about: BookingNews['about']): TemplateKind | undefined =>
  isTold(about) ? kinds[about].ofType : undefined

/**
 * Who is mailed because of a booking's change: the customer, also when they did it themselves (it is their record), and
 * the guests, unless its type leaves that mail out; who is to hear of everything; and each host except the one who did
 * it.
 */
export function bookingReaders(change: Change, booking: Booking | undefined): Recipient[] {
  // It takes place all the same: there is nothing to be told.
  if (!booking || change.kind === 'unbooked') return []
  const actor = memberBehind(change.origin)
  const hosts = [...booking.hosts, ...(change.formerHosts ?? [])].filter((host) => host !== actor)
  const byCalendar = change.origin.startsWith('connection:')
  const mail = mailOfType(change.kind)
  const isQuiet = booking.isQuiet || (mail !== undefined && !isMailed(booking, mail))
  const theirs: Recipient[] = [{ to: 'customer' }, ...booking.guests.map((email) => ({ to: 'guest' as const, email }))]
  return [
    ...(isQuiet ? [] : theirs),
    ...(booking.ccTo ?? []).map((email) => ({ to: 'cc' as const, email })),
    // A host who moved it in a connected calendar knows already.
    ...(byCalendar ? hosts.slice(1) : hosts).map((memberId) => ({ to: 'host' as const, memberId })),
  ]
}
