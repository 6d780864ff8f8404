import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Booking, cancelled, confirmed, lapsed } from '../../../shared/domain/booking/booking.ts'
import type { ChangeKind, Origin } from '../../../shared/domain/changes/change.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import type { Bookings } from '../../ports/bookings.ts'
import { attempt, over } from '../attempt.ts'
import { type RefundBookingStore, refundWrites } from '../payment/refund-booking.ts'
import type { World } from '../world.ts'
import { type ChangeBookingsStore, changeOfBookings } from './change-bookings.ts'

/** The repositories that it uses. */
export type ConfirmBookingStore = Bookings & ChangeBookingsStore & RefundBookingStore

type Answer = 'confirm' | 'decline' | 'lapse'

/** What becomes of a request by each answer. */
const ANSWERS: Record<
  Answer,
  { kind: ChangeKind; answered(before: Booking, now: Instant, message?: string): Booking }
> = {
  confirm: { kind: 'confirmed', answered: confirmed },
  decline: { kind: 'declined', answered: cancelled },
  lapse: { kind: 'lapsed', answered: lapsed },
}

/** The other dates of a recurring request that wait for the same answer. */
async function otherDates(tools: World<ConfirmBookingStore>, { company, id, dates = [] }: Booking): Promise<Booking[]> {
  const others = dates.map(({ bookingId }) => bookingId).filter((one) => one !== id)
  if (others.length === 0) return []
  const bookings = await tools.store.bookings(company, others)
  return bookings.filter(({ status }) => status === 'pending')
}

/**
 * A host's answer to a request, with all its dates: it becomes certain, or it ends and its time is free again.
 * Answering the same again changes nothing; of two hosts who answer at once the first decides. A request that lapses
 * ends as one that is declined, unless it is answered or waits longer by now.
 * @param message to its customer, in the mail that declines
 */
export async function answerRequest(
  tools: World<ConfirmBookingStore>,
  company: string,
  id: string,
  answer: Answer,
  origin: Origin,
  message?: string,
): Promise<Booking | Refusal> {
  const { kind, answered } = ANSWERS[answer]
  return attempt<Booking | Refusal>(tools, async (trying) => {
    const { now } = trying
    const booking = await tools.store.booking(company, id)
    if (!booking || booking.status === 'held') return over(refuse('NotFound'))
    if (booking.status === 'cancelled') return over(answer === 'confirm' ? refuse('BookingOver') : booking)
    if (booking.status === 'confirmed')
      return over(answer === 'confirm' ? booking : refuse('Changed', { detail: 'This booking is confirmed already.' }))
    if (answer === 'lapse' && (booking.answerBy ?? Number.POSITIVE_INFINITY) > now) return over(booking)
    const steps = [booking, ...(await otherDates(tools, booking))].map((before) => ({
      before,
      after: answered(before, now, message),
    }))
    // What was paid for something that its host cannot do goes back whole.
    const also = answer === 'confirm' ? [] : await refundWrites(tools, booking, 'declined', now, true)
    return changeOfBookings(tools, trying, steps, {
      change: { kind, origin },
      // The time is its own since it was asked for: nothing that stands there now can forbid it.
      mayOverlap: () => true,
      also,
      done: () => steps[0]!.after,
    })
  })
}
