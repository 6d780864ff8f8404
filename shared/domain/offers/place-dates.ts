import type { Booking } from '../booking/booking.ts'
import { type Asked, newBooking } from '../booking/new-booking.ts'
import { placementOf } from '../booking/placement.ts'
import { countedByLink, type PrivateLink } from '../booking/private-link.ts'
import { daysOf, type PrincipalTime } from '../ledger/ledger.ts'
import { type Tally, tallyKey } from '../ledger/tally.ts'
import type { Instant } from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'
import { waitsForYes } from './approval.ts'
import { assign } from './assign.ts'
import { isLifted, type Occupancy, questionOf } from './question-of.ts'
import { explainStart, type Reason } from './slot-reason.ts'
import type { SlotRequest } from './slot-request.ts'

export interface DatesToPlace {
  slotRequest: SlotRequest
  asked: Asked
  occupancy: Occupancy
  starts: Instant[]
  ids: string[]
  held: Booking | undefined
  booker: string
  /** By which it is booked: it counts a recurring booking once. */
  link?: PrivateLink | undefined
  assigned: Record<string, number>
  attempt: number
  /** In [0, 1): chance, where several are as good. */
  fraction(): number
  now: Instant
}

export interface PlacedDates {
  bookings: Booking[]
  missed: { startsAt: Instant; reason: Reason }[]
}

/**
 * Places the dates one after the other, each in the time that the ones before it have left: the same host for all where
 * they can, limits counted through.
 */
export function placeDates(toPlace: DatesToPlace): PlacedDates {
  const { slotRequest, asked, starts, ids, held, booker, assigned, attempt, fraction, now } = toPlace
  const { type, durationMinutes, party: seats } = slotRequest
  const bookings: Booking[] = []
  const missed: PlacedDates['missed'] = []
  let { occupancy } = toPlace
  for (const [i, startsAt] of starts.entries()) {
    const endsAt = startsAt + slotRequest.durationMinutes * MINUTE_MS
    const verdict = explainStart(questionOf(occupancy, slotRequest, now, startsAt, endsAt), startsAt)
    if ('reason' in verdict) {
      missed.push({ startsAt, reason: verdict.reason })
      continue
    }
    const assignment = assign(slotRequest, verdict.offer, occupancy, startsAt, {
      assigned,
      attempt,
      fraction,
      kept: bookings[0] ?? held,
      keptAs: bookings[0] ? 'firstDate' : 'hold',
      booker,
    })
    const waits = waitsForYes(slotRequest, occupancy, startsAt, endsAt, now)
    const making = {
      id: ids[i]!,
      type,
      startsAt,
      durationMinutes,
      seats,
      now,
      waits,
      meetingAddress: slotRequest.company.meetingAddress,
      held: i === 0 ? held : undefined,
    }
    const byLink = bookings.length === 0 ? countedByLink(toPlace.link) : []
    // Past a limit that is lifted it is counted all the same.
    const own = isLifted(slotRequest, 'limit') ? assignment.counted.map(withoutCeiling) : assignment.counted
    const booking = newBooking(making, { ...assignment, counted: [...own, ...byLink] }, asked)
    bookings.push(booking)
    if (starts.length > 1) occupancy = withBooking(occupancy, booking)
  }
  if (bookings.length < 2) return { bookings, missed }
  const dates = bookings.map(({ id, startsAt }) => ({ bookingId: id, startsAt }))
  // One answer is given to all of them: where one waits, they all do.
  const status = bookings.some((one) => one.status === 'pending') ? 'pending' : 'confirmed'
  return { bookings: bookings.map((booking) => ({ ...booking, dates, status })), missed }
}

const withoutCeiling = ({ name }: Booking['counted'][number]) => ({ name, most: Number.MAX_SAFE_INTEGER })

/** What is taken, as it will be when a booking stands, for the dates after it. */
function withBooking(occupancy: Occupancy, booking: Booking): Occupancy {
  const { claims, entries, seats } = placementOf(booking)
  const all = [...claims, ...seats.flatMap((seat) => seat.claims)]
  const counted = [...entries, ...seats, ...seats.flatMap((seat) => seat.entries)]
  const grown = (tally: Tally): Tally => {
    const added = counted.filter(({ name }) => tallyKey(name) === tallyKey(tally.name))
    return { ...tally, entries: { ...tally.entries, ...Object.fromEntries(added.map(({ id, entry }) => [id, entry])) } }
  }
  const missing = counted
    .filter(({ name }) => name.tally === 'limit')
    .filter(({ name }) => !occupancy.limits.some((one) => tallyKey(one.name) === tallyKey(name)))
    .map(({ name }): Tally => ({ name, version: 0, entries: {} }))
  const times = occupancy.times.map((time): PrincipalTime => {
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
    limits: [...occupancy.limits, ...missing].map(grown),
    ...(occupancy.booker && { booker: grown(occupancy.booker) }),
  }
}
