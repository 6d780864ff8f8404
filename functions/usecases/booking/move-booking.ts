import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Booking, durationMinutesOf, moved, refusalToMove } from '../../../shared/domain/booking/booking.ts'
import {
  countedNames,
  decideBookings,
  talliesFor,
  utcDaysAround,
} from '../../../shared/domain/booking/booking-steps.ts'
import { classIdOf, periodStart, principalOfClass } from '../../../shared/domain/booking/placement.ts'
import type { Origin } from '../../../shared/domain/changes/change.ts'
import { assign, formerPrincipals, holdersOfOpenClass } from '../../../shared/domain/offers/assign.ts'
import { isFreeByNow } from '../../../shared/domain/offers/is-free-by-now.ts'
import { questionOf, scheduleOf } from '../../../shared/domain/offers/question-of.ts'
import { explainStart, type Reason } from '../../../shared/domain/offers/slot-reason.ts'
import type { SlotRequest } from '../../../shared/domain/offers/slot-request.ts'
import { type Instant, localDateOf, utcDayOf } from '../../../shared/domain/time/time.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { BookingContexts } from '../../ports/booking-context.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Ledger } from '../../ports/ledger.ts'
import { type Attempt, attempt, over, type Step } from '../attempt.ts'
import { resolveAnnouncements } from '../event/resolve-announcements.ts'
import type { World } from '../world.ts'
import { bookingWrites } from './booking-writes.ts'
import { appointmentOf, type ChangeBookingsStore, changeOfBookings, decisionOn } from './change-bookings.ts'
import { alternativesTo, readOccupancy, refusalFor, SECOND_LOOKS } from './occupancy.ts'

/** The repositories that it uses. */
export type MoveBookingStore = AppointmentTypes & Bookings & BookingContexts & Ledger & ChangeBookingsStore

/**
 * Moves a booking for its customer: only to a time that is offered, with the same host if that one is free then.
 * @param deadline of somebody whose patience this shares
 */
export async function moveBooking(
  tools: World<MoveBookingStore>,
  company: string,
  id: string,
  startsAt: Instant,
  deadline?: number,
): Promise<Booking | Refusal> {
  let looks = 0
  const decideOn = async (trying: Attempt): Promise<Step<Booking | Refusal>> => {
    const { now } = trying
    const booking = await tools.store.booking(company, id)
    if (!booking) return over(refuse('NotFound'))
    const refusal = refusalToMove(booking, now)
    if (refusal) return over(refusal)
    if (booking.startsAt === startsAt) return over(booking)
    const booker = booking.counted.map(({ name }) => (name.tally === 'booker' ? name.booker : undefined)).find(Boolean)
    const asked = { assigned: true, ...(booker !== undefined && { booker }) }
    const front = await tools.store.bookingContext(company, booking.type, asked, now)
    if (!front.type || !front.company)
      return over(refuse('NotOffered', { detail: 'These appointments are no longer offered.' }))
    const slotRequest: SlotRequest = {
      type: front.type,
      company: front.company,
      durationMinutes: durationMinutesOf(booking),
      visitorTimeZone: booking.customer.timeZone,
      party: booking.seats,
      moving: booking,
    }
    const endsAt = startsAt + (booking.endsAt - booking.startsAt)
    // The old days must be read too: they are released in the same transaction.
    const from = Math.min(startsAt, booking.startsAt)
    const read = await readOccupancy(tools, slotRequest, from, Math.max(endsAt, booking.endsAt), 'latest')
    const occupancy = { ...read, booker: front.booker }
    if (await resolveAnnouncements(tools, company, occupancy.times, trying)) return 'again'
    const verdict = explainStart(questionOf(occupancy, slotRequest, now, startsAt, endsAt), startsAt)
    if ('reason' in verdict) {
      const refusal = await refusalFor(tools, slotRequest, startsAt, verdict.reason)
      if (isFreeByNow(refusal, startsAt) && looks++ < SECOND_LOOKS) return 'again'
      return over(refusal)
    }
    const assignment = assign(slotRequest, verdict.offer, occupancy, startsAt, {
      assigned: front.assigned,
      attempt: trying.number,
      fraction: tools.random.fraction,
      kept: booking,
      booker,
    })
    const { session: _left, ...rest } = booking
    // Whatever is asked about the new time is asked by the type's present rules: its breaks are those of now as well.
    const { bufferBeforeMinutes, bufferAfterMinutes, buffersAddUp } = front.type
    const breaks = { bufferBeforeMinutes, bufferAfterMinutes, buffersAddUp }
    // What a link gave stays given by it.
    const counted = [...assignment.counted, ...booking.counted.filter(({ name }) => name.tally === 'link')]
    const after = moved({ ...rest, ...assignment, counted, ...breaks }, startsAt, assignment, now)
    const former = formerPrincipals(booking, occupancy)
    const [formerTimes, formerTallies] = await Promise.all([
      former.length === 0 ? [] : tools.store.time(company, former, ...utcDaysAround(booking), 'latest'),
      tools.store.tallies(company, countedNames(booking)),
    ])
    const tallies = talliesFor(
      [...occupancy.limits, ...(occupancy.booker ? [occupancy.booker] : []), ...formerTallies],
      countedNames(after),
    )
    const steps = [{ before: booking, after }]
    const decision = decideBookings({ times: [...occupancy.times, ...formerTimes], tallies }, steps, now)
    // What is offered can be had; only what changed between the reads of one attempt is in the way: read again.
    if ('refused' in decision) return 'again'
    return {
      writes: bookingWrites(steps, decision.writes, { kind: 'moved', origin: 'customer' }),
      done: () => after,
      busy: async () => refuse('Busy', { alternatives: await alternativesTo(tools, slotRequest, startsAt) }),
    }
  }
  return attempt(tools, decideOn, deadline)
}

