import { unionOf } from '../recurrence/union-of-starts.ts'
import type { Instant, ZoneClock } from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'
import { intersection, type Stretches } from './free-stretches.ts'
import {
  type Candidate,
  datesBegin,
  horizonEnd,
  isKept,
  isLimited,
  roundStart,
  type SlotQuestion,
} from './slot-question.ts'

/** Some who serve together: one host, all of them, the tables of a party, one thing. */
export interface Team {
  /** Whose limits it is bound by, and beside whose bookings it is offered. */
  members: Candidate[]
  /** The time in which all of it is free. */
  free: Stretches
}

/** A part of a meeting: so many of these teams have to serve it. No two teams of different parts share anybody. */
export interface Part {
  needed: number
  teams: Team[]
}

interface Bounds {
  question: SlotQuestion
  visitor: ZoneClock
  durationMs: number
  stepMs: number
  earliest: Instant
  latest: Instant
}

function boundsOf(question: SlotQuestion, visitor: ZoneClock): Bounds {
  const { rules, from, to, now } = question
  return {
    question,
    visitor,
    durationMs: rules.durationMinutes * MINUTE_MS,
    stepMs: rules.stepMinutes * MINUTE_MS,
    earliest: Math.max(from, now + rules.noticeMinutes * MINUTE_MS, datesBegin(question)),
    latest: Math.min(to, horizonEnd(question)),
  }
}

/**
 * The first start of a stretch that may be had. Notice only filters: whole steps are skipped, so that offers do not
 * drift as time passes.
 */
function firstStart(from: Instant, { question, visitor, stepMs, earliest }: Bounds): Instant {
  const start = roundStart(from, question.rules, visitor)
  return start < earliest ? start + Math.ceil((earliest - start) / stepMs) * stepMs : start
}

/** Whether anything but its time can keep a team from a start. */
const isHeldBack = ({ members }: Team, { rules }: SlotQuestion) =>
  (rules.isBesideOnly === true && members.length > 0) || members.some(({ limited = [] }) => limited.length > 0)

/**
 * Whether a team whose time is free then is held back by no limit, and offered beside its bookings where only that is.
 */
function isAvailable({ members }: Team, question: SlotQuestion, start: Instant): boolean {
  return !members.some((member) => isLimited(member, start)) && isKept(members, question, start)
}

/** The starts that a team offers, sorted: from the begin of each free stretch in whole steps, on round minutes. */
function startsOfTeam(team: Team, bounds: Bounds): Instant[] {
  const { question, durationMs, stepMs, earliest, latest } = bounds
  const { free } = team
  const isBound = question.rules.isBesideOnly === true || team.members.some(({ limited = [] }) => limited.length > 0)
  const starts: Instant[] = []
  for (let i = 0; i < free.from.length; i++) {
    const reach = free.reach[i]!
    if (reach <= earliest || free.from[i]! >= latest) continue
    const before = Math.min(free.to[i]!, latest)
    for (let start = firstStart(free.from[i]!, bounds); start < before && start + durationMs <= reach; start += stepMs)
      if (!isBound || isAvailable(team, question, start)) starts.push(start)
  }
  return starts
}

/**
 * A team whose time is free at some instant: the last start that it could serve from there on, and whether its stretch
 * begins there.
 */
interface FreeTeam {
  team: Team
  last: Instant
  begins: boolean
}

/** Walks through the free time of a team, from one instant to a later one. */
class Walk {
  private readonly team: Team
  private readonly durationMs: number
  private i = 0

  constructor(team: Team, durationMs: number) {
    this.team = team
    this.durationMs = durationMs
  }

  /** @returns how the team stands at an instant, if it is free then */
  at(instant: Instant): FreeTeam | undefined {
    const { from, to, reach } = this.team.free
    while (this.i < to.length && to[this.i]! <= instant) this.i++
    const { i } = this
    if (i === to.length || from[i]! > instant) return undefined
    // Starts lie before the end of the stretch; the meeting may go on as far as it reaches.
    const last = Math.min(to[i]! - 1, reach[i]! - this.durationMs)
    return { team: this.team, last, begins: from[i] === instant }
  }
}

