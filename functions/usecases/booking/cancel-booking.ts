import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Booking, cancelled, refusalToCancel } from '../../../shared/domain/booking/booking.ts'
import type { Origin } from '../../../shared/domain/changes/change.ts'
import type { Bookings } from '../../ports/bookings.ts'
import { attempt, over } from '../attempt.ts'
import type { World } from '../world.ts'
import { type ChangeBookingsStore, changeOfBookings } from './change-bookings.ts'

/** The repositories that it uses. */
export type CancelBookingStore = Bookings & ChangeBookingsStore

/** Cancels a booking and frees its time; cancelling again answers the same. Hosts may cancel late, customers not. @param message to its people, in their mails */
export async function cancelBooking(
  tools: World<CancelBookingStore>,
  company: string,
  id: string,
  origin: Origin,
  message?: string,
): Promise<Booking | Refusal> {
  return attempt<Booking | Refusal>(tools, async (trying) => {
    const booking = await tools.store.booking(company, id)
    if (!booking || booking.status === 'held') return over(refuse('NotFound'))
    if (booking.status === 'cancelled') return over(booking)
    const refusal = origin === 'customer' ? refusalToCancel(booking, trying.now) : undefined
    if (refusal) return over(refusal)
    const after = cancelled(booking, trying.now, message)
    return changeOfBookings(tools, trying, [{ before: booking, after }], {
      change: { kind: 'cancelled', origin },
      done: () => after,
    })
  })
}
