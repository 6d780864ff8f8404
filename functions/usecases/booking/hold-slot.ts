import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { awaitsPayment, type Booking, cancelled, HOLD_MINUTES } from '../../../shared/domain/booking/booking.ts'
import { countedNames, decideBookings, talliesFor } from '../../../shared/domain/booking/booking-steps.ts'
import { newHold } from '../../../shared/domain/booking/new-booking.ts'
import { assign } from '../../../shared/domain/offers/assign.ts'
import { isFreeByNow } from '../../../shared/domain/offers/is-free-by-now.ts'
import { questionOf } from '../../../shared/domain/offers/question-of.ts'
import { explainStart } from '../../../shared/domain/offers/slot-reason.ts'
import { type Choices, slotRequestOf } from '../../../shared/domain/offers/slot-request.ts'
import { takesPayments } from '../../../shared/domain/payment/payment-settings.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import type { BookingContexts } from '../../ports/booking-context.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Payments } from '../../ports/payment-rows.ts'
import type { Waitlists } from '../../ports/waitlists.ts'
import { type Attempt, attempt, over, type Step } from '../attempt.ts'
import { resolveAnnouncements } from '../event/resolve-announcements.ts'
import type { World } from '../world.ts'
import { bookingWrites } from './booking-writes.ts'
import { type ChangeBookingsStore, changeOfBookings } from './change-bookings.ts'
import { readFront } from './front.ts'
import { readOccupancy, refusalFor, SECOND_LOOKS } from './occupancy.ts'
import { answeringWrites, askingWrites, lookSoon } from './waitlist-writes.ts'

/** The repositories that it uses. */
export type HoldSlotStore = Bookings & BookingContexts & Payments & Waitlists & ChangeBookingsStore

export interface HoldRequest extends Choices {
  company: string
  slug: string
  startsAt: Instant
  /** The private link that the visitor comes by. */
  link?: string | undefined
}

/** Whom on the waitlist a hold is offered to, and for how long. */
export interface Offering {
  entryId: string
  minutes: number
}

/**
 * Keeps a time for a customer who is still deciding: claimed like a booking, but it ends by itself and nobody is told.
 * @param offering of a time that was freed: the one who is asked, once; refused as `Changed` where they do not wait any
 * more
 * @param deadline of somebody whose patience this shares
 */
export async function holdSlot(
  tools: World<HoldSlotStore>,
  request: HoldRequest,
  offering?: Offering,
  deadline?: number,
): Promise<Booking | Refusal> {
  const { company, startsAt } = request
  const id = tools.random.id()
  let looks = 0
  const decideOn = async (trying: Attempt): Promise<Step<Booking | Refusal>> => {
    const { now } = trying
    const front = await readFront(tools, request, { assigned: true }, now)
    if (isRefusal(front)) return over(front)
    const { type } = front
    const entry = offering && (await tools.store.waitlistEntry(company, type.slug, offering.entryId))
    if (offering && entry?.state !== 'waiting') return over(refuse('Changed'))
    if (type.price && !takesPayments(await tools.store.paymentSettings(company))) return over(refuse('PaymentOff'))
    const slotRequest = slotRequestOf(type, front.company, request)
    const endsAt = startsAt + slotRequest.durationMinutes * MINUTE_MS
    const occupancy = await readOccupancy(tools, slotRequest, startsAt, endsAt, 'latest')
    if (await resolveAnnouncements(tools, company, occupancy.times, trying)) return 'again'
    const verdict = explainStart(questionOf(occupancy, slotRequest, now, startsAt, endsAt), startsAt)
    if ('reason' in verdict) {
      const refusal = await refusalFor(tools, slotRequest, startsAt, verdict.reason)
      if (isFreeByNow(refusal, startsAt) && looks++ < SECOND_LOOKS) return 'again'
      return over(refusal)
    }
    const assignment = assign(slotRequest, verdict.offer, occupancy, startsAt, {
      assigned: front.assigned,
      attempt: trying.number,
      fraction: tools.random.fraction,
    })
    const making = { id, type, startsAt, durationMinutes: slotRequest.durationMinutes, seats: slotRequest.party, now }
    const heldUntil = now + (offering?.minutes ?? HOLD_MINUTES) * MINUTE_MS
    const held = {
      ...newHold(making, assignment, request.timeZone, entry ? Math.min(heldUntil, startsAt) : heldUntil),
      ...(entry && { offeredTo: entry.id }),
    }
    const state = { times: occupancy.times, tallies: talliesFor(occupancy.limits, countedNames(held)) }
    const decision = decideBookings(state, [{ after: held }], now)
    // What is offered can be had; only what changed between the reads of one attempt is in the way: read again.
    if ('refused' in decision) return 'again'
    return {
      writes: [
        ...bookingWrites([{ after: held }], decision.writes, undefined),
        ...(entry ? askingWrites(entry, held, now) : []),
      ],
      done: () => held,
      failed: (index) => (index === 0 ? tools.store.booking(company, id) : undefined),
    }
  }
  return attempt(tools, decideOn, deadline)
}

/**
 * Gives a hold back, or clears away one that has ended, and whoever it was offered to is passed over; a booking that it
 * has become, or one that is being paid for, is not touched.
 */
export async function releaseHold(
  tools: World<HoldSlotStore>,
  company: string,
  id: string,
): Promise<Refusal | undefined> {
  const released = await attempt<Refusal | 'released' | Booking>(tools, async (trying) => {
    const held = await tools.store.booking(company, id)
    if (held?.status !== 'held' || awaitsPayment(held)) return over('released')
    const { heldUntil: _ended, ...after } = cancelled(held, trying.now)
    const also = await answeringWrites(tools, held, 'passed')
    return changeOfBookings<Booking>(tools, trying, [{ before: held, after }], { also, done: () => after })
  })
  if (isRefusal(released)) return released
  if (released !== 'released' && released.offeredTo !== undefined)
    await lookSoon(tools, company, released.type, tools.clock.now())
  return undefined
}
