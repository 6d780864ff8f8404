import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { awaitsPayment, type Booking, type Customer, cancelled } from '../../../shared/domain/booking/booking.ts'
import { mayShareType, seesType } from '../../../shared/domain/booking/type-rights.ts'
import {
  type EndedWait,
  endOfDay,
  entryOfWord,
  faultsInDays,
  isAskedBy,
  isSameEntry,
  MOST_WAITING,
  orderBehind,
  type WaitlistEntry,
  waitlistMinutesOf,
} from '../../../shared/domain/booking/waitlist.ts'
import type { Choices } from '../../../shared/domain/offers/slot-request.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { LocalDate } from '../../../shared/domain/time/time.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { BookingContexts } from '../../ports/booking-context.ts'
import { type Waitlists, waitlistEntryRemoval } from '../../ports/waitlists.ts'
import { type Attempt, attempt, over, type Step } from '../attempt.ts'
import type { Links } from '../people/links.ts'
import type { World } from '../world.ts'
import { type ChangeBookingsStore, changeOfBookings } from './change-bookings.ts'
import { readFront } from './front.ts'
import { offeredTimes } from './list-slots.ts'
import type { OccupancyStore } from './occupancy.ts'
import { joiningWrites, lookSoon } from './waitlist-writes.ts'

/** The repositories that it uses. */
export type WaitlistStore = AppointmentTypes & BookingContexts & OccupancyStore & ChangeBookingsStore & Waitlists

type Tools = World<WaitlistStore>

/** Somebody who wants to hear of a place on these days. */
export interface WaitRequest extends Omit<Choices, 'timeZone'> {
  company: string
  slug: string
  from: LocalDate
  to: LocalDate
  customer: Customer
}

/**
 * Puts somebody on the list, behind all others. Whoever could book a time on these days is told so instead: a place is
 * held for those who could not.
 * @throws BadInput for days and choices that the type does not have
 */
export async function joinWaitlist(tools: Tools, request: WaitRequest): Promise<WaitlistEntry | Refusal> {
  const { company, slug, from, to, customer, durationMinutes, hostId, resourceId, seats = 1 } = request
  const id = tools.random.id()
  return attempt<WaitlistEntry | Refusal>(tools, async ({ now }) => {
    // The list first: where its type has been deleted since, it has another version.
    const list = await tools.store.waitlist(company, slug)
    const front = await readFront(tools, request, { read: 'latest' }, now)
    if (isRefusal(front)) return over(front)
    const { type } = front
    if (waitlistMinutesOf(type) === undefined)
      return over(refuse('NotOffered', { detail: 'This appointment has no waitlist.' }))
    const faults = faultsInDays(request, now)
    if (faults.length > 0) throw new BadInput(...faults)
    if (type.seats > 1 && seats > type.seats)
      throw new BadInput(inputFault('seats', 'tooLarge', { maximum: type.seats }))
    const asking = { from, to, durationMinutes, hostId, resourceId, seats, timeZone: customer.timeZone }
    const [entries, { starts }] = await Promise.all([
      tools.store.waitlistEntries(company, slug, MOST_WAITING + 1),
      offeredTimes(tools, type, front.company, asking, now),
    ])
    if (entries.some((one) => isSameEntry(one, request))) return over(refuse('AlreadyWaiting'))
    if (starts.length > 0) return over(refuse('StillFree'))
    if (entries.filter(({ openUntil }) => openUntil > now).length >= MOST_WAITING)
      return over(refuse('TooMany', { detail: `A waitlist takes at most ${MOST_WAITING} people.` }))
    const order = orderBehind(list)
    const entry: WaitlistEntry = {
      ...{ id, company, type: slug, version: 1, state: 'waiting', order, from, to, seats, customer },
      openUntil: endOfDay(to, customer.timeZone),
      ...(durationMinutes !== undefined && { durationMinutes }),
      ...(hostId !== undefined && { hostId }),
      ...(resourceId !== undefined && { resourceId }),
      createdAt: now,
    }
    return {
      writes: joiningWrites(list, entry, 0),
      done: () => entry,
      failed: (index) => (index === 0 ? tools.store.waitlistEntry(company, slug, id) : undefined),
    }
  })
}

