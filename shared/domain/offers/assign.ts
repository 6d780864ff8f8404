import type { AppointmentType, Group } from '../booking/appointment-type.ts'
import type { Booking } from '../booking/booking.ts'
import { allInEnglish, type ChosenGroup } from '../booking/chosen-group.ts'
import { groupsOf, neededOf } from '../booking/groups.ts'
import type { Assignment } from '../booking/new-booking.ts'
import { classIdOf, countedBy, principalOfClass } from '../booking/placement.ts'
import { isExpired, type PrincipalTime } from '../ledger/ledger.ts'
import type { Instant } from '../time/time.ts'
import { type Chance, chooseHosts, type Turn } from './fairness.ts'
import { countsPlaces, holdersOfClass, type Occupancy, scheduleOf } from './question-of.ts'
import type { Offer } from './slot.ts'
import type { SlotRequest } from './slot-request.ts'

export interface AssignOptions extends Chance {
  /** Who served before, or is held: they stay where they can. */
  kept?: Pick<Booking, 'hosts' | 'resources' | 'chosen'> | undefined
  /** What that was; absent: the booking that moves. */
  keptAs?: 'hold' | 'firstDate' | undefined
  /** By what the customer's bookings are counted. */
  booker?: string | undefined
}

/** Who serves out of each group of a type, in their order. */
type Who = Pick<Booking, 'hosts' | 'resources'> & { chosen: ChosenGroup[] }

const inAll = (chosen: ChosenGroup[]): Who => ({
  hosts: chosen.flatMap(({ of, ids }) => (of === 'members' ? ids : [])),
  resources: chosen.flatMap(({ of, ids }) => (of === 'resources' ? ids : [])),
  chosen,
})

/**
 * Everybody whose time holds a class, first the one in whose ledger its seats are counted: they serve whoever joins it.
 */
function whoGivesClass(type: AppointmentType, occupancy: Occupancy, { id, at }: NonNullable<Offer['session']>): Who {
  const holders = holdersOfClass(occupancy, id)
  const among = (ids: string[]) =>
    ids.filter((one) => holders.includes(one)).sort((a, b) => Number(b === at) - Number(a === at))
  const ofGroup = ({ ids, of, name }: Pick<Group, 'ids' | 'of' | 'name'>): ChosenGroup[] => {
    const chosen = among(ids)
    return chosen.length > 0 ? [{ ...(name && { name }), of, ids: chosen, because: 'inClass' }] : []
  }
  const { hosts, resources } = type
  const who = inAll(
    [{ of: 'members' as const, ids: hosts }, { of: 'resources' as const, ids: resources }, ...groupsOf(type)].flatMap(
      ofGroup,
    ),
  )
  return { ...who, hosts: among(who.hosts), resources: among(who.resources) }
}

/** What counts a class, whatever the limits of its type have become since it was opened. */
function countedOfClass(occupancy: Occupancy, { id }: NonNullable<Offer['session']>): Booking['counted'] {
  const tally = occupancy.times
    .flatMap(({ classes }) => classes)
    .find(({ name }) => name.tally === 'session' && name.id === id)
  return tally?.counted ?? []
}

/**
 * Who holds the class of a type that is open in somebody's time, and what counts it, for whoever comes into it.
 * @returns undefined where there is none: it begins with them
 */
export function holdersOfOpenClass(
  type: AppointmentType,
  times: PrincipalTime[],
  { id, at }: { id: string; at: string },
  now: Instant,
): (Who & Pick<Booking, 'counted'>) | undefined {
  const claims = times.find(({ principal }) => principal === at)?.days.flatMap((day) => day.claims) ?? []
  if (!claims.some((claim) => claim.id === id && !isExpired(claim, now))) return undefined
  const [occupancy, session] = [
    { times, limits: [] },
    { id, at, seatsLeft: 0 },
  ]
  const who = whoGivesClass(type, occupancy, session)
  return who.chosen.length > 0 ? { ...who, counted: countedOfClass(occupancy, session) } : undefined
}

/** Why those stay who stay: what was held keeps the reason for which it was. */
function staying(ids: string[], { kept, keptAs }: AssignOptions): Turn {
  const before = kept?.chosen?.find((one) => ids.every((id) => one.ids.includes(id)))
  if (keptAs === 'hold' && before) {
    const { name: _name, of: _of, ...why } = before
    return { ...why, ids }
  }
  return { ids, because: keptAs === 'firstDate' ? 'asFirstDate' : 'kept' }
}

/**
 * So many of the free people of a group: who served before where they are free, and for the others whoever's turn it
 * is.
 * @param group all who could be chosen, free or not
 */
