import type { AppointmentTypeView } from '../../../shared/api/appointment-types.ts'

/**
 * The appointment by whose link somebody can be booked by anyone: what they offer alone comes before what they offer
 * with others.
 */
export function ownType(types: readonly AppointmentTypeView[], id: string): AppointmentTypeView | undefined {
  return types
    .filter(({ state, access, hosts }) => state === 'published' && access === 'anyone' && hosts.includes(id))
    .toSorted((a, b) => a.hosts.length - b.hosts.length)[0]
}
