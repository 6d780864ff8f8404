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

/** The first start of a stretch that may be had. Notice only filters: whole steps are skipped, so that offers do not drift as time passes. */
function firstStart(from: Instant, { question, visitor, stepMs, earliest }: Bounds): Instant {
  const start = roundStart(from, question.rules, visitor)
  return start < earliest ? start + Math.ceil((earliest - start) / stepMs) * stepMs : start
}

/** Whether a team whose time is free then is held back by no limit, and offered beside its bookings where only that is. */
function serves({ members }: Team, question: SlotQuestion, start: Instant): boolean {
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
      if (!isBound || serves(team, question, start)) starts.push(start)
  }
  return starts
}

/** A team whose time is free from some instant on, until when, and whether its stretch begins there. */
interface Standing {
  team: Team
  to: Instant
  reach: Instant
  begins: boolean
}

/**
 * The starts at which enough of every part are free. Where several parts leave a choice their combinations are not gone through: starts
 * are counted from the begin of the time that a whole team shares, that is from where the stretch of one of its members begins, and
 * from there on it is enough to count in each part who is still free. As parts share nobody, any choice in one goes with any in another.
 */
function startsOfParts(parts: Part[], bounds: Bounds): Instant[] {
  const { question, durationMs, stepMs, earliest, latest } = bounds
  const begins = [...new Set(parts.flatMap(({ teams }) => teams.flatMap(({ free }) => free.from)))].sort(
    (a, b) => a - b,
  )
  const places = parts.map(({ teams }) => teams.map(() => 0))
  const offered = new Set<Instant>()
  for (const begin of begins) {
    if (begin >= latest) break
    const standing = parts.map(({ teams }, p) =>
      teams.flatMap((team, t): Standing[] => {
        const { from, to, reach } = team.free
        let i = places[p]![t]!
        while (i < to.length && to[i]! <= begin) i++
        places[p]![t] = i
        if (i === to.length || from[i]! > begin || reach[i]! <= earliest) return []
        return [{ team, to: to[i]!, reach: reach[i]!, begins: from[i] === begin }]
      }),
    )
    if (standing.some((free, p) => free.length < parts[p]!.needed)) continue
    for (let start = firstStart(begin, bounds); start < latest; start += stepMs) {
      const end = start + durationMs
      const free = standing.map((all) => all.filter(({ to, reach }) => start < to && end <= reach))
      // Whoever is free for a later start is free for this one as well: from here on there is none.
      if (free.some((all, p) => all.length < parts[p]!.needed) || !free.some((all) => all.some((one) => one.begins)))
        break
      if (offered.has(start)) continue
      const serving = free.map((all) => all.filter(({ team }) => serves(team, question, start)))
      if (
        serving.every((all, p) => all.length >= parts[p]!.needed) &&
        serving.some((all) => all.some((one) => one.begins))
      )
        offered.add(start)
    }
  }
  return [...offered].sort((a, b) => a - b)
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
