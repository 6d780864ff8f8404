import type { PrincipalFacts } from '../ledger/ledger.ts'
import type { DayOff, Schedule } from '../people/availability.ts'
import type { Resource } from './appointment-type.ts'

export function factsOf({ daysOff, resource }: AvailabilityChange): Partial<PrincipalFacts> {
  return {
    ...(daysOff && { daysOff }),
    ...(resource && {
      timeZone: resource.timeZone,
      isShared: resource.isShared ?? false,
      linkedWith: resource.linkedWith ?? [],
      // An attribute that is taken away is one that nobody manages.
      capacity: resource.capacity,
    }),
  }
}

/** What may change about when and how a principal can be booked. */
export interface AvailabilityChange {
  schedule?: Schedule
  daysOff?: DayOff[]
  resource?: Resource
}
