import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Booking, isAppointment } from '../../../shared/domain/booking/booking.ts'
import {
  type BookingStep,
  countedNames,
  daysTouched,
  decideBookings,
  refusalOfDecision,
  talliesFor,
} from '../../../shared/domain/booking/booking-steps.ts'
import type { Change } from '../../../shared/domain/changes/change.ts'
import { type Bookings, bookingWrite } from '../../ports/bookings.ts'
import type { Write } from '../../ports/commit.ts'
import type { Ledger } from '../../ports/ledger.ts'
import { type Attempt, over, type Step } from '../attempt.ts'
import { type AnnouncementStore, resolveAnnouncements } from '../event/resolve-announcements.ts'
import type { World } from '../world.ts'
import { bookingWrites } from './booking-writes.ts'

/** The repositories that it uses. */
export type ChangeBookingsStore = Bookings & Ledger & AnnouncementStore

/**
 * Reads what a decision about these steps needs, no more: the touched days of everybody involved, and what counts them.
 */
async function readFor(tools: Pick<World<ChangeBookingsStore>, 'store'>, steps: BookingStep[]) {
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

/** What the ledger says to steps, as it stands; nothing is written. */
export async function decisionOn(
  tools: Pick<World<ChangeBookingsStore>, 'store' | 'clock'>,
  steps: BookingStep[],
): Promise<ReturnType<typeof decideBookings>> {
  return decideBookings(await readFor(tools, steps), steps, tools.clock.now())
}

export interface Saving<T> {
  change?: Pick<Change, 'kind' | 'origin'>
  /** Whose time is not asked: facts, and people overbooking themselves. */
  mayOverlap?: (principal: string) => boolean
  also?: Write[]
  /** Steps beside these of which nobody is told: of holds. */
  unsaid?: BookingStep[]
  done(): T
}

/**
 * The change that takes bookings from one state to another, as far as the ledger allows. For steps that are bound by
 * what is taken and not by what is offered: cancelling, confirming, a host's move.
 */
export async function changeOfBookings<T>(
  tools: World<ChangeBookingsStore>,
  trying: Attempt,
  steps: BookingStep[],
  { change, mayOverlap, also = [], unsaid = [], done }: Saving<T>,
): Promise<Step<T | Refusal>> {
  const all = [...steps, ...unsaid]
  const state = await readFor(tools, all)
  if (await resolveAnnouncements(tools, steps[0]!.after.company, state.times, trying)) return 'again'
  const decision = decideBookings(state, all, trying.now, mayOverlap)
  if ('refused' in decision) return over(refusalOfDecision(decision))
  const quietly = unsaid.map(({ before, after }) => bookingWrite(after, before?.version ?? 0))
  return { writes: [...bookingWrites(steps, decision.writes, change), ...quietly, ...also], done }
}

/** Loads a booking for a step; holds are nobody's booking yet. */
export async function appointmentOf(
  tools: World<ChangeBookingsStore>,
  company: string,
  id: string,
): Promise<Booking | Refusal> {
  const booking = await tools.store.booking(company, id)
  if (!booking || booking.status === 'held') return refuse('NotFound')
  return !isAppointment(booking) ? refuse('BookingOver') : booking
}
