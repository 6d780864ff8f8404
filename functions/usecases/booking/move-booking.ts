import { type Booking, durationMinutesOf, moved, principalsOf, refusalToMove } from '../../../shared/domain/booking.ts'
import type { Origin } from '../../../shared/domain/change.ts'
import { clashesWith } from '../../../shared/domain/ledger.ts'
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import { explainStart } from '../../../shared/domain/slot.ts'
import type { Instant } from '../../../shared/domain/time.ts'
import { type CalendarTools, PATIENCE_MS } from '../calendar/tools.ts'
import { assign } from './book-appointment.ts'
import { bookingWrites, claimOf, daysTouched } from './claim-booking.ts'
import { alternativesTo, busySpans, questionOf, readDesk, refusalFor, type Wish } from './desk.ts'

/** Moves a booking for its customer: only to a time that is offered, with the same host if that one is free then. */
export async function moveBooking(
  tools: CalendarTools,
  company: string,
  id: string,
  startsAt: Instant,
): Promise<Booking | Refusal> {
  const deadline = performance.now() + PATIENCE_MS
  for (let attempt = 0; performance.now() < deadline; attempt++) {
    const now = tools.clock.now()
    const booking = await tools.store.booking(company, id)
    if (!booking) return refuse('NotFound')
    const refusal = refusalToMove(booking, now)
    if (refusal) return refusal
    if (booking.startsAt === startsAt) return booking
    const type = await tools.store.type(company, booking.type)
    if (!type) return refuse('NotOffered', { detail: 'These appointments are no longer offered.' })
    const wish: Wish = {
      type,
      durationMinutes: durationMinutesOf(booking),
      visitorTimeZone: booking.customer.timeZone,
      moving: id,
    }
    const endsAt = startsAt + (booking.endsAt - booking.startsAt)
    // The old days must be read too: they are released in the same transaction.
    const from = Math.min(startsAt, booking.startsAt)
    const desk = await readDesk(tools, wish, from, Math.max(endsAt, booking.endsAt), 'latest')
    const verdict = explainStart(questionOf(desk, wish, now, startsAt, endsAt), startsAt)
    if ('reason' in verdict) return refusalFor(tools, wish, startsAt, verdict.reason)
    const { offer } = verdict
    const keepsHosts = booking.hosts.every((host) => offer.hosts.includes(host))
    const keepsThings = booking.resources.every((one) => offer.resources.includes(one))
    const chosen = assign(type, offer, desk, attempt, tools.random.fraction)
    const serving = {
      hosts: keepsHosts ? booking.hosts : chosen.hosts,
      resources: keepsThings ? booking.resources : chosen.resources,
    }
    const former = principalsOf(booking).filter((one) => !desk.times.some((time) => time.principal === one))
    const days = daysTouched(booking, booking)
    const formerTimes =
      former.length > 0 ? await tools.store.time(company, former, days[0]!, days.at(-1)!, 'latest') : []
    const next = moved(booking, startsAt, serving, now)
    const committed = await tools.store.commit(
      bookingWrites(booking, next, [...desk.times, ...formerTimes], { kind: 'moved', origin: 'customer' }),
    )
    if (committed.outcome === 'done') return next
    if (committed.outcome === 'busy')
      return refuse('Busy', { alternatives: await alternativesTo(tools, wish, startsAt) })
  }
  return refuse('Busy')
}

/**
 * Moves a booking for its host, by hand or in a connected calendar: bound by what is taken, not by the hours offered.
 * @param isFact the host has moved it already elsewhere: their own time is not asked, only that of shared resources
 */
export async function moveBookingAsHost(
  tools: CalendarTools,
  company: string,
  id: string,
  startsAt: Instant,
  origin: Origin,
  isFact = false,
): Promise<Booking | Refusal> {
  const deadline = performance.now() + PATIENCE_MS
  while (performance.now() < deadline) {
    const now = tools.clock.now()
    const booking = await tools.store.booking(company, id)
    if (!booking) return refuse('NotFound')
    if (booking.status === 'cancelled') return refuse('BookingOver')
    if (booking.startsAt === startsAt) return booking
    const next = moved(booking, startsAt, booking, now)
    const days = daysTouched(booking, next)
    const times = await tools.store.time(company, principalsOf(next), days[0]!, days.at(-1)!, 'latest')
    const claim = claimOf(next)
    const asked = isFact ? next.resources : principalsOf(next)
    const clash = times
      .filter((time) => asked.includes(time.principal))
      .some(
        (time) =>
          clashesWith(time.days, claim).length > 0 ||
          busySpans({ ...time, days: [] }, 'UTC', next.startsAt, next.endsAt).some(
            (busy) => busy.from < next.endsAt && next.startsAt < busy.to,
          ),
      )
    if (clash) return refuse('SlotTaken', { detail: 'Something else stands there already.', alternatives: [] })
    const committed = await tools.store.commit(bookingWrites(booking, next, times, { kind: 'moved', origin }))
    if (committed.outcome === 'done') return next
    if (committed.outcome === 'busy') return refuse('Busy')
  }
  return refuse('Busy')
}
