import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Booking, durationMinutesOf } from '../../../shared/domain/booking/booking.ts'
import { faultInReplacing, type Replacing } from '../../../shared/domain/booking/groups.ts'
import { slotsAsBooked } from '../../../shared/domain/offers/as-booked.ts'
import { type StartByLifting, startByLifting } from '../../../shared/domain/offers/lifting.ts'
import { questionOf } from '../../../shared/domain/offers/question-of.ts'
import { startsBetween } from '../../../shared/domain/offers/slot.ts'
import type { Reason } from '../../../shared/domain/offers/slot-reason.ts'
import type { SlotRequest } from '../../../shared/domain/offers/slot-request.ts'
import { addDays, type Instant, type LocalDate, startOfDay, type TimeZone } from '../../../shared/domain/time/time.ts'
import type { BookingContexts } from '../../ports/booking-context.ts'
import type { World } from '../world.ts'
import { inTheWayOfHost, type MoveBookingStore } from './move-booking.ts'
import { type OccupancyStore, readOccupancy } from './occupancy.ts'

/** The repositories that it uses. */
export type LookElsewhereStore = BookingContexts & OccupancyStore & MoveBookingStore

/**
 * The slots of a booking as it stands; refused where its type is gone, for then nothing is offered any more.
 * @throws BadInput for somebody who cannot take the place that is named
 */
async function asBooked(
  tools: World<LookElsewhereStore>,
  booking: Booking,
  now: Instant,
  replacing?: Replacing,
): Promise<SlotRequest | Refusal> {
  const { type, company } = await tools.store.bookingContext(booking.company, booking.type, {}, now)
  if (!type || !company) return refuse('NotOffered', { detail: 'These appointments are no longer offered.' })
  const fault = replacing && faultInReplacing(type, booking.hosts, replacing)
  if (fault) throw new BadInput(fault)
  return slotsAsBooked(type, company, booking, replacing)
}

/**
 * What a booking would meet at a start, with all who serve it and nobody else: the rules that its host would go beyond,
 * or what is taken. Where its type is gone there are no rules to go beyond: it moves as its host would drag it.
 * @param asked `replacing`: who would serve it in the place of whom
 * @throws BadInput for somebody who cannot take that place
 */
export async function checkElsewhere(
  tools: World<LookElsewhereStore>,
  booking: Booking,
  { startsAt, replacing }: { startsAt: Instant; replacing?: Replacing | undefined },
): Promise<((Pick<StartByLifting, 'lifting'> | { reason: Reason }) & { endsAt: Instant }) | Refusal> {
  const now = tools.clock.now()
  const slotRequest = await asBooked(tools, booking, now, replacing)
  const endsAt = startsAt + (booking.endsAt - booking.startsAt)
  if ('refusal' in slotRequest) {
    if (replacing) return slotRequest
    const reason = await inTheWayOfHost(tools, booking, startsAt)
    if (reason) return { reason, endsAt }
    // Dragging may go back in time as well: it is said.
    return { lifting: startsAt < now ? [{ rule: 'past', reason: { reason: 'past' } }] : [], endsAt }
  }
  const occupancy = await readOccupancy(tools, slotRequest, startsAt, endsAt, 'latest')
  const asking = (lifted: SlotRequest['lifted']) =>
    questionOf(occupancy, { ...slotRequest, lifted }, now, startsAt, endsAt)
  return { ...startByLifting(asking, startsAt), endsAt }
}

/** The offered times of some days at which all who serve a booking could have it. */
export async function startsElsewhere(
  tools: World<LookElsewhereStore>,
  booking: Booking,
  asked: { from: LocalDate; to: LocalDate; timeZone: TimeZone },
): Promise<{ starts: { startsAt: Instant }[]; durationMinutes: number } | Refusal> {
  const now = tools.clock.now()
  const slotRequest = await asBooked(tools, booking, now)
  if ('refusal' in slotRequest) return slotRequest
  const from = startOfDay(asked.from, asked.timeZone)
  const to = startOfDay(addDays(asked.to, 1), asked.timeZone)
  const occupancy = await readOccupancy(tools, slotRequest, from, to, 'quick')
  const starts = startsBetween(questionOf(occupancy, slotRequest, now, from, to))
  return {
    starts: starts.filter((startsAt) => startsAt !== booking.startsAt).map((startsAt) => ({ startsAt })),
    durationMinutes: durationMinutesOf(booking),
  }
}
