import type { BusySpan } from '../ledger/load.ts'
import { type Availability, openWindows } from '../people/availability.ts'
import type { Interval } from '../time/interval.ts'
import {
  addDays,
  type Instant,
  localDateOf,
  startOfDay,
  type TimeZone,
  type ZoneClock,
  zoneClock,
} from '../time/time.ts'
import { DAY_MS, MINUTE_MS } from '../time/units.ts'
import { covers, freeStretches } from './free-stretches.ts'

/** A class that has begun to fill: whoever books its very start joins it. */
export interface OpenClass {
  id: string
  startsAt: Instant
  endsAt: Instant
  seatsLeft: number
}

/** A period in which a limit is reached: no start in it is served. */
export interface LimitedPeriod {
  limit: 'perDay' | 'perWeek' | 'perMonth'
  from: Instant
  to: Instant
  /** How many it has counted: more than it may where it was lowered since. */
  taken: number
}

export interface SlotRules {
  durationMinutes: number
  stepMinutes: number
  /**
   * Starts of a free stretch are counted from round minutes of this many (default: of the largest that divides the
   * step).
   */
  alignMinutes?: number
  /** On days on which something is booked, offers only the starts beside it. */
  isBesideOnly?: boolean
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  /** Buffers of the new meeting and of its neighbours count together; else the larger one does. */
  buffersAddUp?: boolean
  noticeMinutes: number
  horizonDays?: number
  /** Offers only starts on these dates of the visitor's calendar, both inclusive. */
  dates?: { from?: string; to?: string }
  /** How many can take part in one meeting; above one it is a class with seats. */
  seats?: number
}

/** A person or resource that could serve, with everything that decides about its time. */
export interface Candidate {
  id: string
  availability: Availability
  busy: BusySpan[]
  classes?: OpenClass[]
  limited?: LimitedPeriod[]
  /** Its connected calendar is known only so far; offers end there. */
  knownUntil?: Instant
  /** Resources: how many people at a time; absent when that is not managed. */
  capacity?: number
  /** Resources: several bookings may use it at once, up to its capacity. */
  isShared?: boolean
  /** Resources: those that it can be put together with. */
  linkedWith?: string[]
}

/** What is needed beside the first group: so many of these, each for the whole meeting. */
export interface NeededGroup {
  name?: string
  of: 'members' | 'resources'
  needed: number
  candidates: Candidate[]
}

/**
 * Which times of [from, to) can be had: one of the hosts, some or all of them together, resources if there are any, and
 * so many of each further group.
 */
export interface SlotQuestion {
  rules: SlotRules
  now: Instant
  from: Instant
  to: Instant
  /**
   * Counts open windows only from here to there, without a break at midnight (default: each date by itself, from a day
   * and a half around).
   */
  clip?: Interval
  visitorTimeZone: TimeZone
  /** Seats or places wanted. */
  party?: number
  hosts: Candidate[]
  resources: Candidate[]
  hostsNeeded: 'any' | 'all'
  /** How many of the first group (hosts, else resources) serve together, where that is neither one nor all of them. */
  needed?: number
  groups?: NeededGroup[]
  /** The booker has as many bookings as one may have, until the first of them is over. */
  bookerLimit?: { taken: number; until: Instant }
}

/** How far around an instant its whole date lies, in any zone. */
export const AROUND_MS = 1.5 * DAY_MS

/** Whether buffers between the new meeting and one that stands add up: where either of them says so. */
export function doBuffersAddUp(busy: BusySpan, rules: SlotRules): boolean {
  return rules.buffersAddUp === true || busy.buffersAddUp === true
}

/** From where a candidate's busy time keeps the new meeting out: widened by the new one's buffer and by its own. */
export function blockedFrom(busy: BusySpan, rules: SlotRules): Instant {
  const own = busy.bufferBeforeMinutes ?? 0
  const wanted = rules.bufferAfterMinutes
  return busy.from - (doBuffersAddUp(busy, rules) ? own + wanted : Math.max(own, wanted)) * MINUTE_MS
}

export function blockedTo(busy: BusySpan, rules: SlotRules): Instant {
  const own = busy.bufferAfterMinutes ?? 0
  const wanted = rules.bufferBeforeMinutes
  return busy.to + (doBuffersAddUp(busy, rules) ? own + wanted : Math.max(own, wanted)) * MINUTE_MS
}

/** Starts fall on round minutes of the visitor's clock: the largest of these that divides the step. */
const ROUND_MINUTES = [60, 30, 20, 15, 10, 5]

