import { type Booking, cancelled, confirmed } from '../../../shared/domain/booking.ts'
import type { Origin } from '../../../shared/domain/change.ts'
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import { type CalendarTools, PATIENCE_MS } from '../calendar/tools.ts'
import { saveBookings } from './claim-booking.ts'

/**
 * A host's answer to a request: it becomes certain, or it ends and its time is free again. Answering the same again changes
 * nothing; of two hosts who answer at once the first decides.
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
    const after = answer === 'confirm' ? confirmed(booking, now) : cancelled(booking, now)
    const saved = await saveBookings(tools, [{ before: booking, after }], now, deadline, {
      change: { kind: answer === 'confirm' ? 'confirmed' : 'declined', origin },
      // The time is its own since it was asked for: nothing that stands there now can forbid it.
      mayOverlap: () => true,
    })
    if (saved === 'saved') return after
    if (saved !== 'stale') return saved
  }
  return refuse('Busy')
}
