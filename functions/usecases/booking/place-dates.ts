import type { Booking } from '../../../shared/domain/booking/booking.ts'
import { placementOf } from '../../../shared/domain/booking/placement.ts'
import { daysOf, type PrincipalTime } from '../../../shared/domain/ledger/ledger.ts'
import { type Tally, tallyKey } from '../../../shared/domain/ledger/tally.ts'
import { explainStart, type Reason } from '../../../shared/domain/offers/slot-reason.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import type { World } from '../world.ts'
import type { BookingRequest } from './booking-request.ts'
import { type Desk, type DeskStore, questionOf, type Wish } from './desk.ts'
import { type Serving, serve } from './serve.ts'

/** The repositories that it uses. */
export type PlaceDatesStore = DeskStore

export interface DatesToPlace {
  wish: Wish
  request: BookingRequest
  desk: Desk
  starts: Instant[]
  ids: string[]
  held: Booking | undefined
  booker: string
  assigned: Record<string, number>
  attempt: number
  now: Instant
}

export interface PlacedDates {
  bookings: Booking[]
  missed: { startsAt: Instant; reason: Reason }[]
}

/**
 * Places the dates one after the other, each in the time that the ones before it have left: the same host for all where they can,
 * limits counted through.
 */
export function placeDates(tools: Pick<World<PlaceDatesStore>, 'random'>, asked: DatesToPlace): PlacedDates {
  const { wish, request, starts, ids, held, booker, assigned, attempt, now } = asked
  const bookings: Booking[] = []
  const missed: PlacedDates['missed'] = []
  let { desk } = asked
  for (const [i, startsAt] of starts.entries()) {
    const endsAt = startsAt + wish.durationMinutes * 60_000
    const verdict = explainStart(questionOf(desk, wish, now, startsAt, endsAt), startsAt)
    if ('reason' in verdict) {
      missed.push({ startsAt, reason: verdict.reason })
      continue
    }
    const serving = serve(wish, verdict.offer, desk, startsAt, {
      assigned,
      attempt,
      fraction: tools.random.fraction,
      kept: bookings[0] ?? held,
      booker,
    })
    const booking = newBooking(ids[i]!, wish, request, serving, startsAt, now, i === 0 ? held : undefined)
    bookings.push(booking)
    if (starts.length > 1) desk = withBooking(desk, booking)
  }
  const dates = bookings.map(({ id, startsAt }) => ({ bookingId: id, startsAt }))
  return { bookings: bookings.length > 1 ? bookings.map((booking) => ({ ...booking, dates })) : bookings, missed }
}

function newBooking(
  id: string,
  { type, durationMinutes, party }: Wish,
  request: BookingRequest,
  serving: Serving,
  startsAt: Instant,
  now: Instant,
  held: Booking | undefined,
): Booking {
  return {
    ...serving,
    id,
    company: request.company,
    version: (held?.version ?? 0) + 1,
    status: type.confirmation === 'manual' ? 'pending' : 'confirmed',
    type: type.slug,
    title: type.title,
    location: type.location,
    startsAt,
    endsAt: startsAt + durationMinutes * 60_000,
    customer: request.customer,
    guests: request.guests,
    seats: party,
    answers: request.answers,
    ...(type.questions.length > 0 && {
      questions: Object.fromEntries(type.questions.map(({ id, label }) => [id, label])),
    }),
    linkGeneration: 1,
    icalUid: `${id}@almanac`,
    sequence: 0,
    reminderMinutesBefore: type.reminderMinutesBefore,
    bufferBeforeMinutes: type.bufferBeforeMinutes,
    bufferAfterMinutes: type.bufferAfterMinutes,
    ...(type.buffersAddUp && { buffersAddUp: true }),
    cancelNoticeMinutes: type.cancelNoticeMinutes,
    createdAt: now,
    updatedAt: now,
  }
}

/** The desk as it will be when a booking stands, for the dates after it. */
function withBooking(desk: Desk, booking: Booking): Desk {
  const { claims, entries, seats } = placementOf(booking)
  const all = [...claims, ...seats.flatMap((seat) => seat.claims)]
  const counted = [...entries, ...seats, ...seats.flatMap((seat) => seat.entries)]
  const grown = (tally: Tally): Tally => {
    const added = counted.filter(({ name }) => tallyKey(name) === tallyKey(tally.name))
    return { ...tally, entries: { ...tally.entries, ...Object.fromEntries(added.map(({ id, entry }) => [id, entry])) } }
  }
  const missing = counted
    .filter(({ name }) => name.tally === 'limit')
    .filter(({ name }) => !desk.limits.some((one) => tallyKey(one.name) === tallyKey(name)))
    .map(({ name }): Tally => ({ name, version: 0, entries: {} }))
  const times = desk.times.map((time): PrincipalTime => {
    const own = all.filter(({ principal }) => principal === time.principal).map(({ claim }) => claim)
    if (own.length === 0) return time
    const touched = [...new Set(own.flatMap(daysOf))]
    const days = touched.map((day) => {
      const read = time.days.find((one) => one.day === day) ?? {
        principal: time.principal,
        day,
        version: 0,
        claims: [],
      }
      return { ...read, claims: [...read.claims, ...own.filter((claim) => daysOf(claim).includes(day))] }
    })
    return { ...time, days: [...time.days.filter(({ day }) => !touched.includes(day)), ...days] }
  })
  return {
    times,
    limits: [...desk.limits, ...missing].map(grown),
    ...(desk.booker && { booker: grown(desk.booker) }),
  }
}
