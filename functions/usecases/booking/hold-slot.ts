import type { Booking } from '../../../shared/domain/booking.ts'
import { cancelled } from '../../../shared/domain/booking.ts'
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import { explainStart } from '../../../shared/domain/slot-reason.ts'
import type { Instant } from '../../../shared/domain/time.ts'
import { settleAll } from '../calendar/settle.ts'
import { type CalendarTools, PATIENCE_MS } from '../calendar/tools.ts'
import { MOST_ACTIONS, saveBookings } from './claim-booking.ts'
import { isFreeByNow, questionOf, readDesk, refusalFor, SECOND_LOOKS } from './desk.ts'
import { type Choices, wishOf } from './list-slots.ts'
import { bookingWrites, countedNames, decideBookings, talliesFor } from './save-booking.ts'
import { serve } from './serve.ts'

/** How long a customer may take to fill in a form. */
export const HOLD_MINUTES = 10

export interface HoldRequest extends Choices {
  company: string
  slug: string
  startsAt: Instant
}

/** Keeps a time for a customer who is still deciding: claimed like a booking, but it ends by itself and nobody is told. */
export async function holdSlot(tools: CalendarTools, request: HoldRequest): Promise<Booking | Refusal> {
  const { company, slug, startsAt } = request
  const id = tools.random.id()
  const deadline = tools.clock.elapsedMillis() + PATIENCE_MS
  let looks = 0
  for (let attempt = 0; tools.clock.elapsedMillis() < deadline; attempt++) {
    const now = tools.clock.now()
    const front = await tools.store.frontDesk(company, slug, { assigned: true }, now)
    if (!front.type || !front.company) return refuse('NotFound')
    const { type } = front
    const wish = wishOf(type, front.company, request, '')
    const endsAt = startsAt + wish.durationMinutes * 60_000
    const desk = await readDesk(tools, wish, startsAt, endsAt, 'latest')
    if (await settleAll(tools, company, desk.times)) continue
    const verdict = explainStart(questionOf(desk, wish, now, startsAt, endsAt), startsAt)
    if ('reason' in verdict) {
      const refusal = await refusalFor(tools, wish, startsAt, verdict.reason)
      if (isFreeByNow(refusal, startsAt) && looks++ < SECOND_LOOKS) continue
      return refusal
    }
    const held: Booking = {
      ...serve(wish, verdict.offer, desk, startsAt, {
        assigned: front.assigned,
        attempt,
        fraction: tools.random.fraction,
      }),
      id,
      company,
      version: 1,
      status: 'held',
      heldUntil: now + HOLD_MINUTES * 60_000,
      type: slug,
      title: type.title,
      location: type.location,
      startsAt,
      endsAt,
      customer: { name: '', email: '', timeZone: request.timeZone },
      guests: [],
      seats: wish.party,
      answers: {},
      linkGeneration: 1,
      icalUid: `${id}@almanac`,
      sequence: 0,
      reminderMinutesBefore: [],
      bufferBeforeMinutes: type.bufferBeforeMinutes,
      bufferAfterMinutes: type.bufferAfterMinutes,
      ...(type.buffersAddUp && { buffersAddUp: true }),
      cancelNoticeMinutes: 0,
      createdAt: now,
      updatedAt: now,
    }
    const state = { times: desk.times, tallies: talliesFor(desk.limits, countedNames(held)) }
    const decision = decideBookings(state, [{ after: held }], now)
    // What is offered can be had; only what changed between the reads of one attempt is in the way: read again.
    if ('refused' in decision) continue
    const writes = bookingWrites([{ after: held }], decision.writes, undefined)
    if (writes.length > MOST_ACTIONS) return refuse('TooManyDates')
    const committed = await tools.store.commit(writes)
    if (committed.outcome === 'done') return held
    if (committed.outcome === 'busy') return refuse('Busy')
    const own = committed.index === 0 ? await tools.store.booking(company, id) : undefined
    if (own) return own
  }
  return refuse('Busy')
}

/** Gives a hold back, or clears away one that has ended; a booking that it has become is not touched. */
export async function releaseHold(tools: CalendarTools, company: string, id: string): Promise<Refusal | undefined> {
  const deadline = tools.clock.elapsedMillis() + PATIENCE_MS
  while (tools.clock.elapsedMillis() < deadline) {
    const now = tools.clock.now()
    const held = await tools.store.booking(company, id)
    if (held?.status !== 'held') return undefined
    const { heldUntil: _ended, ...after } = cancelled(held, now)
    const saved = await saveBookings(tools, [{ before: held, after }], now, deadline, {})
    if (saved === 'saved') return undefined
    if (saved !== 'stale') return saved
  }
  return refuse('Busy')
}
