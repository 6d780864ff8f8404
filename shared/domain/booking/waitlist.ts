import { type InputFault, inputFault } from '../answers/bad-input.ts'
import { addDays, formatInstant, type Instant, type LocalDate, localDateOf, startOfDay } from '../time/time.ts'
import { DAY_MS, MINUTE_MS } from '../time/units.ts'
import type { AppointmentType } from './appointment-type.ts'
import { type Booking, type Customer, durationMinutesOf, refusalToMove } from './booking.ts'

/** A place that was offered: the hold that keeps it, and until when. */
export interface OfferedPlace {
  holdId: string
  startsAt: Instant
  until: Instant
}

/**
 * Somebody who waits until something becomes free on certain days. Each is asked once, in the order in which they came.
 */
export interface WaitlistEntry {
  id: string
  company: string
  type: string
  version: number
  /**
   * `asked`: a place is held for them; `taken`: they booked it, or are paying for it; `passed`: they did not in time.
   */
  state: 'waiting' | 'asked' | 'taken' | 'passed'
  /** Their place in the order: whoever came first has the smaller one. */
  order: number
  /** The days, both inclusive, on the calendar of the customer's zone. */
  from: LocalDate
  to: LocalDate
  /** The end of the last day: from then on nobody waits any more. */
  openUntil: Instant
  customer: Customer
  /** Seats of a class, or people to be seated. */
  seats: number
  durationMinutes?: number | undefined
  hostId?: string | undefined
  resourceId?: string | undefined
  offered?: OfferedPlace
  /** Somebody who has a booking and wants an earlier time in its place: when it was as they asked for that. */
  instead?: { bookingId: string; startsAt: Instant } | undefined
  createdAt: Instant
}

/** The list of one type as a whole: what orders it, and when somebody has to look whether something has become free. */
export interface Waitlist {
  company: string
  type: string
  version: number
  /** Absent: nobody waits. */
  lookAt?: Instant
  /** Its type has been deleted, under this title: nobody joins, and whoever is on it is told that they wait no more. */
  ending?: { title: string; at: Instant; by: string } | undefined
}

/**
 * Somebody whose waiting has ended because what they waited for is no longer offered: what their link says and their
 * mail tells.
 */
export interface EndedWait
  extends Pick<WaitlistEntry, 'id' | 'company' | 'type' | 'from' | 'to' | 'openUntil' | 'customer' | 'instead'> {
  /** The order in which they had come: who waits twice for what is called so is told twice. */
  version: number
  /** What it was called. */
  title: string
  /** The place that was held for them until then. */
  lost?: { startsAt: Instant; endsAt: Instant } | undefined
  endedAt: Instant
}

/** So many entries a list may have, those that were asked with them. */
export const MOST_WAITING = 500
/** So many days one may wait for at once, and so far ahead. */
export const MOST_WAITED_DAYS = 14
export const MOST_DAYS_AHEAD = 400
/** So far ahead whoever has a booking waits for an earlier time. */
export const MOST_EARLIER_DAYS = 60
/** So often a list is looked at, whatever is heard of changes: hours and events free time as well. */
export const LOOK_EVERY_MS = 5 * MINUTE_MS
/** So long what has become of an entry is kept after its last day. */
export const KEPT_AFTER_MS = DAY_MS

/** The end of a day, on the calendar of a zone. */
export const endOfDay = (date: LocalDate, zone: string): Instant => startOfDay(addDays(date, 1), zone)

/** How long a freed place of a type is held for whoever is asked; nothing where it has no waitlist. */
export function waitlistMinutesOf({ waitlistMinutes }: Pick<AppointmentType, 'waitlistMinutes'>): number | undefined {
  return waitlistMinutes ?? undefined
}

/** So many entries end in one go. */
export const MOST_ENDED_AT_ONCE = 25

/** What is kept of an entry whose type has been deleted. @param held the hold that was offered, and is given back */
export function endedWait(
  entry: WaitlistEntry,
  { title }: NonNullable<Waitlist['ending']>,
  held: Booking | undefined,
  now: Instant,
): EndedWait {
  const { id, company, type, order, from, to, openUntil, customer, instead } = entry
  return {
    ...{ id, company, type, version: order, title, from, to, openUntil, customer },
    ...(instead && { instead }),
    ...(held && { lost: { startsAt: held.startsAt, endsAt: held.endsAt } }),
    endedAt: now,
  }
}

/** The list of a type that is being deleted: whoever looks at it next sends home whoever is on it. */
export function ending(
  { company, slug, title }: Pick<AppointmentType, 'company' | 'slug' | 'title'>,
  list: Waitlist | undefined,
  by: string,
  now: Instant,
): Waitlist {
  return { company, type: slug, version: orderBehind(list), lookAt: now, ending: { title, at: now, by } }
}

/** The list once everybody is told: the next type that is called so begins with it. */
export function emptied({ company, type, version }: Waitlist): Waitlist {
  return { company, type, version: version + 1 }
}

