import type { Booking } from '../../../shared/domain/booking/booking.ts'
import { placementOf } from '../../../shared/domain/booking/placement.ts'
import type { Change } from '../../../shared/domain/changes/change.ts'
import { type Decision, decide, type LedgerState, together } from '../../../shared/domain/ledger/decide.ts'
import { type Tally, type TallyName, tallyKey } from '../../../shared/domain/ledger/tally.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import type { Write } from '../../ports/commit.ts'

/** One booking going from one state to another; `before` is absent for a new one. */
export interface BookingStep {
  before?: Booking | undefined
  after: Booking
}

/** Tallies by name out of those that were read; one that nobody has counted in yet is empty. */
export function talliesFor(read: Tally[], names: TallyName[]): Tally[] {
  const found = new Map(read.map((tally) => [tallyKey(tally.name), tally]))
  for (const name of names) if (!found.has(tallyKey(name))) found.set(tallyKey(name), { name, version: 0, entries: {} })
  return [...found.values()]
}

/** The names of all tallies that count a booking. */
export function countedNames(booking: Booking | undefined): TallyName[] {
  return booking?.counted.map(({ name }) => name) ?? []
}

/** What these steps mean for the ledger, decided as one. */
export function decideBookings(
  state: LedgerState,
  steps: BookingStep[],
  now: Instant,
  mayOverlap?: (principal: string) => boolean,
): Decision {
  const placed = (bookings: (Booking | undefined)[]) => together(bookings.map(placementOf))
  return decide(state, placed(steps.map(({ before }) => before)), placed(steps.map(({ after }) => after)), {
    now,
    ...(mayOverlap && { mayOverlap }),
  })
}

/**
 * State, claims and change row of one step of a booking, or of all dates of a recurring one: what makes it true and what makes
 * it known, together. Nobody is told of holds.
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
  return [
    ...steps.map(
      ({ before, after }): Write => ({ write: 'booking', booking: after, expectedVersion: before?.version ?? 0 }),
    ),
    ...(change
      ? [
          {
            write: 'change' as const,
            change: {
              company,
              subjectKind: 'booking' as const,
              subjectId: id,
              version,
              at: updatedAt,
              ...change,
              ...(formerHosts.length > 0 && { formerHosts }),
              ...(others.length > 0 && { alsoBooked: others.map((one) => ({ id: one.id, version: one.version })) }),
            },
          },
        ]
      : []),
    ...ledger.map((one): Write => ({ write: 'ledger', company, ledger: one })),
  ]
}
