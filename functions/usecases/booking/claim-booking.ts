import type { Booking } from '../../../shared/domain/booking.ts'
import { isOver } from '../../../shared/domain/booking.ts'
import type { Change } from '../../../shared/domain/change.ts'
import type { Decision } from '../../../shared/domain/decide.ts'
import { daysOf } from '../../../shared/domain/ledger.ts'
import { placementOf } from '../../../shared/domain/placement.ts'
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import type { Instant } from '../../../shared/domain/time.ts'
import type { Write } from '../../ports/store.ts'
import { settleAll } from '../calendar/settle.ts'
import type { CalendarTools } from '../calendar/tools.ts'
import { type BookingStep, bookingWrites, countedNames, decideBookings, talliesFor } from './save-booking.ts'

/** The most actions that one transaction of the store takes. */
export const MOST_ACTIONS = 100

/** Every UTC day that the steps touch before or after. */
function daysTouched(steps: BookingStep[]): string[] {
  const claims = steps
    .flatMap(({ before, after }) => [placementOf(before), placementOf(after)])
    .flatMap((placement) => [...placement.claims, ...placement.seats.flatMap((seat) => seat.claims)])
  return [...new Set(claims.flatMap(({ claim }) => daysOf(claim)))].sort()
}

/** Reads what a decision about these steps needs, no more: the touched days of everybody involved, and what counts them. */
async function readFor(tools: Pick<CalendarTools, 'store'>, steps: BookingStep[]) {
  const { company } = steps[0]!.after
  const involved = steps.flatMap(({ before, after }) => [before, after]).filter((one) => one !== undefined)
  const principals = [...new Set(involved.flatMap(({ hosts, resources }) => [...hosts, ...resources]))]
  const names = involved.flatMap(countedNames)
  const days = daysTouched(steps)
  const [times, tallies] = await Promise.all([
    days.length === 0 ? [] : tools.store.time(company, principals, days[0]!, days.at(-1)!, 'latest'),
    names.length === 0 ? [] : tools.store.tallies(company, names),
  ])
  return { times, tallies: talliesFor(tallies, names) }
}

export interface Saving {
  change?: Pick<Change, 'kind' | 'origin'>
  /** Whose time is not asked: facts, and people overbooking themselves. */
  mayOverlap?: (principal: string) => boolean
  also?: Write[]
}

/**
 * Takes bookings from one state to another as far as the ledger allows: decided on what is read now, and again while others
 * change it. For steps that are bound by what is taken and not by what is offered: cancelling, confirming, a host's move.
 * @returns `stale` when a booking itself is not what it was
 */
export async function saveBookings(
  tools: CalendarTools,
  steps: BookingStep[],
  now: Instant,
  deadline: number,
  { change, mayOverlap, also = [] }: Saving,
): Promise<'saved' | 'stale' | Refusal> {
  while (tools.clock.elapsedMillis() < deadline) {
    const state = await readFor(tools, steps)
    if (await settleAll(tools, steps[0]!.after.company, state.times)) continue
    const decision = decideBookings(state, steps, now, mayOverlap)
    if ('refused' in decision) return refusalOfDecision(decision)
    const writes = [...bookingWrites(steps, decision.writes, change), ...also]
    if (writes.length > MOST_ACTIONS) return refuse('TooManyDates')
    const committed = await tools.store.commit(writes)
    if (committed.outcome === 'done') return 'saved'
    if (committed.outcome === 'busy') return refuse('Busy')
    if (committed.index < steps.length) return 'stale'
  }
  return refuse('Busy')
}

export function refusalOfDecision(decision: Extract<Decision, { refused: unknown }>): Refusal {
  if (decision.refused === 'clash') return refuse('SlotTaken', { alternatives: [] })
  return refuse(decision.refused === 'full' ? 'Full' : 'LimitReached')
}

/** Loads a booking for a step; holds are nobody's booking yet. */
export async function liveBooking(tools: CalendarTools, company: string, id: string): Promise<Booking | Refusal> {
  const booking = await tools.store.booking(company, id)
  if (!booking || booking.status === 'held') return refuse('NotFound')
  return isOver(booking) ? refuse('BookingOver') : booking
}