function grainMillis({ stepMinutes, alignMinutes }: SlotRules): number {
  return (alignMinutes ?? ROUND_MINUTES.find((grain) => stepMinutes % grain === 0) ?? 1) * MINUTE_MS
}

/** The first round start from an instant on: whoever is free from then on is offered from here, step by step. */
export function roundStart(from: Instant, rules: SlotRules, visitor: ZoneClock): Instant {
  const grain = grainMillis(rules)
  const offset = visitor.offsetAt(from)
  return Math.ceil((from + offset) / grain) * grain - offset
}

const isBooked = ({ kind }: BusySpan) => kind === 'booking' || kind === 'pending' || kind === 'session'

/**
 * Whether a start lies beside what is booked with a candidate that day: it is the first after it, or the last before
 * it. What is booked where no meeting could stand beside it in their hours does not count: it would close the day.
 * @returns undefined for a day on which nothing is booked with them
 */
export function liesBeside(candidate: Candidate, question: SlotQuestion, startsAt: Instant): boolean | undefined {
  const { rules, visitorTimeZone } = question
  const { timeZone } = candidate.availability.schedule
  const date = localDateOf(startsAt, timeZone)
  const [from, to] = [startOfDay(date, timeZone), startOfDay(addDays(date, 1), timeZone)]
  const durationMs = rules.durationMinutes * MINUTE_MS
  const hasRoomBeside = (one: BusySpan) =>
    isOpen(candidate, blockedFrom(one, rules) - durationMs, blockedFrom(one, rules)) ||
    isOpen(candidate, blockedTo(one, rules), blockedTo(one, rules) + durationMs)
  const booked = candidate.busy.filter((one) => isBooked(one) && one.from < to && from < one.to && hasRoomBeside(one))
  if (booked.length === 0) return undefined
  const endsAt = startsAt + durationMs
  const visitor = zoneClock(visitorTimeZone)
  return booked.some((one) => {
    const before = blockedFrom(one, rules) - endsAt
    return (
      roundStart(blockedTo(one, rules), rules, visitor) === startsAt ||
      (before >= 0 && before < rules.stepMinutes * MINUTE_MS)
    )
  })
}

/**
 * Whether a free start is offered by those who would serve it together: all are, unless only those beside bookings are.
 */
export function isKept(team: Candidate[], question: SlotQuestion, startsAt: Instant): boolean {
  if (!question.rules.isBesideOnly) return true
  const beside = team.map((one) => liesBeside(one, question, startsAt))
  return beside.includes(true) || !beside.includes(false)
}

export const partyOf = ({ party }: SlotQuestion) => party ?? 1

/** Everybody and everything that could serve, in whatever group. */
export const candidatesOf = ({ hosts, resources, groups = [] }: SlotQuestion): Candidate[] => [
  ...hosts,
  ...resources,
  ...groups.flatMap(({ candidates }) => candidates),
]

/** A class of its own kind takes its seats from the session, not from a shared resource. */
export const isClass = ({ rules }: SlotQuestion) => (rules.seats ?? 1) > 1

/**
 * The last instant at which a meeting may begin: through the whole last day of the horizon on the visitor's calendar.
 */
export function horizonEnd({ rules, now, visitorTimeZone }: SlotQuestion): Instant {
  const { horizonDays, dates } = rules
  const rolling =
    horizonDays === undefined
      ? Number.POSITIVE_INFINITY
      : startOfDay(addDays(localDateOf(now, visitorTimeZone), horizonDays + 1), visitorTimeZone)
  const fixed = dates?.to === undefined ? rolling : startOfDay(addDays(dates.to, 1), visitorTimeZone)
  return Math.min(rolling, fixed)
}

/** The first instant at which a meeting may begin because of a range of dates. */
export function datesBegin({ rules, visitorTimeZone }: SlotQuestion): Instant {
  return rules.dates?.from === undefined ? Number.NEGATIVE_INFINITY : startOfDay(rules.dates.from, visitorTimeZone)
}

export function isLimited({ limited }: Candidate, startsAt: Instant): LimitedPeriod | undefined {
  return limited?.find((period) => period.from <= startsAt && startsAt < period.to)
}

/** Whether the candidate's hours alone, whatever is busy, hold [startsAt, endsAt). */
export function isOpen(candidate: Candidate, startsAt: Instant, endsAt: Instant): boolean {
  const windows = openWindows(candidate.availability, startsAt - AROUND_MS, endsAt + AROUND_MS)
  const nothing = new Float64Array(0)
  const known = candidate.knownUntil === undefined || endsAt <= candidate.knownUntil
  return known && covers(freeStretches(windows, nothing, nothing), startsAt, endsAt)
}
