import type { AppointmentType, Group } from '../booking/appointment-type.ts'
import { groupsOf, neededOf } from '../booking/groups.ts'
import { isClassOf, periodBounds } from '../booking/placement.ts'
import { claimsBetween, isExpired, type LedgerDay, type PrincipalTime } from '../ledger/ledger.ts'
import { countOf, liveEntries, type Tally } from '../ledger/tally.ts'
import type { Availability, Schedule } from '../people/availability.ts'
import type { Instant, TimeZone } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'
import { LATE_ENTRY_MS, type Liftable } from './lifting.ts'
import type { Candidate, LimitedPeriod, OpenClass, SlotQuestion } from './slot-question.ts'
import type { SlotRequest } from './slot-request.ts'

const ROUND_THE_CLOCK = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
  weekday: weekday as 0 | 1 | 2 | 3 | 4 | 5 | 6,
  from: '00:00',
  to: '24:00',
}))

/** Everything that decides about a time, as it was read. */
export interface Occupancy {
  times: PrincipalTime[]
  /** What the type's limits have counted around the asked days. */
  limits: Tally[]
  /** Bookings that the customer has already; absent while nobody is named. */
  booker?: Tally | undefined
}

/** Who of the hosts may serve: the one that is asked for, unless all of them are needed. */
function hostsOf({ type, hostId }: SlotRequest): string[] {
  return hostId === undefined || type.assignment === 'collective'
    ? type.hosts
    : type.hosts.filter((id) => id === hostId)
}

function resourcesOf({ type, resourceId }: SlotRequest): string[] {
  return resourceId === undefined ? type.resources : type.resources.filter((id) => id === resourceId)
}

/** All whose time decides about what is asked: of the first group whoever is asked for, and whole further groups. */
export function candidatesFor(slotRequest: SlotRequest): { hosts: string[]; resources: string[] } {
  const further = (of: Group['of']) => groupsOf(slotRequest.type).flatMap((group) => (group.of === of ? group.ids : []))
  return {
    hosts: [...hostsOf(slotRequest), ...further('members')],
    resources: [...resourcesOf(slotRequest), ...further('resources')],
  }
}

/** Whether parties are seated by the capacities of resources: a class has seats of its own instead. */
export function countsPlaces(type: AppointmentType): boolean {
  return type.seats === 1 && type.manageCapacities
}

/** The hours in which a principal serves the type. */
export function scheduleOf(type: AppointmentType, time: PrincipalTime): Schedule {
  const named = type.hours[time.principal]
  const usual = time.schedules.find(({ id }) => id === time.principal)
  return (
    (named === undefined ? undefined : time.schedules.find(({ id }) => id === `${time.principal}.${named}`)) ??
    usual ?? { id: time.principal, timeZone: time.facts.timeZone, weekly: ROUND_THE_CLOCK, overrides: [] }
  )
}

/** Whether a rule does not count for what is asked, because a host has lifted it. */
export const isLifted = ({ lifted }: SlotRequest, rule: Liftable): boolean => lifted?.includes(rule) === true

/** The hours in which a principal serves, as far as they count. */
function hoursThatCount(slotRequest: SlotRequest, schedule: Schedule): Schedule {
  return {
    ...schedule,
    weekly: isLifted(slotRequest, 'outsideHours') ? ROUND_THE_CLOCK : schedule.weekly,
    overrides: isLifted(slotRequest, 'override') ? [] : schedule.overrides,
  }
}

/** Periods in which a principal has as many bookings of the type as it takes. */
function limitedPeriods(
  { type }: SlotRequest,
  occupancy: Occupancy,
  principal: string,
  zone: TimeZone,
  now: Instant,
  moved: string[],
) {
  return occupancy.limits.flatMap((tally): LimitedPeriod[] => {
    const { name } = tally
    if (name.tally !== 'limit' || name.principal !== principal) return []
    const most = type.limits[name.period]
    const own = moved.find((id) => tally.entries[id] !== undefined)
    const taken = countOf(tally, now, own)
    if (most === null || taken < most) return []
    return [{ limit: name.period, taken, ...periodBounds(name.period, name.startDate, zone) }]
  })
}

/**
 * Everybody and everything whose time a class takes. The class itself knows: the times of its holders are read one by
 * one, and some of them may have been read before it was opened.
 */
export function holdersOfClass(occupancy: Occupancy, session: string): string[] {
  const classes = occupancy.times.flatMap((time) => time.classes)
  return classes.find(({ name }) => name.tally === 'session' && name.id === session)?.holders ?? []
}

/** The classes of the type that have begun to fill in somebody's ledger, with the resource that is asked for. */
function openClasses(
  { type, moving, resourceId }: SlotRequest,
  occupancy: Occupancy,
  time: PrincipalTime,
  now: Instant,
): OpenClass[] {
  return time.classes.flatMap((tally): OpenClass[] => {
    const { name } = tally
    if (name.tally !== 'session' || !isClassOf(type.slug, name.id)) return []
    const claim = time.days.flatMap(({ claims }) => claims).find(({ id }) => id === name.id)
    // A class that only holds kept is gone with the last of them: its time is sold anew.
    if (!claim || isExpired(claim, now)) return []
    if (resourceId !== undefined && !holdersOfClass(occupancy, name.id).includes(resourceId)) return []
    const seatsLeft = type.seats - countOf(tally, now, moving?.id)
    return [{ id: name.id, startsAt: claim.from, endsAt: claim.to, seatsLeft }]
  })
}

