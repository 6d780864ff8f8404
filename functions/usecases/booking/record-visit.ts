import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Booking, isAppointment } from '../../../shared/domain/booking/booking.ts'
import type { Attendance, Visit } from '../../../shared/domain/booking/visit.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { maySeeRecord } from '../../../shared/domain/records/business-record.ts'
import { bookingLinkOf } from '../../../shared/domain/records/record-link.ts'
import { type BusinessRecords, recordLinkRemoval, recordLinkWrite } from '../../ports/business-records.ts'
import type { Committing } from '../../ports/commit.ts'
import { type Visits, visitWrite } from '../../ports/visits.ts'
import { attempt, over } from '../attempt.ts'
import type { World } from '../world.ts'

/** What is written down; what is left out stays, null and no words take away. */
export interface VisitChange {
  attendance?: Attendance | null | undefined
  notes?: string | undefined
  /** Null: about none. */
  recordId?: string | null | undefined
}

/** The repositories that it uses. */
export type RecordVisitStore = Visits & Pick<BusinessRecords, 'record'> & Committing

/**
 * Writes down whether the customer of a booking came, once it has begun, notes of its hosts, and what it is about.
 * Nobody is told.
 * @throws BadInput for a record that the company has not, or who writes may not see
 */
export async function recordVisit(
  tools: World<RecordVisitStore>,
  member: Member,
  booking: Booking,
  { attendance, notes, recordId }: VisitChange,
): Promise<Visit | undefined | Refusal> {
  return attempt<Visit | undefined | Refusal>(tools, async ({ now }) => {
    if (attendance && !isAppointment(booking)) return over(refuse('BookingOver'))
    if (attendance && booking.startsAt > now) return over(refuse('TooSoon', { detail: 'It has not begun yet.' }))
    const [before] = await tools.store.visits(booking.company, [booking.id])
    if (attendance === undefined && notes === undefined && recordId === undefined) return over(before)
    if (recordId != null && recordId !== before?.recordId) {
      const record = await tools.store.record(booking.company, recordId)
      if (!record || !maySeeRecord(record, member)) throw new BadInput(inputFault('recordId', 'notOfCompany'))
    }
    const about = recordId === undefined ? before?.recordId : (recordId ?? undefined)
    const came = attendance === undefined ? before?.attendance : (attendance ?? undefined)
    const said = notes ?? before?.notes ?? ''
    const after: Visit = {
      company: booking.company,
      bookingId: booking.id,
      version: (before?.version ?? 0) + 1,
      ...(came && { attendance: came }),
      ...(said !== '' && { notes: said }),
      ...(about !== undefined && { recordId: about }),
      by: member.id,
      updatedAt: now,
    }
    const isElsewhere = about !== before?.recordId
    return {
      writes: [
        visitWrite(after, before),
        ...(isElsewhere && before?.recordId !== undefined
          ? [recordLinkRemoval(bookingLinkOf(booking, before.recordId))]
          : []),
        ...(isElsewhere && about !== undefined ? [recordLinkWrite(bookingLinkOf(booking, about))] : []),
      ],
      done: () => after,
    }
  })
}
