import type { DayOff, Schedule } from '../people/availability.ts'
import { timesTaken } from '../recurrence/occurrence.ts'
import type { Repetition } from '../recurrence/repetition.ts'
import type { Taking } from '../recurrence/taking.ts'
import type { Interval } from '../time/interval.ts'
import { addDays, type Instant, type LocalDate, type TimeZone, utcDayOf } from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'
import { peakLoad } from './load.ts'
import type { Tally } from './tally.ts'

export type ClaimKind = 'event' | 'booking' | 'pending' | 'hold' | 'external' | 'session'

/**
 * A piece of a principal's time, taken by one subject (an event, a booking); buffers keep others away without being
 * busy.
 */
export interface Claim extends Interval {
  /** Id of the subject that holds it, or of the session. */
  id: string
  kind: ClaimKind
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  /** Nobody's buffer may reach into its own: buffers between it and its neighbours add up. */
  buffersAddUp?: boolean
  /** Shown in the calendar but blocks nobody. */
  isFree?: boolean
  /** Holds end by themselves: from then on it is as if it were not there. */
  until?: Instant
  /** How many places of a shared resource it takes; absent: all of it. */
  places?: number
  /** How many people use what it takes all of, where they are more than one. */
  people?: number
}

/** One principal (a person or a resource) on one UTC day: the unit in which time is sold. */
export interface LedgerDay {
  principal: string
  day: LocalDate
  version: number
  claims: Claim[]
}

/**
 * A claim that no single day holds: a series, or an event of more than a week. It carries what expanding it needs,
 * so that reading a month of somebody's time asks for nothing else.
 */
export interface Span extends Repetition {
  id: string
  principal: string
  kind: Extract<ClaimKind, 'event' | 'external'>
  /** None of its meetings takes time. */
  isFree?: boolean
  /** Which of them do, where not all. */
  taking?: Taking
  /** Written so that every later claim sees it, but not yet checked against the earlier ones (D2). */
  announcement?: {
    id: string
    at: Instant
    /** What the subject held before: still taken until this is resolved. */
    previous?: Omit<Span, 'announcement'>
  }
}

/** What the ledger knows of a principal itself. */
export interface PrincipalFacts {
  timeZone: TimeZone
  daysOff: DayOff[]
  /** How far ahead its connected calendars are known; offers end there. */
  knownUntil?: Instant
  /** Resources: how many people at a time; absent when that is not managed. */
  capacity?: number
  /** Resources: several bookings may use it at once, up to its capacity. */
  isShared?: boolean
  /** Resources: those that it can be put together with. */
  linkedWith?: string[]
}

/**
 * A principal's time as it stands: facts, hours, days that hold claims, classes, spans, and the revision that hours and
 * spans raise.
 */
export interface PrincipalTime {
  principal: string
  facts: PrincipalFacts
  revision: number
  schedules: Schedule[]
  days: LedgerDay[]
  classes: Tally[]
  spans: Span[]
}

const CELL_MS = 5 * MINUTE_MS
const CELLS_OF_DAY = 288

/** The most days that one claim may take one by one; longer ones are spans (D2). */
export const LONGEST_DAY_CLAIM_DAYS = 7

const startOfUtcDay = (day: LocalDate): Instant => Date.parse(`${day}T00:00:00Z`)

/** From where to where a claim keeps others away: its time with its buffers. */
export function reachOf(claim: Claim): Interval {
  return {
    from: claim.from - claim.bufferBeforeMinutes * MINUTE_MS,
    to: claim.to + claim.bufferAfterMinutes * MINUTE_MS,
  }
}

/** The time of a claim that no buffer of another may reach into: its own, with its buffers where those add up. */
function guardedOf(claim: Claim): Interval {
  return claim.buffersAddUp ? reachOf(claim) : claim
}

/** The UTC days that a claim touches, buffers included: each holds a copy of it. */
export function daysOf(claim: Claim): LocalDate[] {
  const { from, to } = reachOf(claim)
  const days: LocalDate[] = []
  const last = utcDayOf(Math.max(from, to - 1))
  for (let day = utcDayOf(from); day <= last; day = addDays(day, 1)) days.push(day)
  return days
}

export function isExpired(claim: Claim, now: Instant): boolean {
  return claim.until !== undefined && claim.until <= now
}

/**
 * Five-minute cells of a day (0 to 287) that a claim covers, each touched cell counted whole. Buffers that add up are
 * busy: as nobody's busy time, so nobody's buffer may reach into them.
 */
export interface Cells {
  busy: number[]
  buffer: number[]
}

/**
 * The cells of one day that a claim takes. A free claim takes none.
 * Cells only guard the quick path: a refusal by cells is always decided again exactly (see decide.ts).
 */
