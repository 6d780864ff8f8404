import type { AppointmentType } from '../booking/appointment-type.ts'
import { neededOf } from '../booking/groups.ts'
import type { Instant } from '../time/time.ts'
import type { Offer } from './slot.ts'

/** Whether one of several serves: where several serve together, or there is only one, there is nobody to choose. */
export function isOneOfSeveral(type: AppointmentType): boolean {
  const { hosts, resources, assignment } = type
  const isOneOf = hosts.length > 0 ? hosts.length > 1 && assignment === 'roundRobin' : resources.length > 1
  return isOneOf && neededOf(type) === 1
}

/** In which order a customer chooses. */
export function chooses(type: AppointmentType): AppointmentType['choose'] {
  return isOneOfSeveral(type) ? type.choose : 'automatic'
}

/** A start, and where a customer chooses after the time who can serve it. */
export interface OfferedStart {
  startsAt: Instant
  hosts?: string[]
  resources?: string[]
  /** It lies beside what is booked that day, of a type that offers such times first. */
  isBeside?: boolean
}

/** Whom a customer may choose: of tables that have to be put together for a party there is nothing to be chosen. */
export function withChoice({ startsAt, hosts, seatings }: Offer): OfferedStart {
  if (hosts.length > 0) return { startsAt, hosts }
  return { startsAt, resources: seatings.flatMap((seating) => (seating.length === 1 ? seating : [])) }
}
