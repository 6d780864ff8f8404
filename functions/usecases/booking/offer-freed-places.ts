import { isRefusal, type RefusalName } from '../../../shared/domain/answers/refusal.ts'
import { type Booking, principalsOf } from '../../../shared/domain/booking/booking.ts'
import { candidatesOf } from '../../../shared/domain/booking/groups.ts'
import {
  lookedAt,
  MOST_WAITING,
  standsAsAsked,
  type Waitlist,
  type WaitlistEntry,
  waitingInOrder,
  waitlistMinutesOf,
} from '../../../shared/domain/booking/waitlist.ts'
import type { Change } from '../../../shared/domain/changes/change.ts'
import { firstWaiting } from '../../../shared/domain/offers/first-waiting.ts'
import { slotRequestOf } from '../../../shared/domain/offers/slot-request.ts'
import { type Instant, startOfDay } from '../../../shared/domain/time/time.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { Waitlists } from '../../ports/waitlists.ts'
import { patienceFrom } from '../attempt.ts'
import type { World } from '../world.ts'
import { endWaitlist } from './end-waitlist.ts'
import { readFront } from './front.ts'
import { type HoldSlotStore, holdSlot } from './hold-slot.ts'
import { readOccupancy } from './occupancy.ts'
import type { WaitlistStore } from './waitlist.ts'
import { lookSoon } from './waitlist-writes.ts'

/** The repositories that it uses. */
export type OfferFreedPlacesStore = AppointmentTypes & Waitlists & HoldSlotStore & WaitlistStore

type Tools = World<OfferFreedPlacesStore>

/** So many people are asked in one go; the next sweep goes on. */
const MOST_ROUNDS = 20

/** After these it is worth looking anew: somebody was quicker, or the entry has been asked meanwhile. */
const OVERTAKEN: RefusalName[] = ['SlotTaken', 'Full', 'LimitReached', 'Changed']

/**
 * Asks whoever waits for places that have become free, in the order in which they came: each round looks at all who
 * wait and holds the first start that fits the first of them. Hold, entry and change row are one transaction, so that
 * it may run twice, and side by side with itself. No round begins after the deadline: the rounds go through many
 * people, each is a try of its own, and the next sweep goes on where these end.
 * @param deadline of somebody whose patience these share
 * @returns whether anybody waits still
 */
export async function offerFreedPlaces(
  tools: Tools,
  company: string,
  slug: string,
  deadline = patienceFrom(tools),
): Promise<boolean> {
  for (let round = 0; round < MOST_ROUNDS && tools.clock.elapsedMillis() < deadline; round++) {
    const now = tools.clock.now()
    const entries = waitingInOrder(await tools.store.waitlistEntries(company, slug, MOST_WAITING), now)
    const waiting = await asAsked(tools, company, entries, now)
    if (waiting.length === 0) return false
    const front = await readFront(tools, { company, slug }, { read: 'latest' }, now)
    const minutes = isRefusal(front) ? undefined : waitlistMinutesOf(front.type)
    // Nobody is asked while there is no list; who stands on it keeps their place.
    if (isRefusal(front) || minutes === undefined) return true
    const { type } = front
    const from = Math.max(now, Math.min(...waiting.map((one) => startOfDay(one.from, one.customer.timeZone))))
    const to = Math.max(...waiting.map(({ openUntil }) => openUntil))
    const whole = slotRequestOf(type, front.company, { timeZone: front.company.timeZone })
    const occupancy = await readOccupancy(tools, whole, from, to, 'latest')
    const found = firstWaiting(type, front.company, waiting, occupancy, now)
    if (!found) return true
    const { entry, startsAt } = found
    const { customer, durationMinutes, hostId, resourceId, seats } = entry
    const asking = { company, slug, startsAt, timeZone: customer.timeZone, durationMinutes, hostId, resourceId, seats }
    const held = await holdSlot(tools, asking, { entryId: entry.id, minutes }, deadline)
    if (isRefusal(held) && !OVERTAKEN.includes(held.refusal)) return true
  }
  await lookSoon(tools, company, slug, tools.clock.now())
  return true
}

/** Without those who wanted an earlier time than that of a booking that has been moved or cancelled since. */
async function asAsked(
  tools: Tools,
  company: string,
  entries: WaitlistEntry[],
  now: Instant,
): Promise<WaitlistEntry[]> {
  const ids = entries.flatMap(({ instead }) => instead?.bookingId ?? [])
  const bookings = ids.length === 0 ? [] : await tools.store.bookings(company, ids)
  const byId = new Map(bookings.map((booking) => [booking.id, booking]))
  return entries.filter((entry) => standsAsAsked(entry, byId.get(entry.id), now))
}

/** Looks at a list that is due, and says when to look again; one whose type was deleted ends. */
export async function lookAtWaitlist(tools: Tools, list: Waitlist): Promise<void> {
  const { company, type } = list
  const deadline = patienceFrom(tools)
  // Said before: what is heard of meanwhile must not be put off, and a fault must not keep it from being looked at
  // again.
  const next = lookedAt(list, true, tools.clock.now())
  if (!(await tools.store.putWaitlist(next, list.version))) return
  if (list.ending) {
    if (!(await endWaitlist(tools, list, deadline))) await lookSoon(tools, company, type, tools.clock.now())
    return
  }
  if (await offerFreedPlaces(tools, company, type, deadline)) return
  // Where somebody joins at this moment there is something to look at, and their moment stands.
  void (await tools.store.putWaitlist(lookedAt(next, false, tools.clock.now()), next.version))
}

const FREEING: Change['kind'][] = ['cancelled', 'declined', 'lapsed', 'moved', 'reassigned', 'unbooked']

/**
 * Asks whoever waits for the time of somebody or something that a change of a booking has set free, whatever type it
 * was booked by.
 */
export async function offerWhatWasFreed(tools: Tools, change: Change, booking: Booking): Promise<void> {
  if (!FREEING.includes(change.kind)) return
  const { company } = change
  const freed = [...principalsOf(booking), ...(change.formerHosts ?? [])]
  const types = (await tools.store.types(company)).filter(
    (type) =>
      type.state === 'published' &&
      waitlistMinutesOf(type) !== undefined &&
      candidatesOf(type).some((one) => freed.includes(one)),
  )
  const deadline = patienceFrom(tools)
  for (const { slug } of types) await offerFreedPlaces(tools, company, slug, deadline)
}
