import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import {
  countedPrincipals,
  hasPeriodLimits,
  isSessionOf,
  LIMIT_PERIODS,
  periodBounds,
  periodStart,
} from '../../../shared/domain/booking/placement.ts'
import { claimsBetween, isExpired, type PrincipalTime } from '../../../shared/domain/ledger/ledger.ts'
import { countOf, liveEntries, type Tally } from '../../../shared/domain/ledger/tally.ts'
import { nearestStarts } from '../../../shared/domain/offers/slot.ts'
import type {
  LimitedPeriod,
  OpenSession,
  ServingCandidate,
  SlotQuestion,
} from '../../../shared/domain/offers/slot-question.ts'
import type { Reason } from '../../../shared/domain/offers/slot-reason.ts'
import type { Availability, Schedule } from '../../../shared/domain/people/availability.ts'
import type { Company } from '../../../shared/domain/people/member.ts'
import { addDays, type Instant, type TimeZone, utcDayOf } from '../../../shared/domain/time/time.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type DeskStore = Ledger

const ROUND_THE_CLOCK = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
  weekday: weekday as 0 | 1 | 2 | 3 | 4 | 5 | 6,
  from: '00:00',
  to: '24:00',
}))

/** What is asked of the desk: a type, a length, and the customer's own wishes. */
export interface Wish {
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
}

/** Everything that decides about a time, as it was read. */
export interface Desk {
  times: PrincipalTime[]
  /** What the type's limits have counted around the asked days. */
  limits: Tally[]
  /** Bookings that the customer has already; absent while nobody is named. */
  booker?: Tally | undefined
}

/** Who may serve: the host that is wished for, unless all of them are needed. */
export function hostsOf({ type, hostId }: Wish): string[] {
  return hostId === undefined || type.assignment === 'collective'
    ? type.hosts
    : type.hosts.filter((id) => id === hostId)
}

export function resourcesOf({ type, resourceId }: Wish): string[] {
  return resourceId === undefined ? type.resources : type.resources.filter((id) => id === resourceId)
}

/**
 * Reads the ledger for a wish, from the UTC day of `from` to that of `to`, a day wider on both sides: two queries for each
 * principal, and one more where the type has limits, all side by side.
 */
