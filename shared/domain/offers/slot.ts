import { busyBeyond } from '../ledger/load.ts'
import { openWindows, type Windows } from '../people/availability.ts'
import { union } from '../recurrence/union-of-starts.ts'
import { sortTimes } from '../time/sort-times.ts'
import { type Instant, zoneClock } from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'
import { covers, freeStretches, intersection, type Stretches } from './free-stretches.ts'
import { seatingsFor } from './seating.ts'
import {
  AROUND_MS,
  blockedFrom,
  blockedTo,
  type Candidate,
  candidatesOf,
  datesBegin,
  horizonEnd,
  isClass,
  isKept,
  isLimited,
  isOpen,
  type OpenClass,
  partyOf,
  type SlotQuestion,
} from './slot-question.ts'
import { type Part, startsWithin } from './teams.ts'

/** A start that can be had, and everybody and everything that could serve it. */
export interface Offer {
  startsAt: Instant
  endsAt: Instant
  hosts: string[]
  /** Sets of resources of which one is needed, the best fitting first; empty when none is. */
  seatings: string[][]
  /** Of each further group, who or what is free then. */
  groups?: string[][]
  /** The class that is joined by booking this start. */
  session?: { id: string; seatsLeft: number; at: string }
}

/** The candidate's windows as far as they are asked for and as its calendar is known. */
function windowsOf(candidate: Candidate, { clip, from, to }: SlotQuestion): Windows {
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
function stretchesOf(candidate: Candidate, question: SlotQuestion): Stretches {
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
  groups: Stretches[][]
}

function sweepOf(question: SlotQuestion): Sweep {
  const stretches = (candidates: Candidate[]) => candidates.map((one) => stretchesOf(one, question))
  return {
    hosts: stretches(question.hosts),
    resources: stretches(question.resources),
    seatings: seatingsFor(question.resources, partyOf(question)),
    groups: (question.groups ?? []).map(({ candidates }) => stretches(candidates)),
  }
}

/**
 * What has to be served, each part with all who could: the hosts, the resources, and each further group. Limits bind
 * the first.
 */
function partsOf(question: SlotQuestion, { hosts, resources, seatings, groups }: Sweep): Part[] {
  const { needed = 1 } = question
  const isOfHosts = question.hosts.length > 0
  const ofHosts = (): Part =>
    question.hostsNeeded === 'all'
      ? { needed: 1, teams: [{ members: question.hosts, free: hosts.reduce(intersection) }] }
      : { needed, teams: hosts.map((free, i) => ({ members: [question.hosts[i]!], free })) }
  const ofResources: Part = {
    needed: isOfHosts ? 1 : needed,
    teams: seatings.map((seating) => ({
      members: isOfHosts ? [] : seating.map((i) => question.resources[i]!),
      free: seating.map((i) => resources[i]!).reduce(intersection),
    })),
  }
  return [
    ...(isOfHosts ? [ofHosts()] : []),
    ...(question.resources.length > 0 ? [ofResources] : []),
    ...groups.map((free, g) => ({
      needed: question.groups![g]!.needed,
      teams: free.map((one) => ({ members: [], free: one })),
    })),
  ]
}

/** Classes that can be joined: their own start, as long as the hours still allow it and seats are left. */
function joinable(question: SlotQuestion): { session: OpenClass; at: Candidate }[] {
  if (!isClass(question)) return []
  const { rules, now, from, to } = question
  const duration = rules.durationMinutes * MINUTE_MS
  const earliest = Math.max(from, now + rules.noticeMinutes * MINUTE_MS, datesBegin(question))
  const latest = Math.min(to, horizonEnd(question))
  return candidatesOf(question).flatMap((at) =>
    (at.classes ?? [])
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

function sweptStarts(question: SlotQuestion, sweep: Sweep): Instant[] {
  if (question.bookerLimit) return []
  const visitor = zoneClock(question.visitorTimeZone)
  // A class that nobody has booked yet must hold the whole party.
  const isTooMany = isClass(question) && partyOf(question) > question.rules.seats!
  const fresh = isTooMany ? [] : startsWithin(partsOf(question, sweep), question, visitor)
  const joined = joinable(question)
    .map(({ session }) => session.startsAt)
    .sort((a, b) => a - b)
  return joined.length === 0 ? fresh : union(fresh, joined)
}

const isResource = ({ resources, groups = [] }: SlotQuestion, at: Candidate) =>
  resources.includes(at) || groups.some(({ of, candidates }) => of === 'resources' && candidates.includes(at))

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
      const isHost = !isResource(question, at)
      return {
        startsAt,
        endsAt,
        hosts: isHost ? [at.id] : [],
        seatings: isHost ? [] : [[at.id]],
        session: { id: session.id, seatsLeft: session.seatsLeft, at: at.id },
      }
    }
    const isFree = (stretches: Stretches) => covers(stretches, startsAt, endsAt)
    // All together are kept or left out as one.
    const isKeptBy = (team: Candidate[]) => question.hostsNeeded === 'all' || isKept(team, question, startsAt)
    // Limits bind the things where no host serves.
    const isCounted = (i: number) => question.hosts.length === 0 && isLimited(question.resources[i]!, startsAt)
    return {
      startsAt,
      endsAt,
      hosts: question.hosts.flatMap((host, i) =>
        isFree(sweep.hosts[i]!) && !isLimited(host, startsAt) && isKeptBy([host]) ? [host.id] : [],
      ),
      seatings: sweep.seatings
        .filter(
          (seating) =>
            seating.every((i) => isFree(sweep.resources[i]!) && !isCounted(i)) &&
            (question.hosts.length > 0 || isKeptBy(seating.map((i) => question.resources[i]!))),
        )
        .map((seating) => seating.map((i) => question.resources[i]!.id)),
      ...(question.groups && {
        groups: question.groups.map(({ candidates }, g) =>
          candidates.flatMap(({ id }, i) => (isFree(sweep.groups[g]![i]!) ? [id] : [])),
        ),
      }),
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
