import { type Availability, openWindows, type Windows } from './availability.ts'
import { covers, freeStretches, intersection, type Stretches } from './free-stretches.ts'
import { busyBeyond } from './load.ts'
import { seatingsFor } from './seating.ts'
import { sortTimes } from './sort-times.ts'
import { addDays, type Instant, localDateOf, startOfDay, type TimeZone, type ZoneClock, zoneClock } from './time.ts'

/** Somebody's time that is taken, with the buffers that belong to it. */
export interface BusySpan {
  from: Instant
  to: Instant
  kind: 'event' | 'booking' | 'pending' | 'hold' | 'external' | 'session'
  bufferBeforeMinutes?: number
  bufferAfterMinutes?: number
  id?: string
  /** How many places of a shared resource it takes; absent: all of it. */
  places?: number
}

/** A class that has begun to fill: whoever books its very start joins it. */
export interface OpenSession {
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
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  noticeMinutes: number
  horizonDays?: number
  /** Offers only starts on these dates of the visitor's calendar, both inclusive. */
  dates?: { from?: string; to?: string }
  /** How many can take part in one meeting; above one it is a class with seats. */
  seats?: number
}

/** A person or thing that could serve, with everything that decides about its time. */
export interface ServingCandidate {
  id: string
  availability: Availability
  busy: BusySpan[]
  sessions?: OpenSession[]
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

/** Which times of [from, to) can be had: one of the hosts or all of them together, and resources if there are any. */
export interface SlotQuestion {
  rules: SlotRules
  now: Instant
  from: Instant
  to: Instant
  /** Counts open windows only from here to there, without a break at midnight (default: each date by itself, from a day and a half around). */
  clip?: { from: Instant; to: Instant }
  visitorTimeZone: TimeZone
  /** Seats or places wanted. */
  party?: number
  hosts: ServingCandidate[]
  resources: ServingCandidate[]
  hostsNeeded: 'any' | 'all'
  /** The booker has as many bookings as one may have, until the first of them is over. */
  bookerLimit?: { taken: number; until: Instant }
}

/** A start that can be had, and everybody and everything that could serve it. */
export interface Offer {
  startsAt: Instant
  endsAt: Instant
  hosts: string[]
  /** Sets of resources of which one is needed, the best fitting first; empty when none is. */
  seatings: string[][]
  /** The class that is joined by booking this start. */
  session?: { id: string; seatsLeft: number; at: string }
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
export const AROUND_MS = 1.5 * DAY_MS
/** Starts fall on round minutes of the visitor's clock: the largest of these that divides the step. */
const ROUND_MINUTES = [60, 30, 20, 15, 10, 5]

function grainMillis(stepMinutes: number): number {
  return (ROUND_MINUTES.find((grain) => stepMinutes % grain === 0) ?? 1) * MINUTE_MS
}

/** From where a candidate's busy time keeps the new meeting out: widened by the new one's buffer and by its own. */
export function blockedFrom(busy: BusySpan, rules: SlotRules): Instant {
  return busy.from - Math.max(rules.bufferAfterMinutes, busy.bufferBeforeMinutes ?? 0) * MINUTE_MS
}

export function blockedTo(busy: BusySpan, rules: SlotRules): Instant {
  return busy.to + Math.max(rules.bufferBeforeMinutes, busy.bufferAfterMinutes ?? 0) * MINUTE_MS
}

const partyOf = ({ party }: SlotQuestion) => party ?? 1

/** A class of its own kind takes its seats from the session, not from a shared resource. */
export const isClass = ({ rules }: SlotQuestion) => (rules.seats ?? 1) > 1

/** The candidate's windows as far as they are asked for and as its calendar is known. */
function windowsOf(candidate: ServingCandidate, { clip, from, to }: SlotQuestion): Windows {
  const first = clip?.from ?? from - AROUND_MS
  const last = Math.min(clip?.to ?? to + AROUND_MS, candidate.knownUntil ?? Number.POSITIVE_INFINITY)
  const open = openWindows(candidate.availability, first, last)
  // Cut out of all time, what touches counts on; else each date counts by itself, whatever range is asked for.
  const windows = clip ? joinedWindows(open) : open
  const count = windows.from.length
  if (clip && count > 0 && windows.from[0]! < first) windows.from[0] = first
  if ((clip || candidate.knownUntil !== undefined) && count > 0 && windows.to[count - 1]! > last)
    windows.to[count - 1] = last
  return windows
}

function joinedWindows({ from, to }: Windows): Windows {
  const joined: Windows = { from: [], to: [] }
  for (let i = 0; i < from.length; i++) {
    if (joined.to.length > 0 && joined.to.at(-1)! >= from[i]!) joined.to[joined.to.length - 1] = to[i]!
    else {
      joined.from.push(from[i]!)
      joined.to.push(to[i]!)
    }
  }
  return joined
}

/** The candidate's time that is free for a new meeting of the asked kind. */
export function stretchesOf(candidate: ServingCandidate, question: SlotQuestion): Stretches {
  const { rules } = question
  const windows = windowsOf(candidate, question)
  const busy =
    candidate.isShared && candidate.capacity !== undefined
      ? busyBeyond(candidate.busy, candidate.capacity - partyOf(question))
      : candidate.busy
  const from = new Float64Array(busy.length)
  const to = new Float64Array(busy.length)
  for (let i = 0; i < busy.length; i++) {
    from[i] = blockedFrom(busy[i]!, rules)
    to[i] = blockedTo(busy[i]!, rules)
  }
  return freeStretches(windows, sortTimes(from), sortTimes(to))
}

/** Everybody's free time, and that of every team that could serve together. */
interface Sweep {
  hosts: Stretches[]
  resources: Stretches[]
  /** Indexes of resources. */
  seatings: number[][]
}

function sweepOf(question: SlotQuestion): Sweep {
  return {
    hosts: question.hosts.map((host) => stretchesOf(host, question)),
    resources: question.resources.map((resource) => stretchesOf(resource, question)),
    seatings: seatingsFor(question.resources, partyOf(question)),
  }
}

interface Team {
  /** Whose limits it is bound by. */
  members: ServingCandidate[]
  free: Stretches
}

/** Every combination that could serve, each with the time in which all of it is free. */
function teamsOf(question: SlotQuestion, { hosts, resources, seatings }: Sweep): Team[] {
  const hostTeams: Team[] =
    question.hostsNeeded === 'all' && hosts.length > 0
      ? [{ members: question.hosts, free: hosts.reduce(intersection) }]
      : hosts.map((free, i) => ({ members: [question.hosts[i]!], free }))
  if (question.resources.length === 0) return hostTeams
  const seatingTeams = seatings.map(
    (seating): Team => ({
      members: question.hosts.length === 0 ? seating.map((i) => question.resources[i]!) : [],
      free: seating.map((i) => resources[i]!).reduce(intersection),
    }),
  )
  if (question.hosts.length === 0) return seatingTeams
  return hostTeams.flatMap(({ members, free }) =>
    seatingTeams.map((seating) => ({ members, free: intersection(free, seating.free) })),
  )
}

/** The last instant at which a meeting may begin: through the whole last day of the horizon on the visitor's calendar. */
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

export function isLimited({ limited }: ServingCandidate, startsAt: Instant): LimitedPeriod | undefined {
  return limited?.find((period) => period.from <= startsAt && startsAt < period.to)
}

/** The starts that a team offers, sorted: from the begin of each free stretch in whole steps, on round minutes. */
function startsOf({ members, free }: Team, question: SlotQuestion, visitor: ZoneClock): Instant[] {
  const { rules } = question
  const duration = rules.durationMinutes * MINUTE_MS
  const step = rules.stepMinutes * MINUTE_MS
  const grain = grainMillis(rules.stepMinutes)
  const earliest = Math.max(question.from, question.now + rules.noticeMinutes * MINUTE_MS, datesBegin(question))
  const latest = Math.min(question.to, horizonEnd(question))
  const hasLimits = members.some(({ limited }) => limited !== undefined && limited.length > 0)
  const starts: Instant[] = []
  for (let i = 0; i < free.from.length; i++) {
    const from = free.from[i]!
    const reach = free.reach[i]!
    if (reach <= earliest || from >= latest) continue
    const offset = visitor.offsetAt(from)
    let start = Math.ceil((from + offset) / grain) * grain - offset
    // Notice only filters: whole steps are skipped, so that offers do not drift as time passes.
    if (start < earliest) start += Math.ceil((earliest - start) / step) * step
    const before = Math.min(free.to[i]!, latest)
    for (; start < before && start + duration <= reach; start += step)
      if (!hasLimits || !members.some((member) => isLimited(member, start))) starts.push(start)
  }
  return starts
}

/** The union of two sorted lists, each start once. */
function union(a: Instant[], b: Instant[]): Instant[] {
  const merged: Instant[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const x = i < a.length ? a[i]! : Number.POSITIVE_INFINITY
    const y = j < b.length ? b[j]! : Number.POSITIVE_INFINITY
    merged.push(Math.min(x, y))
    if (x <= y) i++
    if (y <= x) j++
  }
  return merged
}

/** Minutes that may be marked one by one; longer ranges than any page asks for are merged instead. */
const MOST_MINUTES = 400 * 1440

/**
 * The union of sorted lists. Starts are whole minutes wherever offsets are, and then each is a mark on a ruler: linear in all
 * starts, however many teams offer them.
 */
function unionOf(lists: Instant[][]): Instant[] {
  const filled = lists.filter((list) => list.length > 0)
  if (filled.length < 2) return filled[0] ?? []
  const first = Math.min(...filled.map((list) => list[0]!))
  const minutes = (Math.max(...filled.map((list) => list.at(-1)!)) - first) / MINUTE_MS + 1
  if (minutes > MOST_MINUTES) return filled.reduce(union)
  const ruler = new Uint8Array(minutes)
  for (const list of filled)
    for (let i = 0; i < list.length; i++) {
      const minute = (list[i]! - first) / MINUTE_MS
      const mark = minute | 0
      if (mark !== minute) return filled.reduce(union)
      ruler[mark] = 1
    }
  const merged: Instant[] = []
  for (let minute = 0; minute < minutes; minute++) if (ruler[minute] === 1) merged.push(first + minute * MINUTE_MS)
  return merged
}

/** Classes that can be joined: their own start, as long as the hours still allow it and seats are left. */
function joinable(question: SlotQuestion): { session: OpenSession; at: ServingCandidate }[] {
  if (!isClass(question)) return []
  const { rules, now, from, to } = question
  const duration = rules.durationMinutes * MINUTE_MS
  const earliest = Math.max(from, now + rules.noticeMinutes * MINUTE_MS, datesBegin(question))
  const latest = Math.min(to, horizonEnd(question))
  return [...question.hosts, ...question.resources].flatMap((at) =>
    (at.sessions ?? [])
      .filter(
        ({ startsAt, endsAt, seatsLeft }) =>
          startsAt >= earliest &&
          startsAt < latest &&
          endsAt - startsAt === duration &&
          seatsLeft >= partyOf(question) &&
          isOpen(at, startsAt, endsAt),
      )
      .map((session) => ({ session, at })),
  )
}

/** Whether the candidate's hours alone, whatever is busy, hold [startsAt, endsAt). */
export function isOpen(candidate: ServingCandidate, startsAt: Instant, endsAt: Instant): boolean {
  const windows = openWindows(candidate.availability, startsAt - AROUND_MS, endsAt + AROUND_MS)
  const nothing = new Float64Array(0)
  const known = candidate.knownUntil === undefined || endsAt <= candidate.knownUntil
  return known && covers(freeStretches(windows, nothing, nothing), startsAt, endsAt)
}

function sweptStarts(question: SlotQuestion, sweep: Sweep): Instant[] {
  if (question.bookerLimit) return []
  const visitor = zoneClock(question.visitorTimeZone)
  // A class that nobody has booked yet must hold the whole party.
  const isTooMany = isClass(question) && partyOf(question) > question.rules.seats!
  const fresh = isTooMany ? [] : unionOf(teamsOf(question, sweep).map((team) => startsOf(team, question, visitor)))
  const joined = joinable(question)
    .map(({ session }) => session.startsAt)
    .sort((a, b) => a - b)
  return joined.length === 0 ? fresh : union(fresh, joined)
}

/** Every start that can be had, sorted: what the booking page lists. */
export function startsBetween(question: SlotQuestion): Instant[] {
  return sweptStarts(question, sweepOf(question))
}

/** Every start that can be had, sorted, each with all who could serve it. */
export function offersBetween(question: SlotQuestion): Offer[] {
  const sweep = sweepOf(question)
  const duration = question.rules.durationMinutes * MINUTE_MS
  const joins = new Map(joinable(question).map((one) => [one.session.startsAt, one]))
  return sweptStarts(question, sweep).map((startsAt): Offer => {
    const endsAt = startsAt + duration
    const join = joins.get(startsAt)
    if (join) {
      const { session, at } = join
      const isHost = question.hosts.includes(at)
      return {
        startsAt,
        endsAt,
        hosts: isHost ? [at.id] : [],
        seatings: isHost ? [] : [[at.id]],
        session: { id: session.id, seatsLeft: session.seatsLeft, at: at.id },
      }
    }
    const isFree = (stretches: Stretches) => covers(stretches, startsAt, endsAt)
    // Limits bind the things where no host serves.
    const isCounted = (i: number) => question.hosts.length === 0 && isLimited(question.resources[i]!, startsAt)
    return {
      startsAt,
      endsAt,
      hosts: question.hosts.flatMap((host, i) =>
        isFree(sweep.hosts[i]!) && !isLimited(host, startsAt) ? [host.id] : [],
      ),
      seatings: sweep.seatings
        .filter((seating) => seating.every((i) => isFree(sweep.resources[i]!) && !isCounted(i)))
        .map((seating) => seating.map((i) => question.resources[i]!.id)),
    }
  })
}

/** The offers of the question nearest to an instant, sorted by time. */
export function nearestStarts(question: SlotQuestion, startsAt: Instant, count: number): Instant[] {
  return startsBetween(question)
    .sort((a, b) => Math.abs(a - startsAt) - Math.abs(b - startsAt))
    .slice(0, count)
    .sort((a, b) => a - b)
}
