import { type Booking, cancelled, refusalToCancel } from '../../../shared/domain/booking.ts'
import type { Origin } from '../../../shared/domain/change.ts'
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import { type CalendarTools, PATIENCE_MS } from '../calendar/tools.ts'
import { saveBookings } from './claim-booking.ts'

/** Cancels a booking and frees its time; cancelling again answers the same. Hosts may cancel late, customers not. */
export async function cancelBooking(
  tools: CalendarTools,
  company: string,
  id: string,
  origin: Origin,
): Promise<Booking | Refusal> {
  const deadline = tools.clock.elapsedMillis() + PATIENCE_MS
  while (tools.clock.elapsedMillis() < deadline) {
    const now = tools.clock.now()
    const booking = await tools.store.booking(company, id)
    if (!booking || booking.status === 'held') return refuse('NotFound')
    if (booking.status === 'cancelled') return booking
    const refusal = origin === 'customer' ? refusalToCancel(booking, now) : undefined
    if (refusal) return refusal
    const after = cancelled(booking, now)
    const saved = await saveBookings(tools, [{ before: booking, after }], now, deadline, {
      change: { kind: 'cancelled', origin },
    })
    if (saved === 'saved') return after
    if (saved !== 'stale') return saved
  }
  return refuse('Busy')
}
