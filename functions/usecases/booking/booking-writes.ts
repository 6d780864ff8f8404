import { isAppointment } from '../../../shared/domain/booking/booking.ts'
import type { BookingStep } from '../../../shared/domain/booking/booking-steps.ts'
import type { Change } from '../../../shared/domain/changes/change.ts'
import type { Decision } from '../../../shared/domain/ledger/decide.ts'
import { bookingWrite } from '../../ports/bookings.ts'
import { cancelledBookingWrite } from '../../ports/cancelled-bookings.ts'
import { changeWrite } from '../../ports/changes.ts'
import type { Write } from '../../ports/commit.ts'
import { ledgerWrite } from '../../ports/ledger.ts'

/**
 * State, claims and change row of one step of a booking, or of all dates of a recurring one: what makes it true and
 * what makes it known, together. Nobody is told of holds.
 */
export function bookingWrites(
  steps: BookingStep[],
  ledger: Extract<Decision, { writes: unknown }>['writes'],
  change: Pick<Change, 'kind' | 'origin'> | undefined,
): Write[] {
  const [first, ...others] = steps.map(({ after }) => after)
  const { company, id, version, updatedAt } = first!
  const formerHosts = steps.flatMap(
    ({ before, after }) => before?.hosts.filter((host) => !after.hosts.includes(host)) ?? [],
  )
  const before = steps[0]!.before
  const wasAt = before && before.startsAt !== first!.startsAt ? before.startsAt : undefined
  return [
    ...steps.map(({ before, after }) => bookingWrite(after, before?.version ?? 0)),
    // It stands in nobody's time any more, and is found where the cancelled ones are; what is an event again was not
    // cancelled.
    ...steps
      .filter(
        ({ before, after }) =>
          change?.kind !== 'unbooked' && before && isAppointment(before) && after.status === 'cancelled',
      )
      .map(({ after: { id: bookingId, startsAt } }) => cancelledBookingWrite({ company, bookingId, startsAt })),
    ...(change
      ? [
          changeWrite({
            company,
            subjectKind: 'booking',
            subjectId: id,
            version,
            at: updatedAt,
            ...change,
            ...(formerHosts.length > 0 && { formerHosts, ...(wasAt !== undefined && { formerStartsAt: wasAt }) }),
            ...(others.length > 0 && { alsoBooked: others.map((one) => ({ id: one.id, version: one.version })) }),
          }),
        ]
      : []),
    ...ledger.map((one) => ledgerWrite(company, one)),
  ]
}
