import type { AppointmentType } from '../booking/appointment-type.ts'
import { type Booking, durationMinutesOf } from '../booking/booking.ts'
import { groupsOf, type Replacing } from '../booking/groups.ts'
import type { Company } from '../people/member.ts'
import { countsPlaces } from './question-of.ts'
import type { SlotRequest } from './slot-request.ts'

/** A type as if those alone served it who serve a booking, in every group, and all of them were needed. */
function withThoseOf(type: AppointmentType, hosts: string[], resources: string[]): AppointmentType {
  const groups = groupsOf(type).flatMap((group) => {
    const ids = group.ids.filter((id) => (group.of === 'members' ? hosts : resources).includes(id))
    return ids.length > 0 ? [{ ...group, ids, needed: ids.length }] : []
  })
  const inGroups = groups.flatMap(({ ids }) => ids)
  // Who serves a booking and stands in no group any more is asked for with the first.
  const [people, rooms] = [hosts, resources].map((ids) => ids.filter((id) => !inGroups.includes(id))) as [
    string[],
    string[],
  ]
  return {
    ...type,
    hosts: people,
    resources: rooms,
    groups,
    assignment: people.length > 0 ? 'collective' : type.assignment,
    // Tables that were put together for a party are one seating.
    needed: people.length > 0 || countsPlaces(type) ? 1 : Math.max(1, rooms.length),
  }
}

/**
 * The slots of a booking as it stands: with those who serve it, in its length and for its party, its own time given
 * back. @param replacing who would serve it in the place of whom
 */
export function slotsAsBooked(
  type: AppointmentType,
  company: Company,
  booking: Booking,
  replacing?: Replacing,
): SlotRequest {
  const hosts = booking.hosts.map((id) => (id === replacing?.from ? replacing.to : id))
  return {
    type: withThoseOf(type, hosts, booking.resources),
    company,
    durationMinutes: durationMinutesOf(booking),
    visitorTimeZone: booking.customer.timeZone,
    party: booking.seats,
    moving: booking,
  }
}
