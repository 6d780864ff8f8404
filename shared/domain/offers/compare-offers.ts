import { type AppointmentType, lockedZoneOf } from '../booking/appointment-type.ts'
import { type Booking, durationMinutesOf } from '../booking/booking.ts'
import type { Company } from '../people/member.ts'
import { unionOf } from '../recurrence/union-of-starts.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import { type Occupancy, questionOf } from './question-of.ts'
import { startsBetween } from './slot.ts'
import { explainStart, type Reason } from './slot-reason.ts'
import type { SlotRequest } from './slot-request.ts'

/** No type takes bookings further ahead. */
const LONGEST_HORIZON_DAYS = 730

/** A type's rules, and what is known of the time of whoever serves it. */
export interface Offering {
  type: AppointmentType
  company: Company
  occupancy: Occupancy
}

/** Every start in [from, to) that a type offers in any of its lengths, sorted. */
export function allStarts(
  { type, company, occupancy }: Offering,
  timeZone: TimeZone,
  now: Instant,
  from: Instant,
  to: Instant,
): Instant[] {
  const visitorTimeZone = lockedZoneOf(type) ?? timeZone
  return unionOf(
    type.durationsMinutes.map((durationMinutes) => {
      const slotRequest: SlotRequest = { type, company, durationMinutes, visitorTimeZone, party: 1 }
      return startsBetween(questionOf(occupancy, slotRequest, now, from, to))
    }),
  )
}

/** Those of the one list that are not in the other; both are sorted. */
export function onlyIn(these: Instant[], others: Instant[]): Instant[] {
  const there = new Set(others)
  return these.filter((startsAt) => !there.has(startsAt))
}

/** What of a type no longer allows a booking: a choice that it does not have any more, or a rule of its times. */
export type Broken = { rule: 'durationsMinutes' | 'hosts' | 'resources' } | Reason

/**
 * Why a booking that stands would not be taken by a type: by the time that it has, as if it were moved to where it is. How long
 * ahead it is booked has been asked when it was.
 */
export function whyBroken({ type, company, occupancy }: Offering, booking: Booking, now: Instant): Broken | undefined {
  const durationMinutes = durationMinutesOf(booking)
  if (!type.durationsMinutes.includes(durationMinutes)) return { rule: 'durationsMinutes' }
  const isAllOf = (ids: string[], known: string[]) => ids.every((id) => known.includes(id))
  if (!isAllOf(booking.hosts, type.hosts) || (type.hosts.length > 0 && booking.hosts.length === 0))
    return { rule: 'hosts' }
  if (!isAllOf(booking.resources, type.resources)) return { rule: 'resources' }
  const slotRequest: SlotRequest = {
    type: { ...type, noticeMinutes: 0, horizonDays: LONGEST_HORIZON_DAYS },
    company,
    durationMinutes,
    visitorTimeZone: booking.customer.timeZone,
    party: booking.seats,
    moving: booking,
    ...(booking.hosts.length === 1 && { hostId: booking.hosts[0] }),
    ...(booking.hosts.length === 0 && booking.resources.length === 1 && { resourceId: booking.resources[0] }),
  }
  const { startsAt, endsAt } = booking
  const verdict = explainStart(questionOf(occupancy, slotRequest, now, startsAt, endsAt), startsAt)
  return 'reason' in verdict ? verdict.reason : undefined
}
