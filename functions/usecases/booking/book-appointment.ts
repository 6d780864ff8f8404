import { type AppointmentType, faultsInAnswers } from '../../../shared/domain/appointment-type.ts'
import { BadInput } from '../../../shared/domain/bad-input.ts'
import type { Booking, Customer } from '../../../shared/domain/booking.ts'
import { chooseHost } from '../../../shared/domain/fairness.ts'
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import { explainStart, type Offer } from '../../../shared/domain/slot.ts'
import type { Instant } from '../../../shared/domain/time.ts'
import type { RememberedAnswer, Write } from '../../ports/store.ts'
import { hashToken } from '../accounts/session.ts'
import { type CalendarTools, PATIENCE_MS } from '../calendar/tools.ts'
import { bookingWrites } from './claim-booking.ts'
import { alternativesTo, type Desk, questionOf, readDesk, refusalFor, type Wish } from './desk.ts'
import { wishOf } from './list-slots.ts'

export interface BookingRequest {
  company: string
  slug: string
  startsAt: Instant
  durationMinutes?: number | undefined
  hostId?: string | undefined
  resourceId?: string | undefined
  customer: Customer
  answers: Record<string, string>
  guests: string[]
  idempotencyKey?: string | undefined
}

const ANSWER_LIFE_MS = 24 * 3_600_000

/** Who serves: of an offer's hosts the one whose turn it is (or all of a collective type), and the first free resource. */
export function assign(
  type: AppointmentType,
  offer: Offer,
  desk: Desk,
  attempt: number,
  fraction: () => number,
): Pick<Booking, 'hosts' | 'resources' | 'assignedBecause'> {
  const resources = offer.resources.slice(0, 1)
  if (type.assignment === 'collective' || offer.hosts.length === 0)
    return { hosts: offer.hosts, resources, assignedBecause: 'all hosts of the type' }
  const choice = chooseHost(offer.hosts, desk.people.assigned, attempt, fraction)!
  return { hosts: [choice.host], resources, assignedBecause: choice.because }
}

function newBooking(
  id: string,
  wish: Wish,
  request: BookingRequest,
  serving: Pick<Booking, 'hosts' | 'resources' | 'assignedBecause'>,
  now: Instant,
): Booking {
  const { type } = wish
  return {
    ...serving,
    id,
    company: request.company,
    version: 1,
    status: 'confirmed',
    type: type.slug,
    title: type.title,
    location: type.location,
    startsAt: request.startsAt,
    endsAt: request.startsAt + wish.durationMinutes * 60_000,
    customer: request.customer,
    guests: request.guests,
    answers: request.answers,
    linkGeneration: 1,
    icalUid: `${id}@almanac`,
    sequence: 0,
    reminderMinutesBefore: type.reminderMinutesBefore,
    bufferBeforeMinutes: type.bufferBeforeMinutes,
    bufferAfterMinutes: type.bufferAfterMinutes,
    cancelNoticeMinutes: type.cancelNoticeMinutes,
    createdAt: now,
    updatedAt: now,
  }
}

/** A request's fingerprint: the same key with another one is a mistake of the caller, not a retry. */
function fingerprint({ idempotencyKey: _key, ...request }: BookingRequest): string {
  return hashToken(JSON.stringify(request))
}

/**
 * Books a time, once: claims it for its hosts and resources in one transaction with the booking, the remembered answer
 * and the change row. Losers of a race learn the nearest free times; with several hosts they get another free one.
 */
export async function bookAppointment(tools: CalendarTools, request: BookingRequest): Promise<Booking | Refusal> {
  const { company, slug, startsAt } = request
  const keyHash = request.idempotencyKey === undefined ? undefined : hashToken(request.idempotencyKey)
  const bookingId = tools.random.id()
  const deadline = performance.now() + PATIENCE_MS
  for (let attempt = 0; performance.now() < deadline; attempt++) {
    const now = tools.clock.now()
    const { type, answer } = await tools.store.typeAndAnswer(company, slug, keyHash, now)
    if (answer) return rememberedBooking(tools, answer, request)
    if (!type) return refuse('NotFound')
    const wish = wishOf(type, { ...request, timeZone: request.customer.timeZone }, '')
    const faults = faultsInAnswers(type.questions, request.answers)
    if (faults.length > 0) throw new BadInput(...faults)
    const endsAt = startsAt + wish.durationMinutes * 60_000
    const desk = await readDesk(tools, wish, startsAt, endsAt, 'latest')
    const verdict = explainStart(questionOf(desk, wish, now, startsAt, endsAt), startsAt)
    if ('reason' in verdict) {
      const own = attempt > 0 ? await tools.store.booking(company, bookingId) : undefined
      return own ?? refusalFor(tools, wish, startsAt, verdict.reason)
    }
    const serving = assign(type, verdict.offer, desk, attempt, tools.random.fraction)
    const booking = newBooking(bookingId, wish, request, serving, now)
    const committed = await tools.store.commit([
      ...bookingWrites(undefined, booking, desk.times, { kind: 'booked', origin: 'customer' }),
      ...(keyHash === undefined ? [] : [remember(request, keyHash, booking, now)]),
    ])
    if (committed.outcome === 'busy')
      return refuse('Busy', { alternatives: await alternativesTo(tools, wish, startsAt) })
    if (committed.outcome === 'done') {
      for (const host of type.hosts.length > 1 ? booking.hosts : [])
        await tools.store.countAssignment(company, slug, host)
      return booking
    }
    // The write may have happened although its answer was lost: finding one's own booking is success.
    const own = committed.index === 0 ? await tools.store.booking(company, bookingId) : undefined
    if (own) return own
  }
  return refuse('Busy')
}

function remember(request: BookingRequest, keyHash: string, booking: Booking, now: Instant): Write {
  const answer: RememberedAnswer = {
    company: request.company,
    type: request.slug,
    keyHash,
    requestHash: fingerprint(request),
    bookingId: booking.id,
    expiresAt: now + ANSWER_LIFE_MS,
  }
  return { write: 'answer', answer }
}

async function rememberedBooking(
  tools: CalendarTools,
  answer: RememberedAnswer,
  request: BookingRequest,
): Promise<Booking | Refusal> {
  if (answer.requestHash !== fingerprint(request)) return refuse('IdempotencyKeyReused')
  const booking = await tools.store.booking(request.company, answer.bookingId)
  if (!booking) throw new Error(`answer remembered for booking ${answer.bookingId}, which is not there`)
  return booking
}
