import { BadInput, inputFault } from '../answers/bad-input.ts'
import { type AppointmentType, lockedZoneOf } from '../booking/appointment-type.ts'
import { type Booking, durationFor } from '../booking/booking.ts'
import { neededOf } from '../booking/groups.ts'
import type { Company } from '../people/member.ts'
import type { TimeZone } from '../time/time.ts'
import type { Liftable } from './lifting.ts'

/** So many days one question looks at together. */
export const MOST_DAYS_ASKED = 62

/** What is asked for: a type, a length, and what the customer chose. */
export interface SlotRequest {
  type: AppointmentType
  company: Company
  durationMinutes: number
  visitorTimeZone: TimeZone
  /** Seats of a class, or people to be seated. */
  party: number
  hostId?: string | undefined
  resourceId?: string | undefined
  /** A booking that is moving, or a hold that becomes one: its own claims do not stand in its way. */
  moving?: Booking | undefined
  /** The rules that its host has lifted for it; customers lift none. */
  lifted?: readonly Liftable[] | undefined
}

/** What a customer may choose beside the time. */
export interface Choices {
  timeZone: TimeZone
  durationMinutes?: number | undefined
  hostId?: string | undefined
  resourceId?: string | undefined
  seats?: number | undefined
}

/** Whether a booking is of one place: nobody's seats are sold, and no resource is used by whoever comes. */
function takesOne({ seats, resources }: AppointmentType): boolean {
  return seats === 1 && resources.length === 0
}

/**
 * The slots that a request's parameters mean.
 * @throws BadInput for a duration, host, resource or seats that the type does not have
 */
export function slotRequestOf(type: AppointmentType, company: Company, request: Choices): SlotRequest {
  const durationMinutes = durationFor(type, request.durationMinutes)
  if (durationMinutes === undefined)
    throw new BadInput(inputFault('durationMinutes', 'notOneOf', { options: type.durationsMinutes.join(', ') }))
  // Whoever is chosen would be one of several whom nobody has chosen.
  if (neededOf(type) > 1 && type.hosts.length > 0 && request.hostId !== undefined)
    throw new BadInput(inputFault('hostId', 'noChoice'))
  if (neededOf(type) > 1 && type.hosts.length === 0 && request.resourceId !== undefined)
    throw new BadInput(inputFault('resourceId', 'noChoice'))
  if (request.hostId !== undefined && !type.hosts.includes(request.hostId))
    throw new BadInput(inputFault('hostId', 'notHostHere'))
  if (request.resourceId !== undefined && !type.resources.includes(request.resourceId))
    throw new BadInput(inputFault('resourceId', 'notResourceHere'))
  if ((request.seats ?? 1) > 1 && takesOne(type)) throw new BadInput(inputFault('seats', 'tooLarge', { maximum: 1 }))
  return {
    type,
    company,
    durationMinutes,
    visitorTimeZone: lockedZoneOf(type) ?? request.timeZone,
    party: request.seats ?? 1,
    hostId: request.hostId,
    resourceId: request.resourceId,
  }
}
