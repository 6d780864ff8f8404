import { type Booking, cancelled, confirmed } from '../../../shared/domain/booking.ts'
import type { Origin } from '../../../shared/domain/change.ts'
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import { type CalendarTools, PATIENCE_MS } from '../calendar/tools.ts'
import { saveBookings } from './claim-booking.ts'

/** The other dates of a recurring request that wait for the same answer. */
async function otherDates(tools: CalendarTools, { company, id, dates = [] }: Booking): Promise<Booking[]> {
  const others = dates.map(({ bookingId }) => bookingId).filter((one) => one !== id)
  if (others.length === 0) return []
  const { bookings } = await tools.store.subjects(company, others)
  return bookings.filter(({ status }) => status === 'pending')
}

/**
 * A host's answer to a request, with all its dates: it becomes certain, or it ends and its time is free again. Answering the same
 * again changes nothing; of two hosts who answer at once the first decides.
 */
export async function answerRequest(
  tools: CalendarTools,
  company: string,
  id: string,
  answer: 'confirm' | 'decline',
  origin: Origin,
): Promise<Booking | Refusal> {
  const deadline = tools.clock.elapsedMillis() + PATIENCE_MS
  while (tools.clock.elapsedMillis() < deadline) {
    const now = tools.clock.now()
    const booking = await tools.store.booking(company, id)
    if (!booking || booking.status === 'held') return refuse('NotFound')
    if (booking.status === 'cancelled') return answer === 'decline' ? booking : refuse('BookingOver')
    if (booking.status === 'confirmed')
      return answer === 'confirm' ? booking : refuse('Changed', { detail: 'This booking is confirmed already.' })
    const steps = [booking, ...(await otherDates(tools, booking))].map((before) => ({
      before,
      after: answer === 'confirm' ? confirmed(before, now) : cancelled(before, now),
    }))
    const saved = await saveBookings(tools, steps, now, deadline, {
      change: { kind: answer === 'confirm' ? 'confirmed' : 'declined', origin },
      // The time is its own since it was asked for: nothing that stands there now can forbid it.
      mayOverlap: () => true,
    })
    if (saved === 'saved') return steps[0]!.after
    if (saved !== 'stale') return saved
  }
  return refuse('Busy')
}