/** What the moving booking gives back: its own time and count, and those of a class that ends when it leaves. */
function givenBack({ moving }: SlotRequest, occupancy: Occupancy, now: Instant): string[] {
  if (!moving) return []
  const session = moving.session?.id
  if (session === undefined) return [moving.id]
  // Its seats are counted with one of its hosts, whose time it is for all of them.
  const tally = occupancy.times
    .flatMap(({ classes }) => classes)
    .find(({ name }) => name.tally === 'session' && name.id === session)
  const others = Object.keys(liveEntries(tally, now)).filter((id) => id !== moving.id)
  // A class that was not read may have others in it.
  return tally && others.length === 0 ? [moving.id, session] : [moving.id]
}

function candidateOf(
  id: string,
  occupancy: Occupancy,
  slotRequest: SlotRequest,
  now: Instant,
  from: Instant,
  to: Instant,
  isOfGroup = false,
): Candidate[] {
  const time = occupancy.times.find((one) => one.principal === id)
  if (!time) return []
  const { type, company } = slotRequest
  const schedule = scheduleOf(type, time)
  const { daysOff, knownUntil, capacity, isShared, linkedWith } = time.facts
  const isOnAnyDay = isLifted(slotRequest, 'override')
  const availability: Availability = {
    schedule: hoursThatCount(slotRequest, schedule),
    daysOff: isOnAnyDay ? [] : daysOff,
    holidays: isOnAnyDay || type.isOpenOnHolidays ? [] : (company.holidays ?? []),
    isLimitedToHours: type.limitToWorkingHours,
    ownDates: isOnAnyDay ? [] : type.overrides,
    ranges: isLifted(slotRequest, 'outsideHours') ? [] : type.ranges,
  }
  const own = givenBack(slotRequest, occupancy, now)
  const busy = claimsBetween(time, from, to, now).filter((claim) => !own.includes(claim.id))
  return [
    {
      id,
      availability,
      busy,
      classes:
        type.seats > 1 ? openClasses(slotRequest, occupancy, time, now).filter((one) => !own.includes(one.id)) : [],
      // Limits bind the first group, and things of the others are taken whole.
      limited:
        isOfGroup || isLifted(slotRequest, 'limit')
          ? []
          : limitedPeriods(slotRequest, occupancy, id, schedule.timeZone, now, own),
      ...(knownUntil !== undefined && { knownUntil }),
      ...(countsPlaces(type) && !isOfGroup && { capacity, isShared, linkedWith }),
    },
  ]
}

/** The question for slot.ts: the same for page, booking and troubleshooter (D5). */
export function questionOf(
  occupancy: Occupancy,
  slotRequest: SlotRequest,
  now: Instant,
  from: Instant,
  to: Instant,
): SlotQuestion {
  const { type, moving } = slotRequest
  const around = (id: string) => candidateOf(id, occupancy, slotRequest, now, from - DAY_MS, to + DAY_MS)
  const inGroup = (id: string) => candidateOf(id, occupancy, slotRequest, now, from - DAY_MS, to + DAY_MS, true)
  const groups = groupsOf(type).map(({ ids, ...group }) => ({ ...group, candidates: ids.flatMap(inGroup) }))
  const { perBooker } = type.limits
  const own = liveEntries(occupancy.booker, now)
  delete own[moving?.id ?? '']
  const taken = Object.keys(own).length
  const isFull = perBooker !== null && taken >= perBooker && !isLifted(slotRequest, 'limit')
  const isLate = isLifted(slotRequest, 'past') && from < now && from >= now - LATE_ENTRY_MS
  const isOnAnyMinute = isLifted(slotRequest, 'notAligned')
  return {
    rules: {
      durationMinutes: slotRequest.durationMinutes,
      // Any minute can be begun at where steps do not count.
      stepMinutes: isOnAnyMinute ? 1 : type.stepMinutes,
      ...(typeof type.alignMinutes === 'number' && !isOnAnyMinute && { alignMinutes: type.alignMinutes }),
      isBesideOnly: type.offer === 'besideOnly' && !isLifted(slotRequest, 'notBeside'),
      bufferBeforeMinutes: type.bufferBeforeMinutes,
      bufferAfterMinutes: type.bufferAfterMinutes,
      buffersAddUp: type.buffersAddUp,
      noticeMinutes: isLate || isLifted(slotRequest, 'notice') ? 0 : type.noticeMinutes,
      ...(!isLifted(slotRequest, 'horizon') && { horizonDays: type.horizonDays, dates: type.dates }),
      seats: type.seats,
    },
    now: isLate ? from : now,
    from,
    to,
    visitorTimeZone: slotRequest.visitorTimeZone,
    party: slotRequest.party,
    hosts: hostsOf(slotRequest).flatMap(around),
    resources: resourcesOf(slotRequest).flatMap(around),
    hostsNeeded: type.assignment === 'collective' ? 'all' : 'any',
    ...(neededOf(type) > 1 && { needed: neededOf(type) }),
    ...(groups.length > 0 && { groups }),
    ...(isFull && {
      bookerLimit: { taken, until: Math.min(...Object.values(own).map(({ until }) => until!)) },
    }),
  }
}

/**
 * Whether a lost race can be decided with the day that was lost alone: where one principal serves one date. Of several
 * hosts another may have become free since they were read, and a class that somebody has opened is joined by its seats,
 * which stand elsewhere.
 */
export function isDecidedByDay(slotRequest: SlotRequest, starts: Instant[]): boolean {
  const { hosts, resources } = candidatesFor(slotRequest)
  return starts.length === 1 && slotRequest.type.seats === 1 && hosts.length + resources.length === 1
}

/** What is taken, with one day as it was found since. */
export function withDay(occupancy: Occupancy, found: LedgerDay): Occupancy {
  const times = occupancy.times.map((time) =>
    time.principal === found.principal
      ? { ...time, days: [...time.days.filter(({ day }) => day !== found.day), found] }
      : time,
  )
  return { ...occupancy, times }
}
