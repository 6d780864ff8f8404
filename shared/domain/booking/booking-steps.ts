import { type Refusal, refuse } from '../answers/refusal.ts'
import { type Decision, decide, type LedgerState, together } from '../ledger/decide.ts'
import { daysOf } from '../ledger/ledger.ts'
import { type Tally, type TallyName, tallyKey } from '../ledger/tally.ts'
import type { Instant } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'
import type { Booking } from './booking.ts'
import { placementOf } from './placement.ts'

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

/** Every UTC day that the steps touch before or after. */
export function daysTouched(steps: BookingStep[]): string[] {
  const claims = steps
    .flatMap(({ before, after }) => [placementOf(before), placementOf(after)])
    .flatMap((placement) => [...placement.claims, ...placement.seats.flatMap((seat) => seat.claims)])
  return [...new Set(claims.flatMap(({ claim }) => daysOf(claim)))].sort()
}

export function refusalOfDecision(decision: Extract<Decision, { refused: unknown }>): Refusal {
  if (decision.refused === 'clash') return refuse('SlotTaken', { alternatives: [] })
  return refuse(decision.refused === 'full' ? 'Full' : 'LimitReached')
}

/** First and last UTC day of a booking with its buffers, generously. */
export function utcDaysAround(booking: Booking): [string, string] {
  const day = (at: Instant) => new Date(at).toISOString().slice(0, 10)
  return [day(booking.startsAt - DAY_MS), day(booking.endsAt + DAY_MS)]
}