/**
 * Moves a booking for its host, by hand or in a connected calendar: bound by what is taken, not by the hours offered. A
 * seat in a class moves to the class at the new time.
 * @param isFact the host has moved it already elsewhere: their own time is not asked, only that of shared resources
 */
export async function moveBookingAsHost(
  tools: World<MoveBookingStore>,
  company: string,
  id: string,
  startsAt: Instant,
  origin: Origin,
  isFact = false,
): Promise<Booking | Refusal> {
  const answer = await attempt<Booking | Refusal>(tools, async (trying) => {
    const booking = await appointmentOf(tools, company, id)
    if (isRefusal(booking) || booking.startsAt === startsAt) return over(booking)
    const after = await movedByHost(tools, booking, startsAt, trying.now)
    return changeOfBookings(tools, trying, [{ before: booking, after }], {
      change: { kind: 'moved', origin },
      ...(isFact && { mayOverlap: (principal: string) => booking.hosts.includes(principal) }),
      done: () => after,
    })
  })
  const isTaken = isRefusal(answer) && answer.refusal === 'SlotTaken'
  return isTaken ? { ...answer, detail: 'Something else stands there already.' } : answer
}

/** A booking where its host moves it to. Limits bind customers; one that its host moves is counted where it was. */
async function movedByHost(
  tools: Pick<World<MoveBookingStore>, 'store'>,
  booking: Booking,
  startsAt: Instant,
  now: Instant,
): Promise<Booking> {
  const there = { ...booking, ...(await inClassAt(tools, booking, startsAt, now)) }
  return moved(there, startsAt, there, now)
}

/** What would be in the way of a host's move, for all that is known now; nothing: they could make it. */
export async function inTheWayOfHost(
  tools: Pick<World<MoveBookingStore>, 'store' | 'clock'>,
  booking: Booking,
  startsAt: Instant,
): Promise<Reason | undefined> {
  const after = await movedByHost(tools, booking, startsAt, tools.clock.now())
  const decision = await decisionOn(tools, [{ before: booking, after }])
  if (!('refused' in decision)) return undefined
  if (decision.refused !== 'clash') return { reason: decision.refused === 'full' ? 'capacity' : 'limit' }
  const who = decision.clashes[0]?.principal
  return { reason: 'busy', ...(who !== undefined && { who }) }
}

/**
 * The class at another time that a seat goes to with its host, and with all who hold it where it is open already.
 * Everybody in a class is counted with it, where it is; there is no ceiling for its host.
 */
async function inClassAt(
  tools: Pick<World<MoveBookingStore>, 'store'>,
  booking: Booking,
  startsAt: Instant,
  now: Instant,
): Promise<
  (Pick<Booking, 'session' | 'counted'> & Partial<Pick<Booking, 'hosts' | 'resources' | 'chosen'>>) | undefined
> {
  if (!booking.session) return undefined
  const { company, counted } = booking
  const day = utcDayOf(startsAt)
  const counting = new Set(counted.flatMap(({ name }) => (name.tally === 'limit' ? name.principal : [])))
  const at = principalOfClass(booking)
  const [type, times] = await Promise.all([
    tools.store.type(company, booking.type),
    tools.store.time(company, [...new Set([at, ...counting])], day, day, 'latest'),
  ])
  const dateOf = (principal: string) => {
    const time = times.find((one) => one.principal === principal)!
    return localDateOf(startsAt, type ? scheduleOf(type, time).timeZone : time.facts.timeZone)
  }
  const id = classIdOf(booking.type, startsAt, at)
  const session = { ...booking.session, id }
  const most = Number.MAX_SAFE_INTEGER
  const open = type && holdersOfOpenClass(type, times, { id, at }, now)
  if (open) {
    const { hosts, resources, chosen } = open
    const ofClass = open.counted.map(({ name }) => ({ name, most }))
    return {
      ...{ session, hosts, resources, chosen },
      counted: [...ofClass, ...counted.filter(({ name }) => name.tally !== 'limit')],
    }
  }
  return {
    session,
    counted: counted.map((one) => {
      const { name } = one
      return name.tally === 'limit'
        ? { name: { ...name, startDate: periodStart(name.period, dateOf(name.principal)) }, most }
        : one
    }),
  }
}
