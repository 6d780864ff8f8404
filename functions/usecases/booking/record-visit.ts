import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Booking, isAppointment } from '../../../shared/domain/booking/booking.ts'
import type { Attendance, Visit } from '../../../shared/domain/booking/visit.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Committing } from '../../ports/commit.ts'
import type { Visits } from '../../ports/visits.ts'
import { attempt, over } from '../attempt.ts'
import type { World } from '../world.ts'

/** What is written down; what is left out stays, null and no words take away. */
export interface VisitChange {
  attendance?: Attendance | null | undefined
  notes?: string | undefined
}

/** Writes down whether the customer of a booking came, once it has begun, and notes of its hosts. Nobody is told. */
export async function recordVisit(
  tools: World<Visits & Committing>,
  member: Member,
  booking: Booking,
  { attendance, notes }: VisitChange,
): Promise<Visit | undefined | Refusal> {
  return attempt<Visit | undefined | Refusal>(tools, async ({ now }) => {
    if (attendance && !isAppointment(booking)) return over(refuse('BookingOver'))
    if (attendance && booking.startsAt > now) return over(refuse('TooSoon', { detail: 'It has not begun yet.' }))
    const [before] = await tools.store.visits(booking.company, [booking.id])
    if (attendance === undefined && notes === undefined) return over(before)
    const came = attendance === undefined ? before?.attendance : (attendance ?? undefined)
    const said = notes ?? before?.notes ?? ''
    const after: Visit = {
      company: booking.company,
      bookingId: booking.id,
      version: (before?.version ?? 0) + 1,
      ...(came && { attendance: came }),
      ...(said !== '' && { notes: said }),
      by: member.id,
      updatedAt: now,
    }
    return { put: () => tools.store.putVisit(after, before?.version ?? 0), done: () => after }
  })
}