export function cellsOf(claim: Claim, day: LocalDate): Cells {
  if (claim.isFree) return { busy: [], buffer: [] }
  const dayStart = startOfUtcDay(day)
  const between = (from: Instant, to: Instant): number[] => {
    const first = Math.max(0, Math.floor((from - dayStart) / CELL_MS))
    const end = Math.min(CELLS_OF_DAY, Math.ceil((to - dayStart) / CELL_MS))
    return end > first ? Array.from({ length: end - first }, (_, i) => first + i) : []
  }
  const guarded = guardedOf(claim)
  const busy = between(guarded.from, guarded.to)
  const reach = reachOf(claim)
  const taken = new Set(busy)
  const around = [...between(reach.from, guarded.from), ...between(guarded.to, reach.to)]
  const buffer = around.filter((cell) => !taken.has(cell))
  return { busy, buffer: [...new Set(buffer)] }
}

/** The cells of a whole day, recounted from its claims. */
export function cellsOfDay(day: LedgerDay): Cells {
  const busy = new Set<number>()
  const buffer = new Set<number>()
  for (const claim of day.claims) {
    const cells = cellsOf(claim, day.day)
    for (const cell of cells.busy) busy.add(cell)
    for (const cell of cells.buffer) buffer.add(cell)
  }
  return { busy: [...busy], buffer: [...buffer] }
}

/** Whether a claim's own cells are free in a day: then its condition alone guards it. */
export function areCellsFree(claim: Claim, day: LedgerDay): boolean {
  const own = cellsOf(claim, day.day)
  const taken = cellsOfDay(day)
  const busy = new Set(taken.busy)
  const buffer = new Set(taken.buffer)
  return !own.busy.some((cell) => busy.has(cell) || buffer.has(cell)) && !own.buffer.some((cell) => busy.has(cell))
}

/** A claim that has cells and may be guarded by them alone, so that it disturbs nobody else on that day. */
export function isPlain(claim: Claim): boolean {
  const { from, to } = reachOf(claim)
  return !claim.isFree && claim.places === undefined && to > from
}

/**
 * Whether two claims cannot both stand: busy time meets busy time, or reaches into the other's buffer; where the
 * buffers of either add up, buffer meets buffer. Touching is fine.
 */
export function clash(a: Claim, b: Claim): boolean {
  if (a.isFree || b.isFree) return false
  const [reachA, guardedA] = [reachOf(a), guardedOf(a)]
  const [reachB, guardedB] = [reachOf(b), guardedOf(b)]
  return (
    (guardedA.from < reachB.to && reachB.from < guardedA.to) || (guardedB.from < reachA.to && reachA.from < guardedB.to)
  )
}

/**
 * The claims that forbid a new one, expired holds forgotten. On a shared resource those that take places forbid it only
 * where the places do not suffice.
 */
export function clashesAmong(claims: Claim[], claim: Claim, facts: PrincipalFacts, now: Instant): Claim[] {
  const met = claims.filter((other) => other.id !== claim.id && !isExpired(other, now) && clash(claim, other))
  if (!facts.isShared || facts.capacity === undefined || claim.places === undefined) return met
  const whole = met.filter(({ places }) => places === undefined)
  const sharing = met.filter(({ places }) => places !== undefined)
  const load = peakLoad(
    sharing.map(({ from, to, places }) => ({ from, to, places: places! })),
    claim.from,
    claim.to,
  )
  return load + claim.places > facts.capacity ? met : whole
}

/** One meeting of a span as a claim. */
export function claimOfMeeting({ id, kind }: Pick<Span, 'id' | 'kind'>, taken: Interval): Claim {
  return { id, kind, ...taken, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 }
}

/** What a span takes in [from, to): each meeting as a claim; while it is announced, what it held before as well. */
export function claimsOfSpan(span: Span, zone: TimeZone, from: Instant, to: Instant): Claim[] {
  if (span.isFree && !span.announcement?.previous) return []
  const taken = [span, ...(span.announcement?.previous ? [span.announcement.previous] : [])].filter(
    (one) => !one.isFree,
  )
  return taken.flatMap((one) => timesTaken(one, from, to, zone).map((meeting) => claimOfMeeting(span, meeting)))
}

/** Everything in a principal's time that blocks somebody in [from, to), each claim once. */
export function claimsBetween(time: PrincipalTime, from: Instant, to: Instant, now: Instant): Claim[] {
  const found = new Map<string, Claim>()
  for (const { claims } of time.days)
    for (const claim of claims)
      if (!claim.isFree && !isExpired(claim, now)) found.set(`${claim.id}/${claim.from}`, claim)
  for (const span of time.spans)
    for (const claim of claimsOfSpan(span, time.facts.timeZone, from, to)) found.set(`${claim.id}/${claim.from}`, claim)
  return [...found.values()]
}
