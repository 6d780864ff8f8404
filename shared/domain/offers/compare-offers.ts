import { type AppointmentType, LONGEST_HORIZON_DAYS, lockedZoneOf } from '../booking/appointment-type.ts'
import { type Booking, durationMinutesOf } from '../booking/booking.ts'
import { groupsOf, membersOf, neededOf, resourcesOfType } from '../booking/groups.ts'
import type { Company } from '../people/member.ts'
import { unionOf } from '../recurrence/union-of-starts.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import { type Occupancy, questionOf } from './question-of.ts'
import { startsBetween } from './slot.ts'
import { explainStart, type Reason } from './slot-reason.ts'
import type { SlotRequest } from './slot-request.ts'

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
export type Broken = { rule: 'durationsMinutes' | 'hosts' | 'resources' | 'groups' } | Reason

/**
 * A type with those alone who serve a booking, in every group, so that the question is theirs.
 * @returns undefined where a group needs more than the booking has of it
 */
function narrowed(type: AppointmentType, { hosts, resources }: Booking): AppointmentType | undefined {
  const groups = groupsOf(type).map((group) => ({
    ...group,
    ids: group.ids.filter((id) => (group.of === 'members' ? hosts : resources).includes(id)),
  }))
  const first = type.hosts.length > 0 ? hosts.filter((id) => type.hosts.includes(id)) : resources
  if (groups.some(({ ids, needed }) => ids.length < needed) || first.length < neededOf(type)) return undefined
  if (neededOf(type) === 1) return { ...type, groups }
  // Of several who serve together nobody is asked for by name.
  return {
    ...type,
    hosts: type.hosts.filter((id) => hosts.includes(id)),
    resources: type.resources.filter((id) => resources.includes(id)),
    groups,
  }
}

/**
 * Why a booking that stands would not be taken by a type: by the time that it has, as if it were moved to where it is.
 * How long ahead it is booked has been asked when it was.
 */
export function whyBroken({ type, company, occupancy }: Offering, booking: Booking, now: Instant): Broken | undefined {
  const durationMinutes = durationMinutesOf(booking)
  if (!type.durationsMinutes.includes(durationMinutes)) return { rule: 'durationsMinutes' }
  const isAllOf = (ids: string[], known: string[]) => ids.every((id) => known.includes(id))
  const ofFirst = booking.hosts.filter((id) => type.hosts.includes(id))
  if (!isAllOf(booking.hosts, membersOf(type)) || (type.hosts.length > 0 && ofFirst.length === 0))
    return { rule: 'hosts' }
  if (!isAllOf(booking.resources, resourcesOfType(type))) return { rule: 'resources' }
  const own = narrowed(type, booking)
  if (!own) return { rule: 'groups' }
  const seated = booking.resources.filter((id) => type.resources.includes(id))
  const slotRequest: SlotRequest = {
    type: { ...own, noticeMinutes: 0, horizonDays: LONGEST_HORIZON_DAYS },
    company,
    durationMinutes,
    visitorTimeZone: booking.customer.timeZone,
    party: booking.seats,
    moving: booking,
    ...(ofFirst.length === 1 && { hostId: ofFirst[0] }),
    ...(ofFirst.length === 0 && seated.length === 1 && { resourceId: seated[0] }),
  }
  const { startsAt, endsAt } = booking
  const verdict = explainStart(questionOf(occupancy, slotRequest, now, startsAt, endsAt), startsAt)
  return 'reason' in verdict ? verdict.reason : undefined
}
