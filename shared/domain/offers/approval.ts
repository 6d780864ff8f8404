import type { AppointmentType } from '../booking/appointment-type.ts'
import { type Claim, claimsBetween, type PrincipalTime } from '../ledger/ledger.ts'
import { peakLoad } from '../ledger/load.ts'
import { countOf } from '../ledger/tally.ts'
import type { Interval } from '../time/interval.ts'
import type { Instant } from '../time/time.ts'
import { countsPlaces, isLifted, type Occupancy } from './question-of.ts'
import type { SlotRequest } from './slot-request.ts'

/** How many a resource holds: one booking, where the type does not ask how many come. */
function placesOf(type: AppointmentType, { facts }: PrincipalTime): number {
  return countsPlaces(type) ? (facts.capacity ?? 1) : 1
}

/** Bookings say how many they are; whatever else stands in its time takes all of a resource. */
function taken(type: AppointmentType, time: PrincipalTime, { kind, places, people = 1 }: Claim): number {
  const all = placesOf(type, time)
  const isOfBooking = kind === 'booking' || kind === 'pending' || kind === 'hold'
  return Math.min(all, places ?? (isOfBooking && countsPlaces(type) ? people : all))
}

/** How many places of the type are taken at the fullest moment of a time. */
function takenAt({ type, moving }: SlotRequest, occupancy: Occupancy, { from, to }: Interval, now: Instant): number {
  if (type.seats > 1) {
    const atStart = occupancy.times
      .flatMap(({ classes }) => classes)
      .filter(({ name }) => name.tally === 'session' && name.startsAt === from)
    return Math.max(0, ...atStart.map((one) => countOf(one, now, moving?.id)))
  }
  const own = occupancy.times.filter(({ principal }) => type.resources.includes(principal))
  const claims = own.flatMap((time) =>
    claimsBetween(time, from, to, now).map((claim) => ({ ...claim, places: taken(type, time, claim) })),
  )
  // A party that sits at several tables is counted once, as far as they hold it.
  const byBooking = Map.groupBy(
    claims.filter(({ id }) => id !== moving?.id),
    ({ id, from: begins }) => `${id}/${begins}`,
  )
  const loads = [...byBooking.values()].map((parts) => {
    const [first] = parts
    const places = parts.reduce((sum, part) => sum + part.places, 0)
    return { from: first!.from, to: first!.to, places: Math.min(places, first!.people ?? places) }
  })
  return peakLoad(loads, from, to)
}

/**
 * Whether a booking of resources waits for a yes although the type confirms by itself: where with it more of all places
 * are taken than its share. Two that are asked for at the very same moment may both be let in: the share is a rule of
 * convenience, and what can be sold is decided by the ledger alone.
 */
function waitsForShare(
  slotRequest: SlotRequest,
  occupancy: Occupancy,
  startsAt: Instant,
  endsAt: Instant,
  now: Instant,
): boolean {
  const { type, party } = slotRequest
  if (type.approvalAbovePercent === null || type.hosts.length > 0) return false
  const own = occupancy.times.filter(({ principal }) => type.resources.includes(principal))
  const all = type.seats > 1 ? type.seats : own.reduce((sum, time) => sum + placesOf(type, time), 0)
  const asked = type.seats > 1 || countsPlaces(type) ? party : 1
  const before = takenAt(slotRequest, occupancy, { from: startsAt, to: endsAt }, now)
  return (before + asked) * 100 > all * type.approvalAbovePercent
}

/** Whether a booking waits for a yes before it is certain: where its type says so, and nobody has said it already. */
export function waitsForYes(
  slotRequest: SlotRequest,
  occupancy: Occupancy,
  startsAt: Instant,
  endsAt: Instant,
  now: Instant,
): boolean {
  if (isLifted(slotRequest, 'approval')) return false
  return slotRequest.type.confirmation === 'manual' || waitsForShare(slotRequest, occupancy, startsAt, endsAt, now)
}