/** How changes and mails name somebody on a list: an entry for an earlier time has the id of its booking. */
export const wordOfEntry = ({ type, id }: Pick<WaitlistEntry, 'type' | 'id'>): string => `${type}-${id}`

/** The entry that such a word names. */
export function entryOfWord(word: string): Pick<WaitlistEntry, 'type' | 'id'> | undefined {
  const [, type, id] = /^(.+)-([a-z0-9]+)$/.exec(word) ?? []
  return type === undefined || id === undefined ? undefined : { type, id }
}

/** The place behind all others. */
export const orderBehind = (list: Waitlist | undefined): number => (list?.version ?? 0) + 1

/** Whoever waits still, in order. */
export function waitingInOrder(entries: WaitlistEntry[], now: Instant): WaitlistEntry[] {
  return entries
    .filter(({ state, openUntil }) => state === 'waiting' && openUntil > now)
    .sort((a, b) => a.order - b.order)
}

/** Whether something may still come of it. */
export const isOpenEntry = ({ state }: Pick<WaitlistEntry, 'state'>): boolean =>
  state === 'waiting' || state === 'asked'

/** Whether an entry keeps the same address from the list for the same days. */
export function isSameEntry(
  one: WaitlistEntry,
  { customer, from, to }: Pick<WaitlistEntry, 'customer' | 'from' | 'to'>,
): boolean {
  const isOpen = one.instead === undefined && isOpenEntry(one)
  return isOpen && one.customer.email === customer.email && one.from === from && one.to === to
}

/**
 * Whether somebody who wants an earlier time wants it still: the booking stands where it stood, and may be moved; and
 * the days that they wait for are not over.
 */
export function standsAsAsked(
  { instead, openUntil }: WaitlistEntry,
  booking: Booking | undefined,
  now: Instant,
): boolean {
  if (!instead) return true
  return openUntil > now && booking?.startsAt === instead.startsAt && refusalToMove(booking, now) === undefined
}

/** The entry of somebody who wants an earlier time than that of their booking; it bears the id of the booking. */
export function entryForEarlier(booking: Booking, order: number, version: number, now: Instant): WaitlistEntry {
  const { id, company, type, customer, seats, startsAt } = booking
  const until = Math.min(startsAt, now + MOST_EARLIER_DAYS * DAY_MS)
  return {
    ...{ id, company, type, customer, seats, order, version },
    state: 'waiting',
    from: localDateOf(now, customer.timeZone),
    to: localDateOf(until, customer.timeZone),
    openUntil: until,
    durationMinutes: durationMinutesOf(booking),
    instead: { bookingId: id, startsAt },
    createdAt: now,
  }
}

/** The entry once a place is held for it. */
export function asked(entry: WaitlistEntry, { id, startsAt, heldUntil }: Booking): WaitlistEntry {
  const offered = { holdId: id, startsAt, until: heldUntil! }
  return { ...entry, version: entry.version + 1, state: 'asked', offered }
}

/** The entry once the place that was held for it is taken, or given back. */
export function answered(entry: WaitlistEntry, state: 'taken' | 'passed'): WaitlistEntry {
  return { ...entry, version: entry.version + 1, state }
}

/** Whether an entry was asked by this hold and has not answered yet. */
export function isAskedBy(entry: WaitlistEntry | undefined, holdId: string): entry is WaitlistEntry {
  return entry?.state === 'asked' && entry.offered?.holdId === holdId
}

/** The list with the moment at which it is looked at next, if anybody waits. */
export function lookedAt(list: Waitlist, isAnybodyWaiting: boolean, now: Instant): Waitlist {
  const { lookAt: _before, ...rest } = list
  return { ...rest, version: list.version + 1, ...(isAnybodyWaiting && { lookAt: now + LOOK_EVERY_MS }) }
}

/** What is wrong with days that one wants to wait for: they are over or too far ahead, on the customer's calendar. */
export function faultsInDays(
  { from, to, customer }: Pick<WaitlistEntry, 'from' | 'to' | 'customer'>,
  now: Instant,
): InputFault[] {
  const today = localDateOf(now, customer.timeZone)
  return [
    ...(from < today ? [inputFault('from', 'inPast')] : []),
    ...(to > addDays(today, MOST_DAYS_AHEAD)
      ? [inputFault('to', 'tooFarApart', { days: MOST_DAYS_AHEAD, other: 'today' })]
      : []),
  ]
}

/** The booking page of a type, with what it is to show. */
export function bookingPageUrl(
  publicAddress: string,
  { company, type }: Pick<WaitlistEntry, 'company' | 'type'>,
  shown: Record<string, string>,
): string {
  return `${publicAddress}/book/${company}/${type}?${new URLSearchParams(shown)}`
}

/** Where a place that is held for somebody is booked. @param hold the token of the hold */
export function offerUrl(
  publicAddress: string,
  { startsAt, ...type }: Pick<WaitlistEntry, 'company' | 'type'> & { startsAt: Instant },
  hold: string,
): string {
  return bookingPageUrl(publicAddress, type, { at: formatInstant(startsAt), hold })
}
