import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import {
  type Booking,
  cancelled,
  durationMinutesOf,
  moved,
  refusalToMove,
  takingPlaceOf,
} from '../../../shared/domain/booking/booking.ts'
import {
  entryForEarlier,
  isOpenEntry,
  MOST_WAITING,
  orderBehind,
  standsAsAsked,
  type WaitlistEntry,
  waitlistMinutesOf,
} from '../../../shared/domain/booking/waitlist.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import { type Attempt, attempt, over, patienceFrom, type Step } from '../attempt.ts'
import type { World } from '../world.ts'
import { changeOfBookings } from './change-bookings.ts'
import { readFront } from './front.ts'
import { offeredTimes } from './list-slots.ts'
import { type MoveBookingStore, moveBooking } from './move-booking.ts'
import { heldFor, type WaitlistStore } from './waitlist.ts'
import { answeringWrites, joiningWrites } from './waitlist-writes.ts'

/** The repositories that it uses. */
export type EarlierTimeStore = WaitlistStore & MoveBookingStore

type Tools = World<EarlierTimeStore>

/**
 * Puts whoever has a booking on the waitlist of its type for an earlier time, behind all others; where one is free
 * already they are told so. Asking again changes nothing.
 */
export function waitForEarlier(
  tools: Tools,
  { company, id }: Pick<Booking, 'company' | 'id'>,
): Promise<WaitlistEntry | Refusal> {
  return attempt<WaitlistEntry | Refusal>(tools, async ({ now }) => {
    const booking = await tools.store.booking(company, id)
    const refusal = booking ? refusalToMove(booking, now) : refuse('NotFound')
    if (!booking || refusal) return over(refusal ?? refuse('NotFound'))
    const { type: slug, startsAt, seats, customer } = booking
    // The list first: where its type has been deleted since, it has another version.
    const list = await tools.store.waitlist(company, slug)
    const front = await readFront(tools, { company, slug }, { read: 'latest' }, now)
    if (isRefusal(front)) return over(front)
    const durationMinutes = durationMinutesOf(booking)
    if (waitlistMinutesOf(front.type) === undefined || !front.type.durationsMinutes.includes(durationMinutes))
      return over(refuse('NotOffered', { detail: 'This appointment has no waitlist.' }))
    const entries = await tools.store.waitlistEntries(company, slug, MOST_WAITING + 1)
    const before = entries.find((one) => one.id === id)
    if (before && isOpenEntry(before) && standsAsAsked(before, booking, now)) return over(before)
    const entry = entryForEarlier(booking, orderBehind(list), (before?.version ?? 0) + 1, now)
    const { from, to } = entry
    const asking = { from, to, durationMinutes, seats, timeZone: customer.timeZone }
    const { starts } = await offeredTimes(tools, front.type, front.company, asking, now)
    if (starts.some((one) => one.startsAt < startsAt)) return over(refuse('StillFree'))
    if (!before && entries.filter(({ openUntil }) => openUntil > now).length >= MOST_WAITING)
      return over(refuse('TooMany', { detail: `A waitlist takes at most ${MOST_WAITING} people.` }))
    return { writes: joiningWrites(list, entry, before?.version ?? 0), done: () => entry }
  })
}

/**
 * Moves a booking to the earlier time that is held for it: hold, booking and entry in one transaction. Where the hold
 * has ended it is moved as any other is, if the time is free still. Taken twice it is taken once.
 */
export async function takeEarlier(
  tools: Tools,
  { company, id }: Pick<Booking, 'company' | 'id'>,
): Promise<Booking | Refusal> {
  const deadline = patienceFrom(tools)
  const decideOn = async (trying: Attempt): Promise<Step<Booking | Refusal | { late: Instant }>> => {
    const { now } = trying
    const booking = await tools.store.booking(company, id)
    if (!booking) return over(refuse('NotFound'))
    const entry = await tools.store.waitlistEntry(company, booking.type, id)
    if (!entry?.offered) return over(refuse('NotFound'))
    if (entry.state === 'taken' && booking.startsAt === entry.offered.startsAt) return over(booking)
    const refusal = refusalToMove(booking, now)
    if (refusal) return over(refusal)
    const held = await heldFor(tools, entry)
    if (!standsAsAsked(entry, booking, now)) return over(refuse('Changed'))
    if (!held || held.heldUntil! <= now) return over({ late: entry.offered.startsAt })
    const { heldUntil: _ended, ...released } = cancelled(held, now)
    const after = moved(takingPlaceOf(booking, held), held.startsAt, held, now)
    return changeOfBookings<Booking>(tools, trying, [{ before: booking, after }], {
      change: { kind: 'moved', origin: 'customer' },
      unsaid: [{ before: held, after: released }],
      also: await answeringWrites(tools, held, 'taken'),
      done: () => after,
    })
  }
  const taken = await attempt(tools, decideOn, deadline)
  return 'late' in taken ? moveBooking(tools, company, id, taken.late, deadline) : taken
}
