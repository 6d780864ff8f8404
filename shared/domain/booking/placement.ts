import { NOTHING, type PlacedClaim, type PlacedEntry, type Placement } from '../ledger/decide.ts'
import type { Claim, ClaimKind, PrincipalTime } from '../ledger/ledger.ts'
import type { LimitName, TallyName } from '../ledger/tally.ts'
import type { Interval } from '../time/interval.ts'
import {
  addDays,
  type Instant,
  type LocalDate,
  localDateOf,
  startOfDay,
  type TimeZone,
  weekdayOf,
} from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'
import type { AppointmentType, BookingLimits } from './appointment-type.ts'
import { type Booking, principalsOf } from './booking.ts'
import { groupsOf } from './groups.ts'

/**
 * Where a class's seats are counted: in the ledger of its first host, or of its first resource where no host serves.
 */
export function principalOfClass(booking: Pick<Booking, 'hosts' | 'resources'>): string {
  return principalsOf(booking)[0]!
}

/**
 * The id of the class of a type that begins at an instant and has its seats at a principal: two hosts may hold a class
 * of the same type at the same time, and theirs are two.
 */
export function classIdOf(type: string, startsAt: Instant, seatOf: string): string {
  return `${classPrefix(type)}${Math.floor(startsAt / MINUTE_MS).toString(36)}.${seatOf}`
}

const classPrefix = (type: string) => `class.${type}.`

/** Whether a class is one of a type. */
export function isClassOf(type: string, classId: string): boolean {
  return classId.startsWith(classPrefix(type))
}

/** The classes in somebody's days whose seats are counted elsewhere: those of a colleague who gives them too. */
export function classesElsewhere({ principal, days }: PrincipalTime): TallyName[] {
  const claims = new Map(days.flatMap((day) => day.claims).map((claim) => [claim.id, claim]))
  return [...claims.values()].flatMap(({ id, kind, from }): TallyName[] => {
    const seat = id.split('.').at(-1)!
    return kind === 'session' && seat !== principal ? [{ tally: 'session', principal: seat, startsAt: from, id }] : []
  })
}

function kindOf({ status }: Booking): ClaimKind {
  return status === 'held' ? 'hold' : status === 'pending' ? 'pending' : 'booking'
}

/**
 * All that a booking holds in the ledger: time of its hosts and resources, a seat in its class, its place in every
 * limit.
 */
export function placementOf(booking: Booking | undefined): Placement {
  if (!booking || booking.status === 'cancelled') return NOTHING
  const { id, startsAt, endsAt, bufferBeforeMinutes, bufferAfterMinutes, buffersAddUp, session, seats } = booking
  const ends = booking.status === 'held' ? { until: booking.heldUntil! } : {}
  const isWhole = (principal: string) =>
    booking.resources.includes(principal) && !session && !booking.sharedResources.includes(principal)
  const claims = principalsOf(booking).map((principal): PlacedClaim => {
    const claim: Claim = {
      id: session?.id ?? id,
      kind: session ? 'session' : kindOf(booking),
      from: startsAt,
      to: endsAt,
      bufferBeforeMinutes,
      bufferAfterMinutes,
      ...(buffersAddUp && { buffersAddUp }),
      ...ends,
      ...(booking.sharedResources.includes(principal) && { places: seats }),
      ...(isWhole(principal) && seats > 1 && { people: seats }),
    }
    return { principal, claim }
  })
  const limits = booking.counted.filter(({ name }) => name.tally === 'limit')
  const own = booking.counted.filter(({ name }) => name.tally === 'booker' || name.tally === 'link')
  const limitEntries = limits.map(
    ({ name, most }): PlacedEntry => ({
      name,
      most,
      id: session?.id ?? id,
      entry: { count: 1, ...ends },
    }),
  )
  const ownEntries = own.map(
    ({ name, most }): PlacedEntry => ({
      name,
      most,
      id,
      // A booking that is over no longer counts for whoever made it; what a link gave is given for good, once it is
      // paid for.
      entry: { count: 1, ...(name.tally === 'booker' && { until: endsAt }), ...ends },
    }),
  )
  if (!session) return { claims, spans: [], entries: [...limitEntries, ...ownEntries], seats: [] }
  return {
    claims: [],
    spans: [],
    entries: ownEntries,
    seats: [
      {
        name: { tally: 'session', principal: principalOfClass(booking), startsAt, id: session.id },
        id,
        entry: { count: seats, ...ends },
        most: session.capacity,
        claims,
        entries: limitEntries,
      },
    ],
  }
}

export type LimitPeriod = LimitName['period']
export const LIMIT_PERIODS: LimitPeriod[] = ['perDay', 'perWeek', 'perMonth']

/** First date of the period that a date lies in. */
export function periodStart(period: LimitPeriod, date: LocalDate): LocalDate {
  if (period === 'perDay') return date
  if (period === 'perMonth') return `${date.slice(0, 8)}01`
  return addDays(date, -((weekdayOf(date) + 6) % 7))
}

/** The instants that a period takes in a zone, its end exclusive. */
export function periodBounds(period: LimitPeriod, startDate: LocalDate, zone: TimeZone): Interval {
  const next =
    period === 'perDay'
      ? addDays(startDate, 1)
      : period === 'perWeek'
        ? addDays(startDate, 7)
        : `${addDays(startDate, 32).slice(0, 8)}01`
  return { from: startOfDay(startDate, zone), to: startOfDay(next, zone) }
}

/** Whether any limit counts per period, which costs a read. */
export function hasPeriodLimits(limits: BookingLimits): boolean {
  return LIMIT_PERIODS.some((period) => limits[period] !== null)
}

/** Whose limits count: of the first group of a type, the hosts that serve, or the resources where no host does. */
export function countedPrincipals(
  type: Pick<AppointmentType, 'groups'>,
  assignment: Pick<Booking, 'hosts' | 'resources'>,
): string[] {
  const further = new Set(groupsOf(type).flatMap(({ ids }) => ids))
  const isOfFirst = (id: string) => !further.has(id)
  const hosts = assignment.hosts.filter(isOfFirst)
  return hosts.length > 0 ? hosts : assignment.resources.filter(isOfFirst)
}

/** Everything that counts a booking of a type: each period of each principal that serves, and the booker. */
export function countedBy(
  type: AppointmentType,
  assignment: Pick<Booking, 'hosts' | 'resources'>,
  startsAt: Instant,
  zoneOf: (principal: string) => TimeZone,
  booker: string | undefined,
): Booking['counted'] {
  const counted: Booking['counted'] = []
  for (const principal of countedPrincipals(type, assignment)) {
    const date = localDateOf(startsAt, zoneOf(principal))
    for (const period of LIMIT_PERIODS) {
      const most = type.limits[period]
      if (most === null) continue
      const name = { tally: 'limit', type: type.slug, principal, period, startDate: periodStart(period, date) } as const
      counted.push({ name, most })
    }
  }
  if (type.limits.perBooker !== null && booker !== undefined)
    counted.push({ name: { tally: 'booker', type: type.slug, booker }, most: type.limits.perBooker })
  return counted
}