function people(
  group: string[],
  free: string[],
  needed: number,
  terms: AppointmentType['hostTerms'],
  options: AssignOptions,
): Turn {
  const before = options.kept?.hosts.filter((id) => group.includes(id)) ?? []
  const stay = before.filter((id) => free.includes(id))
  // Out of an event more may have come than are needed: all of them go on.
  if (stay.length >= needed) return staying(stay.length === before.length ? stay : stay.slice(0, needed), options)
  const others = free.filter((id) => !stay.includes(id))
  const turn = chooseHosts(others, needed - stay.length, terms, options)!
  return { ...turn, ids: [...stay, ...turn.ids] }
}

/** So many of the free things of a group: those that served before where they are free, else those that fit best. */
function resources(free: string[], needed: number, options: AssignOptions): Turn {
  const stay = options.kept?.resources.filter((id) => free.includes(id)).slice(0, needed) ?? []
  if (stay.length === needed) return staying(stay, options)
  const ids = [...stay, ...free.filter((id) => !stay.includes(id))].slice(0, needed)
  return { ids, because: free.length === needed ? 'onlyFree' : 'bestFit', among: free.length }
}

/** Of one seating its resources; of several things that serve together so many seatings of one. */
function seated(seatings: string[][], needed: number, options: AssignOptions): Turn {
  if (needed > 1) return resources(seatings.flat(), needed, options)
  const { kept } = options
  const before = seatings.find(
    // Beside them things of other groups were taken.
    (one) => kept && one.length > 0 && one.every((id) => kept.resources.includes(id)),
  )
  if (before) return staying(before, options)
  return { ids: seatings[0] ?? [], because: seatings.length > 1 ? 'bestFit' : 'onlyFree', among: seatings.length }
}

/**
 * Things in the order in which they are taken: those that hold the party with the fewest empty places, then those whose
 * places are not counted, then those that are too small.
 */
function bestFitting(ids: string[], occupancy: Occupancy, party: number): string[] {
  const wasteOf = (id: string) => {
    const { capacity } = occupancy.times.find(({ principal }) => principal === id)?.facts ?? {}
    if (capacity === undefined) return Number.MAX_SAFE_INTEGER
    return capacity >= party ? capacity - party : Number.POSITIVE_INFINITY
  }
  return ids.toSorted((a, b) => (wasteOf(a) === wasteOf(b) ? 0 : wasteOf(a) - wasteOf(b)))
}

function chooseWho(slotRequest: SlotRequest, offer: Offer, occupancy: Occupancy, options: AssignOptions): Who {
  const { type, party, hostId, resourceId } = slotRequest
  const needed = neededOf(type)
  const isAsked = (id: string | undefined, { ids }: Turn) => id !== undefined && ids.length === 1 && ids[0] === id
  const asAsked = (turn: Turn, id: string | undefined): Turn =>
    isAsked(id, turn) && type.assignment !== 'collective' ? { ids: turn.ids, because: 'asked' } : turn
  const hosts = (): Turn =>
    type.assignment === 'collective'
      ? { ids: offer.hosts, because: 'all' }
      : asAsked(people(type.hosts, offer.hosts, needed, type.hostTerms, options), hostId)
  const isOfHosts = offer.hosts.length > 0
  // A class has seats for more than those who come first.
  const places = type.seats > 1 ? type.seats : party
  return inAll([
    ...(isOfHosts ? [{ of: 'members' as const, ...hosts() }] : []),
    ...(offer.seatings.length > 0
      ? [
          {
            of: 'resources' as const,
            ...asAsked(seated(offer.seatings, isOfHosts ? 1 : needed, options), resourceId),
          },
        ]
      : []),
    ...groupsOf(type).map(({ name, of, ids, needed: wanted }, g): ChosenGroup => {
      const free = offer.groups?.[g] ?? []
      const turn =
        of === 'members'
          ? people(ids, free, wanted, {}, options)
          : resources(bestFitting(free, occupancy, places), wanted, options)
      return { ...(name && { name }), of, ...turn }
    }),
  ])
}

/**
 * Who serves an offer: of its hosts those whose turn it is (or all of a collective type), of its further groups as many
 * as each needs, and the best fitting things; for a class that has begun to fill, those who hold it.
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
    ? whoGivesClass(type, occupancy, offer.session)
    : chooseWho(slotRequest, offer, occupancy, options)
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
    assignedBecause: offer.session ? 'joins the class' : allInEnglish(who.chosen),
    // Things of the further groups are taken whole.
    sharedResources: countsPlaces(type)
      ? who.resources.filter((id) => type.resources.includes(id) && isShared(id))
      : [],
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
