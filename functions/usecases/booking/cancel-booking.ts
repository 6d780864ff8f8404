import { type Booking, cancelled, principalsOf, refusalToCancel } from '../../../shared/domain/booking.ts'
import type { Origin } from '../../../shared/domain/change.ts'
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import { type CalendarTools, PATIENCE_MS } from '../calendar/tools.ts'
import { bookingWrites, daysTouched } from './claim-booking.ts'

/** Cancels a booking and frees its time; cancelling again answers the same. Hosts may cancel late, customers not. */
export async function cancelBooking(
  tools: CalendarTools,
  company: string,
  id: string,
  origin: Origin,
): Promise<Booking | Refusal> {
  const deadline = performance.now() + PATIENCE_MS
  while (performance.now() < deadline) {
    const now = tools.clock.now()
    const booking = await tools.store.booking(company, id)
    if (!booking) return refuse('NotFound')
    if (booking.status === 'cancelled') return booking
    const refusal = origin === 'customer' ? refusalToCancel(booking, now) : undefined
    if (refusal) return refusal
    const next = cancelled(booking, now)
    const days = daysTouched(booking, booking)
    const times = await tools.store.time(company, principalsOf(booking), days[0]!, days.at(-1)!, 'latest')
    const committed = await tools.store.commit(bookingWrites(booking, next, times, { kind: 'cancelled', origin }))
    if (committed.outcome === 'done') return next
    if (committed.outcome === 'busy') return refuse('Busy')
  }
  return refuse('Busy')
}
