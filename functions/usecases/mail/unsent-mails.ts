import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { Effect } from '../../../shared/domain/effects/effect.ts'
import { type AddressMark, isClosed, type MailStop } from '../../../shared/domain/effects/mail-trouble.ts'
import {
  discarded,
  isOnItsWay,
  isUnsent,
  mailWord,
  sentAgain,
  subjectOfMailWord,
} from '../../../shared/domain/effects/unsent-mail.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { RecordMail } from '../../../shared/domain/records/record-mail.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Effects } from '../../ports/effects.ts'
import type { Events } from '../../ports/events.ts'
import type { Invitations } from '../../ports/invitations.ts'
import type { MailAddresses } from '../../ports/mail-addresses.ts'
import type { MailStops } from '../../ports/mail-stops.ts'
import type { Members } from '../../ports/members.ts'
import type { Payments } from '../../ports/payment-rows.ts'
import type { RecordMails } from '../../ports/record-mails.ts'

/** The repositories that it uses. */
export type UnsentMailsStore = Bookings &
  Effects &
  Events &
  Invitations &
  MailAddresses &
  MailStops &
  Members &
  Payments &
  RecordMails

interface Tools {
  store: UnsentMailsStore
  clock: Clock
}

/** So many are listed at once. */
const MOST_LISTED = 50
/** So many pages of them are sent again at once. */
const MOST_PAGES = 4

/** A mail that has not gone, with what it is about and for whom. */
export interface UnsentMail {
  effect: Effect
  to: { name?: string; address: string } | undefined
  /** What came back from the address. */
  mark: AddressMark | undefined
  booking: Booking | undefined
  event: CalendarEvent | undefined
  /** From the page of a record. */
  written: RecordMail | undefined
}

/** What a mail is about, as it stands now, and where it is to go. */
async function described({ store }: Tools, effect: Effect): Promise<Omit<UnsentMail, 'mark'>> {
  const { company, subjectKind, subjectId, recipient, address } = effect
  const payment = subjectKind === 'payment' ? await store.payment(company, subjectId) : undefined
  const bookingId = payment ? payment.bookingId : subjectId
  const isAboutBooking = payment !== undefined || subjectKind === 'booking' || subjectKind === 'waitlist'
  const [booking, event, invitation, member, written] = await Promise.all([
    isAboutBooking ? store.booking(company, bookingId) : undefined,
    subjectKind === 'event' ? store.event(company, subjectId) : undefined,
    recipient.to === 'invited' ? store.invitation(company, subjectId) : undefined,
    recipient.to === 'host' ? store.member(company, recipient.memberId) : undefined,
    subjectKind === 'recordMail' ? store.recordMail(company, subjectId) : undefined,
  ])
  const named = 'email' in recipient ? { address: recipient.email } : undefined
  const theirs = booking && { name: booking.customer.name, address: booking.customer.email }
  const ours = member && { name: member.name, address: member.email }
  const invited = invitation && { address: invitation.email }
  const contact = written && { name: written.to.name, address: written.to.email }
  const known = named ?? ours ?? invited ?? contact ?? (recipient.to === 'customer' ? theirs : undefined)
  const to = address === undefined ? known : { ...known, address }
  return { effect, to, booking, event, written }
}

/**
 * Mails of a company that have not gone, those that were due last first, and whether any goes at all.
 * @param before the `next` of the page before
 */
export async function listUnsentMails(
  tools: Tools,
  company: string,
  before?: string,
): Promise<{ mails: UnsentMail[]; next: string | undefined; stop: MailStop | undefined }> {
  const { store } = tools
  const [page, stop] = await Promise.all([store.listedMails(company, MOST_LISTED, before), store.mailStop()])
  const found = await Promise.all(page.mails.filter(isUnsent).map((effect) => described(tools, effect)))
  const addresses = found.flatMap(({ to }) => to?.address.toLowerCase() ?? [])
  const marks = new Map((await store.addressMarks(company, addresses)).map((mark) => [mark.address, mark]))
  const mails = found.map((one) => ({ ...one, mark: one.to && marks.get(one.to.address.toLowerCase()) }))
  return { mails, next: page.next, stop }
}

/** The next mail is tried at once, where none went. */
async function tryNow({ store, clock }: Tools): Promise<void> {
  const stop = await store.mailStop()
  // Whoever tries one at this moment says how that went.
  if (stop) void (await store.putMailStop({ ...stop, nextTryAt: Math.min(stop.nextTryAt, clock.now()) }, stop))
}

async function discard({ store, clock }: Tools, effect: Effect): Promise<boolean> {
  const isDone = await store.revise(discarded(effect, clock.now()), effect)
  if (isDone) await store.unlistMail(effect)
  return isDone
}

/** Sends one mail again, also to an address that is marked; or discards it. Done twice it is done once. */
export async function decideUnsentMail(
  tools: Tools,
  company: string,
  word: string,
  decision: 'send' | 'discard',
): Promise<Refusal | undefined> {
  const { store, clock } = tools
  const effects = await store.effectsOf(company, subjectOfMailWord(word))
  const effect = effects.find((one) => one.effect === 'mail' && mailWord(one) === word)
  if (!effect || !isUnsent(effect)) return refuse('NotFound')
  if (isOnItsWay(effect, clock.now())) return refuse('Busy')
  if (decision === 'discard') return (await discard(tools, effect)) ? undefined : refuse('Busy')
  await tryNow(tools)
  return (await store.revise(sentAgain(effect, clock.now(), true), effect)) ? undefined : refuse('Busy')
}

/**
 * Sends again all that can go: not to addresses that are marked, that is decided one by one.
 * @returns how many, how many not, and whether there are more than are sent at once
 */
export async function sendUnsentMails(
  tools: Tools,
  company: string,
): Promise<{ sent: number; left: number; isCut: boolean }> {
  const { store, clock } = tools
  let [sent, left] = [0, 0]
  let next: string | undefined
  let pages = 0
  // First: the notice of one that is let go may be read before the next is, and would find all stopped for as long.
  await tryNow(tools)
  do {
    const page = await listUnsentMails(tools, company, next)
    for (const { effect, mark } of page.mails) {
      const mayGo = !isClosed(mark) && !isOnItsWay(effect, clock.now())
      // One that somebody begins at this moment goes by itself.
      if (mayGo && (await store.revise(sentAgain(effect, clock.now(), false), effect))) sent++
      else left++
    }
    next = page.next
    pages++
  } while (next !== undefined && pages < MOST_PAGES)
  return { sent, left, isCut: next !== undefined }
}

/** Takes the mark from an address: mails go there again. */
export const openAddress = ({ store }: Tools, company: string, address: string): Promise<void> =>
  store.removeAddressMark(company, address)
