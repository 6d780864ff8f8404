import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Booking, cancelled, refusalToCancel } from '../../../shared/domain/booking/booking.ts'
import type { Origin } from '../../../shared/domain/changes/change.ts'
import type { Bookings } from '../../ports/bookings.ts'
import { attempt, over } from '../attempt.ts'
import { type RefundBookingStore, refundWrites } from '../payment/refund-booking.ts'
import type { World } from '../world.ts'
import { type ChangeBookingsStore, changeOfBookings } from './change-bookings.ts'

/** The repositories that it uses. */
export type CancelBookingStore = Bookings & ChangeBookingsStore & RefundBookingStore

/** How it is cancelled. */
export interface Cancelling {
  /** To its people, in their mails: of its host, or its customer's reason. */
  message?: string | undefined
  /** What goes back of what was paid: what its type says (`rule`), or all of it. */
  refund?: 'rule' | 'all' | undefined
}

/** Cancels a booking and frees its time; cancelling again answers the same. Hosts may cancel late, customers not. */
export async function cancelBooking(
  tools: World<CancelBookingStore>,
  company: string,
  id: string,
  origin: Origin,
  { message, refund = 'rule' }: Cancelling = {},
): Promise<Booking | Refusal> {
  return attempt<Booking | Refusal>(tools, async (trying) => {
    const booking = await tools.store.booking(company, id)
    if (!booking || booking.status === 'held') return over(refuse('NotFound'))
    if (booking.status === 'cancelled') return over(booking)
    const refusal = origin === 'customer' ? refusalToCancel(booking, trying.now) : undefined
    if (refusal) return over(refusal)
    const after = cancelled(booking, trying.now, message, origin === 'customer' ? 'customer' : undefined)
    const also = await refundWrites(tools, booking, 'cancelled', trying.now, refund === 'all')
    return changeOfBookings(tools, trying, [{ before: booking, after }], {
      change: { kind: 'cancelled', origin },
      also,
      done: () => after,
    })
  })
}
