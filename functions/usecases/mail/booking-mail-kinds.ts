import type { MailVoice } from '../../../shared/words/mail/mail-voice.ts'
import { type BookingNews, isOurs, names } from './booking-news.ts'

/** What tells the mails about a booking apart: a new one is an entry here, and its words. */
export interface BookingMailKind {
  /** @param what the appointment, with whom it is @param when in the reader's own zone */
  headline(news: BookingNews, voice: MailVoice, what: string, when: string): string
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
  booked: { headline: (news, { say }, what, when) => say(isOurs(news) ? 'newBooking' : 'booked', { what, when }) },
  requested: {
    headline: ({ reader }, { say }, what, when) =>
      say(reader.kind === 'host' ? 'pleaseAnswer' : 'requested', { what, when }),
    more: 'requestedMore',
    isInNoCalendar: true,
  },
  confirmed: { headline: plain('confirmed') },
  declined: { headline: plain('declined'), more: 'declinedMore', isCalledOff: true, isInNoCalendar: true },
  lapsed: { headline: plain('lapsed'), more: 'lapsedMore', isCalledOff: true, isInNoCalendar: true },
  moved: { headline: plain('moved'), isOfOneDate: true },
  reassigned: {
    headline: (news, { say, list }, what, when) =>
      say('reassigned', { who: list(names(news.hosts)), title: isOurs(news) ? what : news.booking.title, when }),
    isOfOneDate: true,
  },
  cancelled: { headline: plain('cancelled'), more: 'cancelledMore', isCalledOff: true },
  reminder: {
    headline: ({ minutesBefore }, { say, lead }, what, when) =>
      say('reminder', { lead: lead(minutesBefore ?? 0), what, when }),
    isOfOneDate: true,
    isInNoCalendar: true,
  },
}

/** How a piece of news is told; what has no mail of its own is told as a booking. */
export const kindOf = ({ about }: Pick<BookingNews, 'about'>): BookingMailKind => kinds[about as Told] ?? kinds.booked