/**
 * The starts at which enough of every part are free. Where several parts leave a choice their combinations are not gone
 * through: starts are counted from the begin of the time that a whole team shares, that is from where the stretch of
 * one of its members begins, and from there on it is enough to count in each part who is still free. As parts share
 * nobody, any choice in one goes with any in another.
 */
function startsOfParts(parts: Part[], bounds: Bounds): Instant[] {
  const { question, durationMs, stepMs, latest } = bounds
  const begins = [...new Set(parts.flatMap(({ teams }) => teams.flatMap(({ free }) => free.from)))].sort(
    (a, b) => a - b,
  )
  const walks = parts.map(({ needed, teams }) => ({ needed, all: teams.map((team) => new Walk(team, durationMs)) }))
  const isBound = parts.some(({ teams }) => teams.some((team) => isHeldBack(team, question)))
  const offered = new Set<Instant>()
  for (const begin of begins) {
    if (begin >= latest) break
    const free = walks.map(({ needed, all }) => ({ needed, all: all.flatMap((walk) => walk.at(begin) ?? []) }))
    const last = Math.min(lastStart(free), latest - 1)
    for (let start = firstStart(begin, bounds); start <= last; start += stepMs)
      if (!offered.has(start) && (!isBound || isCovered(free, question, start))) offered.add(start)
  }
  return [...offered].sort((a, b) => a - b)
}

type FreePart = { needed: number; all: FreeTeam[] }

/**
 * The last start for which enough of every part are free, one of those whose time begins here among them; else long
 * ago.
 */
function lastStart(parts: FreePart[]): Instant {
  let last = Number.POSITIVE_INFINITY
  let counted = Number.NEGATIVE_INFINITY
  for (const { needed, all } of parts) {
    if (all.length < needed) return Number.NEGATIVE_INFINITY
    const lasts = all.map((one) => one.last).sort((a, b) => b - a)
    last = Math.min(last, lasts[needed - 1]!)
    for (const one of all) if (one.begins) counted = Math.max(counted, one.last)
  }
  return Math.min(last, counted)
}

/**
 * Whether enough of those who are free for a start are held back by nothing, one of those whose time begins here among
 * them.
 */
function isCovered(parts: FreePart[], question: SlotQuestion, start: Instant): boolean {
  let isCounted = false
  for (const { needed, all } of parts) {
    const serving = all.filter(({ team, last }) => start <= last && isAvailable(team, question, start))
    if (serving.length < needed) return false
    isCounted ||= serving.some(({ begins }) => begins)
  }
  return isCounted
}

/** All teams of a part as one, where there is nobody to be chosen. */
function asOne({ needed, teams }: Part): Team | undefined {
  // Several of a first group are each asked by themselves whether they are held back.
  const isSettled = teams.length === needed && (needed === 1 || teams.every(({ members }) => members.length === 0))
  return isSettled ? joined(teams) : undefined
}

const joined = (teams: Team[]): Team => ({
  members: teams.flatMap(({ members }) => members),
  free: teams.map(({ free }) => free).reduce(intersection),
})

/** Every start at which all parts can be served, sorted. */
export function startsWithin(parts: Part[], question: SlotQuestion, visitor: ZoneClock): Instant[] {
  if (parts.length === 0 || parts.some(({ needed, teams }) => teams.length < needed)) return []
  const bounds = boundsOf(question, visitor)
  const settled = parts.flatMap((part) => asOne(part) ?? [])
  const open = parts.filter((part) => !asOne(part))
  const [only, ...others] = open
  if (!only) return startsOfTeam(joined(settled), bounds)
  if (others.length === 0 && only.needed === 1)
    return unionOf(only.teams.map((team) => startsOfTeam(joined([team, ...settled]), bounds)))
  return startsOfParts([...open, ...(settled.length > 0 ? [{ needed: 1, teams: [joined(settled)] }] : [])], bounds)
}
