import type { AppointmentType } from '../booking/appointment-type.ts'
import type { Booking } from '../booking/booking.ts'
import type { Assignment } from '../booking/new-booking.ts'
import { classIdOf, countedBy, principalOfClass } from '../booking/placement.ts'
import type { Instant } from '../time/time.ts'
import { chooseHost } from './fairness.ts'
import { countsPlaces, holdersOfClass, type Occupancy, scheduleOf } from './question-of.ts'
import type { Offer } from './slot.ts'
import type { SlotRequest } from './slot-request.ts'

export interface AssignOptions {
  assigned: Record<string, number>
  /** How often the race for this start was lost. */
  attempt: number
  fraction: () => number
  /** Who served before: they stay where they can. */
  kept?: Pick<Booking, 'hosts' | 'resources'> | undefined
  /** By what the customer's bookings are counted. */
  booker?: string | undefined
}

/** Everybody whose time holds a class, first the one in whose ledger its seats are counted: they serve whoever joins it. */
function assignmentOfClass(
  type: AppointmentType,
  occupancy: Occupancy,
  { id: session, at }: NonNullable<Offer['session']>,
): Pick<Booking, 'hosts' | 'resources'> {
  const holders = holdersOfClass(occupancy, session)
  const among = (ids: string[]) =>
    ids.filter((id) => holders.includes(id)).sort((a, b) => Number(b === at) - Number(a === at))
  return { hosts: among(type.hosts), resources: among(type.resources) }
}

/** What counts a class, whatever the limits of its type have become since it was opened. */
function countedOfClass(occupancy: Occupancy, { id }: NonNullable<Offer['session']>): Booking['counted'] {
  const tally = occupancy.times
    .flatMap(({ classes }) => classes)
    .find(({ name }) => name.tally === 'session' && name.id === id)
  return tally?.counted ?? []
}

function chosen(type: AppointmentType, offer: Offer, options: AssignOptions) {
  const { kept, assigned, attempt, fraction } = options
  const seating =
    offer.seatings.find(
      (one) => kept && one.length === kept.resources.length && one.every((id) => kept.resources.includes(id)),
    ) ??
    offer.seatings[0] ??
    []
  if (offer.hosts.length === 0) return { hosts: [], resources: seating, assignedBecause: 'no host is needed' }
  if (type.assignment === 'collective')
    return { hosts: offer.hosts, resources: seating, assignedBecause: 'all hosts of the type' }
  if (kept && kept.hosts.length > 0 && kept.hosts.every((host) => offer.hosts.includes(host)))
    return { hosts: kept.hosts, resources: seating, assignedBecause: 'served before' }
  const choice = chooseHost(offer.hosts, type.hostTerms, assigned, attempt, fraction)!
  return { hosts: [choice.host], resources: seating, assignedBecause: choice.because }
}

/**
 * Who serves an offer: of its hosts the one whose turn it is (or all of a collective type), and the best fitting things; for a
 * class that has begun to fill, those who hold it.
 */
export function assign(
  slotRequest: SlotRequest,
  offer: Offer,
  occupancy: Occupancy,
  startsAt: Instant,
  options: AssignOptions,
): Assignment {
  const { type, party } = slotRequest
  const who = offer.session
    ? { ...assignmentOfClass(type, occupancy, offer.session), assignedBecause: 'joins the class' }
    : chosen(type, offer, options)
  const isClass = type.seats > 1
  const factsOf = (id: string) => occupancy.times.find(({ principal }) => principal === id)?.facts
  const isShared = (id: string) => {
    const facts = factsOf(id)
    return facts?.isShared === true && (facts.capacity ?? 0) >= party
  }
  const zoneOf = (id: string) => scheduleOf(type, occupancy.times.find(({ principal }) => principal === id)!).timeZone
  const own = countedBy(type, who, startsAt, zoneOf, options.booker)
  const isOfBooker = ({ name }: Booking['counted'][number]) => name.tally === 'booker'
  return {
    ...who,
    sharedResources: countsPlaces(type) ? who.resources.filter(isShared) : [],
    ...(isClass && {
      session: { id: offer.session?.id ?? classIdOf(type.slug, startsAt, principalOfClass(who)), capacity: type.seats },
    }),
    counted: offer.session ? [...countedOfClass(occupancy, offer.session), ...own.filter(isOfBooker)] : own,
  }
}

/** Whose ledger must be read again before a booking can be taken away from where it stands. */
export function formerPrincipals(booking: Booking, occupancy: Occupancy): string[] {
  const known = new Set(occupancy.times.map(({ principal }) => principal))
  const seat = booking.session ? [principalOfClass(booking)] : []
  return [...new Set([...booking.hosts, ...booking.resources, ...seat])].filter((id) => !known.has(id))
}