export async function readDesk(
  tools: Pick<World<DeskStore>, 'store'>,
  wish: Wish,
  from: Instant,
  to: Instant,
  read: 'latest' | 'quick',
): Promise<Desk> {
  const { company, slug, limits: rules } = wish.type
  const hosts = hostsOf(wish)
  // Whoever joins a class takes part in all that it takes, also in a thing that was not wished for.
  const resources = wish.type.seats > 1 ? wish.type.resources : resourcesOf(wish)
  const first = addDays(utcDayOf(from), -1)
  const last = addDays(utcDayOf(to), 1)
  // Weeks and months that have begun before the first day count it as well.
  const begins = LIMIT_PERIODS.map((period) => periodStart(period, first)).sort()[0]!
  const [times, limits] = await Promise.all([
    tools.store.time(company, [...hosts, ...resources], first, last, read),
    hasPeriodLimits(rules)
      ? tools.store.limits(company, slug, countedPrincipals({ hosts, resources }), begins, last, read)
      : [],
  ])
  return { times, limits }
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

/** Periods in which a principal has as many bookings of the type as it takes. */
function limitedPeriods({ type }: Wish, desk: Desk, principal: string, zone: TimeZone, now: Instant, moved: string[]) {
  return desk.limits.flatMap((tally): LimitedPeriod[] => {
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
 * Everybody and everything whose time a class takes. The class itself knows: the times of its holders are read one by one, and
 * some of them may have been read before it was opened.
 */
export function holdersOfSession(desk: Desk, session: string): string[] {
  const sessions = desk.times.flatMap((time) => time.sessions)
  return sessions.find(({ name }) => name.tally === 'session' && name.id === session)?.holders ?? []
}

/** The classes of the type that have begun to fill in somebody's ledger, with the thing that is wished for. */
function openSessions(
  { type, moving, resourceId }: Wish,
  desk: Desk,
  time: PrincipalTime,
  now: Instant,
): OpenSession[] {
  return time.sessions.flatMap((tally): OpenSession[] => {
    const { name } = tally
    if (name.tally !== 'session' || !isSessionOf(type.slug, name.id)) return []
    const claim = time.days.flatMap(({ claims }) => claims).find(({ id }) => id === name.id)
    // A class that only holds kept is gone with the last of them: its time is sold anew.
    if (!claim || isExpired(claim, now)) return []
    if (resourceId !== undefined && !holdersOfSession(desk, name.id).includes(resourceId)) return []
    const seatsLeft = type.seats - countOf(tally, now, moving?.id)
    return [{ id: name.id, startsAt: claim.from, endsAt: claim.to, seatsLeft }]
  })
}

/** What the moving booking gives back: its own time and count, and those of a class that ends when it leaves. */
function givenBack({ moving }: Wish, desk: Desk, now: Instant): string[] {
  if (!moving) return []
  const session = moving.session?.id
  if (session === undefined) return [moving.id]
  // Its seats are counted with one of its hosts, whose time it is for all of them.
  const tally = desk.times
    .flatMap(({ sessions }) => sessions)
    .find(({ name }) => name.tally === 'session' && name.id === session)
  const others = Object.keys(liveEntries(tally, now)).filter((id) => id !== moving.id)
  // A class that was not read may have others in it.
  return tally && others.length === 0 ? [moving.id, session] : [moving.id]
}

function candidateOf(id: string, desk: Desk, wish: Wish, now: Instant, from: Instant, to: Instant): ServingCandidate[] {
  const time = desk.times.find((one) => one.principal === id)
  if (!time) return []
  const { type, company } = wish
  const schedule = scheduleOf(type, time)
  const { daysOff, knownUntil, capacity, isShared, linkedWith } = time.facts
  const availability: Availability = {
    schedule,
    daysOff,
    holidays: company.holidays ?? [],
    isLimitedToHours: type.limitToWorkingHours,
    ranges: type.ranges,
  }
  const own = givenBack(wish, desk, now)
  const busy = claimsBetween(time, from, to, now).filter((claim) => !own.includes(claim.id))
  return [
    {
      id,
      availability,
      busy,
      sessions: type.seats > 1 ? openSessions(wish, desk, time, now).filter((one) => !own.includes(one.id)) : [],
      limited: limitedPeriods(wish, desk, id, schedule.timeZone, now, own),
      ...(knownUntil !== undefined && { knownUntil }),
      ...(capacity !== undefined && type.seats === 1 && { capacity }),
      ...(isShared && type.seats === 1 && { isShared }),
      ...(linkedWith && { linkedWith }),
    },
  ]
}

/** The question for slot.ts: the same for page, booking and troubleshooter (D5). */
export function questionOf(desk: Desk, wish: Wish, now: Instant, from: Instant, to: Instant): SlotQuestion {
  const { type, moving } = wish
  const around = (id: string) => candidateOf(id, desk, wish, now, from - DAY_MS, to + DAY_MS)
  const { perBooker } = type.limits
  const own = liveEntries(desk.booker, now)
  delete own[moving?.id ?? '']
  const taken = Object.keys(own).length
  const isFull = perBooker !== null && taken >= perBooker
  return {
    rules: {
      durationMinutes: wish.durationMinutes,
      stepMinutes: type.stepMinutes,
      bufferBeforeMinutes: type.bufferBeforeMinutes,
      bufferAfterMinutes: type.bufferAfterMinutes,
      buffersAddUp: type.buffersAddUp,
      noticeMinutes: type.noticeMinutes,
      horizonDays: type.horizonDays,
      dates: type.dates,
      seats: type.seats,
    },
    now,
    from,
    to,
    visitorTimeZone: wish.visitorTimeZone,
    party: wish.party,
    hosts: hostsOf(wish).flatMap(around),
    resources: resourcesOf(wish).flatMap(around),
    hostsNeeded: type.assignment === 'collective' ? 'all' : 'any',
    ...(isFull && {
      bookerLimit: { taken, until: Math.min(...Object.values(own).map(({ until }) => until!)) },
    }),
  }
}

const ALTERNATIVES = 5
const LOOK_AROUND_DAYS = 7

/**
 * The nearest free times around one that cannot be had: those of the days that were read anyway where they suffice, else by a
 * quick read of a week around, for they are offers and not promises.
 */
export async function alternativesTo(
  tools: World<DeskStore>,
  wish: Wish,
  startsAt: Instant,
  known?: Desk,
): Promise<{ startsAt: Instant; endsAt: Instant }[]> {
  const now = tools.clock.now()
  const asInterval = (start: Instant) => ({ startsAt: start, endsAt: start + wish.durationMinutes * 60_000 })
  if (known) {
    // Days are read a day wider on both sides than they are asked for.
    const around = questionOf(known, wish, now, Math.max(startsAt - DAY_MS / 2, now), startsAt + DAY_MS / 2)
    const near = nearestStarts(around, startsAt, ALTERNATIVES)
    if (near.length === ALTERNATIVES) return near.map(asInterval)
  }
  const from = Math.max(startsAt - LOOK_AROUND_DAYS * DAY_MS, now)
  const to = Math.max(startsAt, now) + LOOK_AROUND_DAYS * DAY_MS
  const desk = await readDesk(tools, wish, from, to, 'quick')
  return nearestStarts(questionOf(desk, wish, now, from, to), startsAt, ALTERNATIVES).map(asInterval)
}

const refusalOf: Record<Reason['reason'], Refusal['refusal']> = {
  past: 'TooSoon',
  notice: 'TooSoon',
  horizon: 'TooFar',
  override: 'NotOffered',
  outsideHours: 'OutsideHours',
  notAligned: 'NotOffered',
  busy: 'SlotTaken',
  buffer: 'SlotTaken',
  hold: 'SlotTaken',
  limit: 'LimitReached',
  capacity: 'Full',
  calendarNotKnownThatFar: 'CalendarNotKnownThatFar',
}

/** A reason of the slot engine as a refusal for strangers: who is busy with what stays inside. */
export async function refusalFor(
  tools: World<DeskStore>,
  wish: Wish,
  startsAt: Instant,
  { reason, who }: Reason,
  known?: Desk,
): Promise<Refusal> {
  const refusal = refusalOf[reason]
  // Whoever has as many bookings as one may have finds no other time free either.
  const isTheirs = reason === 'limit' && who === undefined
  const mayBeNear = refusal !== 'TooFar' && !isTheirs
  return refuse(refusal, {
    reason: { reason },
    ...(mayBeNear && { alternatives: await alternativesTo(tools, wish, startsAt, known) }),
  })
}

/** How often a refusal is looked at again (see isFreeByNow). */
export const SECOND_LOOKS = 2

/**
 * Whether the very start that is refused is among those free near it: the reads of the refusal were not of one moment (days, limits
 * and hosts are read side by side), or whoever was in the way has left. Then it is decided again.
 */
export function isFreeByNow({ alternatives = [] }: Refusal, startsAt: Instant): boolean {
  return alternatives.some((one) => one.startsAt === startsAt)
}