/** What a link to a place on a waitlist leads to: the entry, or what is kept of it. */
export type LinkedEntry = { entry: WaitlistEntry; type: AppointmentType | undefined } | { ended: EndedWait }

/** The entry behind a link; a forged link names nothing, nor does one to an entry that has left. */
export async function entryOfLink(
  tools: Pick<Tools, 'store' | 'clock'> & { links: Links },
  token: string,
): Promise<LinkedEntry | Refusal> {
  const named = await tools.links.read(token, 'wait')
  const word = named && entryOfWord(named.subjectId)
  if (!word) return refuse('NotFound')
  const { company } = named
  const [entry, type] = await Promise.all([
    tools.store.waitlistEntry(company, word.type, word.id),
    tools.store.type(company, word.type),
  ])
  const ended = entry ? undefined : await tools.store.endedWait(company, word.type, word.id)
  const found = entry ?? ended
  if (!found) return refuse('NotFound')
  if (found.openUntil <= tools.clock.now()) return refuse('LinkEnded')
  return ended ? { ended } : { entry: entry!, type }
}

/**
 * Takes an entry from the list; a place that is held for it is given back, and the next one is asked by the next sweep.
 * @param deadline of somebody whose patience this shares
 */
export async function leaveWaitlist(
  tools: Tools,
  { company, type, id }: Pick<WaitlistEntry, 'company' | 'type' | 'id'>,
  deadline?: number,
): Promise<Refusal | undefined> {
  const decideOn = async (trying: Attempt): Promise<Step<Refusal | 'left' | 'givenBack'>> => {
    const entry = await tools.store.waitlistEntry(company, type, id)
    // Whoever left before is no fault.
    if (!entry) return over('left')
    const held = await heldFor(tools, entry)
    const leaving = waitlistEntryRemoval(entry)
    if (!held) return { writes: [leaving], done: () => 'left' as const }
    const { heldUntil: _ended, ...after } = cancelled(held, trying.now)
    return changeOfBookings(tools, trying, [{ before: held, after }], {
      also: [leaving],
      done: () => 'givenBack' as const,
    })
  }
  const left = await attempt(tools, decideOn, deadline)
  if (left === 'givenBack') await lookSoon(tools, company, type, tools.clock.now())
  return isRefusal(left) ? left : undefined
}

/** The hold that is offered to an entry, as long as it stands. */
export async function heldFor({ store }: Pick<Tools, 'store'>, entry: WaitlistEntry): Promise<Booking | undefined> {
  const { company, offered } = entry
  if (!offered || !isAskedBy(entry, offered.holdId)) return undefined
  const held = await store.booking(company, offered.holdId)
  return held?.status === 'held' && !awaitsPayment(held) ? held : undefined
}

/** Most entries of one answer. */
const MOST_LISTED = 1000

/**
 * Who waits for what a member keeps or serves: in order, those of a type together; and whether there are more of them.
 */
export async function listWaitlist(
  tools: Tools,
  member: Member,
): Promise<{ entries: WaitlistEntry[]; types: AppointmentType[]; isCut: boolean }> {
  const [all, found] = await Promise.all([
    tools.store.types(member.company),
    tools.store.waitlistEntries(member.company, undefined, MOST_LISTED + 1),
  ])
  const now = tools.clock.now()
  const types = all.filter((type) => seesType(member, type) && mayShareType(member, type))
  const slugs = new Set(types.map(({ slug }) => slug))
  const entries = found
    .slice(0, MOST_LISTED)
    .filter(({ type, openUntil }) => slugs.has(type) && openUntil > now)
    .sort((a, b) => (a.type === b.type ? a.order - b.order : a.type < b.type ? -1 : 1))
  return { entries, types, isCut: found.length > MOST_LISTED }
}

/** A member takes somebody from the list. */
export async function removeFromWaitlist(
  tools: Tools,
  member: Member,
  slug: string,
  id: string,
): Promise<Refusal | undefined> {
  const [type, entry] = await Promise.all([
    tools.store.type(member.company, slug),
    tools.store.waitlistEntry(member.company, slug, id),
  ])
  if (!type || !entry || !seesType(member, type)) return refuse('NotFound')
  return mayShareType(member, type) ? leaveWaitlist(tools, entry) : refuse('NotAllowed')
}
