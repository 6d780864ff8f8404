import { type BusySpan, busyBeyond } from '../ledger/load.ts'
import { closureOn, openWindows } from '../people/availability.ts'
import { daysBetween, type Instant, localDateOf } from '../time/time.ts'
import { DAY_MS, MINUTE_MS } from '../time/units.ts'
import { seatingsFor } from './seating.ts'
import { type Offer, offersBetween } from './slot.ts'
import {
  AROUND_MS,
  blockedFrom,
  blockedTo,
  type Candidate,
  candidatesOf,
  datesBegin,
  doBuffersAddUp,
  horizonEnd,
  isClass,
  isLimited,
  isOpen,
  type OpenClass,
  type SlotQuestion,
} from './slot-question.ts'

export type ReasonName =
  | 'past'
  | 'notice'
  | 'horizon'
  | 'calendarNotKnownThatFar'
  | 'override'
  | 'outsideHours'
  | 'busy'
  | 'buffer'
  | 'hold'
  | 'limit'
  | 'capacity'
  | 'notAligned'
  | 'notBeside'

/** What would have to change for the start to be offered: the nearest thing, not the only one. */
export type Lift =
  | { wait: Instant }
  | { rule: 'noticeMinutes'; atMost: number }
  | { rule: 'horizonDays'; atLeast: number }
  | { rule: 'dates' }
  | { rule: 'hours' | 'override' | 'ownDate' | 'dayOff' | 'holiday'; of: string; date?: string; title?: string }
  | { rule: 'buffers'; atMost: number }
  | { rule: 'perDay' | 'perWeek' | 'perMonth' | 'perBooker'; atLeast: number }
  | { rule: 'seats' | 'capacity'; atLeast: number }
  | { rule: 'stepMinutes' | 'offer'; nearest: Instant[] }
  | { free: string; kind: BusySpan['kind']; of: string }

/** A group of a type of which not enough are free. */
export interface MissingGroup {
  /** Its place among the further groups; absent: the first group, or the resources beside its hosts. */
  group?: number
  name?: string
  of: 'members' | 'resources'
  ids: string[]
  needed: number
  free: number
}

/**
 * The first rule that forbids a start, whom it concerns, from when on it would no longer forbid, and what would lift
 * it.
 */
export interface Reason {
  reason: ReasonName
  who?: string
  until?: Instant
  /** What stands in the way: an event, a booking, a hold. */
  what?: { kind: BusySpan['kind']; id?: string }
  lift?: Lift
  /** Of a type that needs several: each group of which not enough are free, in their order. */
  missing?: MissingGroup[]
}

/** The order in which rules are asked: of several candidates' reasons the one furthest along is the most hopeful. */
const ORDER: ReasonName[] = [
  'calendarNotKnownThatFar',
  'override',
  'outsideHours',
  'busy',
  'buffer',
  'hold',
  'limit',
  'capacity',
]

function closedReason(candidate: Candidate, startsAt: Instant, endsAt: Instant): Reason {
  const { id: who, availability } = candidate
  const date = localDateOf(startsAt, availability.schedule.timeZone)
  const closure = closureOn(availability, date)
  const open = openWindows(availability, startsAt - AROUND_MS, endsAt + AROUND_MS)
  const until = open.from.find((from) => from > startsAt)
  const opens = until !== undefined && { until }
  if (!closure) return { reason: 'outsideHours', who, ...opens, lift: { rule: 'hours', of: who, date } }
  const { because, title } = closure
  return { reason: 'override', who, ...opens, lift: { rule: because, of: who, date, ...(title && { title }) } }
}

/** Why what is busy keeps one candidate from [startsAt, endsAt), or nothing when it does not. */
function busyReason(
  candidate: Candidate,
  question: SlotQuestion,
  startsAt: Instant,
  endsAt: Instant,
): Reason | undefined {
  const { id: who, isShared, capacity } = candidate
  const { rules } = question
  const busy =
    isShared && capacity !== undefined ? busyBeyond(candidate.busy, capacity - (question.party ?? 1)) : candidate.busy
  const meets = busy.filter((one) => blockedFrom(one, rules) < endsAt && startsAt < blockedTo(one, rules))
  const isDirect = (one: BusySpan) => one.from < endsAt && startsAt < one.to
  const because = (reason: ReasonName, one: BusySpan, until: Instant): Reason => ({
    reason,
    who,
    until,
    what: { kind: one.kind, ...(one.id !== undefined && { id: one.id }) },
    ...(one.id !== undefined && { lift: { free: one.id, kind: one.kind, of: who } }),
  })
  const lasting = meets.filter(({ kind }) => kind !== 'hold')
  const direct = lasting.find(isDirect)
  if (direct) return because('busy', direct, direct.to)
  const [near] = lasting
  if (near) {
    const gapMinutes = Math.max(startsAt - near.to, near.from - endsAt) / MINUTE_MS
    const theirs = (near.to <= startsAt ? near.bufferAfterMinutes : near.bufferBeforeMinutes) ?? 0
    const atMost = doBuffersAddUp(near, rules) ? Math.max(0, gapMinutes - theirs) : gapMinutes
    return { ...because('buffer', near, blockedTo(near, rules)), lift: { rule: 'buffers', atMost } }
  }
  const [hold] = meets
  return hold && because('hold', hold, blockedTo(hold, rules))
}

/**
 * The class that a candidate gives at a start; its seats may be counted in the time of another one who gives it too.
 */
function classAt(candidate: Candidate, question: SlotQuestion, startsAt: Instant): OpenClass | undefined {
  const gives = ({ id }: OpenClass) =>
    candidate.classes?.some((one) => one.id === id) || candidate.busy.some((one) => one.id === id)
  return candidatesOf(question)
    .flatMap(({ classes }) => classes ?? [])
    .find((one) => one.startsAt === startsAt && gives(one))
}

/** Why one candidate cannot serve [startsAt, endsAt), or nothing when it can. */
function reasonAgainst(
  candidate: Candidate,
  question: SlotQuestion,
  startsAt: Instant,
  endsAt: Instant,
): Reason | undefined {
  const { id: who, knownUntil } = candidate
  if (knownUntil !== undefined && endsAt > knownUntil)
    return { reason: 'calendarNotKnownThatFar', who, until: knownUntil }
  if (!isOpen(candidate, startsAt, endsAt)) return closedReason(candidate, startsAt, endsAt)
  const full = isClass(question) && classAt(candidate, question, startsAt)
  if (full && full.endsAt === endsAt)
    return {
      reason: 'capacity',
      who,
      lift: { rule: 'seats', atLeast: (question.rules.seats ?? 1) + (question.party ?? 1) - full.seatsLeft },
    }
  const busy = busyReason(candidate, question, startsAt, endsAt)
  if (busy) return busy
  const limit = isLimited(candidate, startsAt)
  return limit && { reason: 'limit', who, until: limit.to, lift: { rule: limit.limit, atLeast: limit.taken + 1 } }
}

function furthest(reasons: Reason[]): Reason | undefined {
  return reasons.reduce<Reason | undefined>(
    (best, one) => (!best || ORDER.indexOf(one.reason) > ORDER.indexOf(best.reason) ? one : best),
    undefined,
  )
}

/** The first of the reasons that are asked for: what has to go before anything else matters. */
function nearest(reasons: Reason[]): Reason | undefined {
  return reasons.reduce<Reason | undefined>(
    (first, one) => (!first || ORDER.indexOf(one.reason) < ORDER.indexOf(first.reason) ? one : first),
    undefined,
  )
}

/** What has to be served, and by whom it could be: so many of these teams. */
interface PartInQuestion extends Omit<MissingGroup, 'free' | 'ids'> {
  teams: Candidate[][]
  /** All of them serve, so that whoever cannot decides. */
  isTogether?: boolean
}

function partsInQuestion(question: SlotQuestion, seatings: number[][]): PartInQuestion[] {
  const { hosts, resources, hostsNeeded, needed = 1, groups = [] } = question
  const isTogether = hostsNeeded === 'all'
  const alone = (candidates: Candidate[]) => candidates.map((one) => [one])
  const parts: PartInQuestion[] = [
    { of: 'members', needed: isTogether ? hosts.length : needed, teams: alone(hosts), isTogether },
    {
      of: 'resources',
      needed: hosts.length > 0 ? 1 : needed,
      teams: seatings.map((seating) => seating.map((i) => resources[i]!)),
    },
    ...groups.map(({ candidates, ...group }, i) => ({ ...group, group: i, teams: alone(candidates) })),
  ]
  return parts.filter(({ teams }) => teams.length > 0)
}

/**
 * Why too few teams of a part can serve: of all their reasons the most hopeful, or the first where all of them are
 * needed.
 */
function reasonOfPart(
  { teams, isTogether, ...part }: PartInQuestion,
  question: SlotQuestion,
  startsAt: Instant,
  endsAt: Instant,
): { reason: Reason; missing: MissingGroup } | undefined {
  const reasons = teams.flatMap((team) => {
    const against = team.map((one) => reasonAgainst(one, question, startsAt, endsAt)).filter((one) => one !== undefined)
    return nearest(against) ?? []
  })
  const free = teams.length - reasons.length
  const reason = isTogether ? nearest(reasons) : furthest(reasons)
  if (free >= part.needed || !reason) return undefined
  const ids = [...new Set(teams.flat().map(({ id }) => id))]
  return { reason, missing: { ...part, ids, free } }
}

/** Rules that forbid a start whoever serves it. */
function reasonForAll(question: SlotQuestion, startsAt: Instant): Reason | undefined {
  const { rules, now, visitorTimeZone } = question
  const dateOf = (at: Instant) => localDateOf(at, visitorTimeZone)
  if (startsAt < now) return { reason: 'past' }
  const noticeEnds = now + rules.noticeMinutes * MINUTE_MS
  if (startsAt < noticeEnds)
    return {
      reason: 'notice',
      until: noticeEnds,
      lift: { rule: 'noticeMinutes', atMost: Math.floor((startsAt - now) / MINUTE_MS) },
    }
  const begin = datesBegin(question)
  if (startsAt < begin) return { reason: 'horizon', until: begin, lift: { rule: 'dates' } }
  const end = horizonEnd(question)
  if (startsAt >= end)
    return {
      reason: 'horizon',
      until: end,
      lift:
        rules.horizonDays !== undefined && horizonEnd({ ...question, rules: { ...rules, dates: {} } }) === end
          ? { rule: 'horizonDays', atLeast: daysBetween(dateOf(now), dateOf(startsAt)) }
          : { rule: 'dates' },
    }
  return undefined
}

/** What remains when somebody could serve: the party, the booker, or a start between two steps. */
function lastReason(question: SlotQuestion, startsAt: Instant): Reason {
  const { bookerLimit, rules } = question
  if (bookerLimit)
    return {
      reason: 'limit',
      until: bookerLimit.until,
      lift: { rule: 'perBooker', atLeast: bookerLimit.taken + 1 },
    }
  if (isClass(question) && (question.party ?? 1) > rules.seats!)
    return { reason: 'capacity', lift: { rule: 'seats', atLeast: question.party! } }
  const around = { ...question, from: startsAt - DAY_MS / 2, to: startsAt + DAY_MS / 2 }
  const nearest = offersBetween(around)
    .map((offer) => offer.startsAt)
    .sort((a, b) => Math.abs(a - startsAt) - Math.abs(b - startsAt))
    .slice(0, 2)
    .sort((a, b) => a - b)
  // What would be offered if all times were is left out for what is booked that day.
  const all = { ...question, rules: { ...rules, isBesideOnly: false }, from: startsAt, to: startsAt + 1 }
  if (rules.isBesideOnly && offersBetween(all).length > 0)
    return { reason: 'notBeside', lift: { rule: 'offer', nearest } }
  return { reason: 'notAligned', ...(nearest.length > 0 && { lift: { rule: 'stepMinutes', nearest } }) }
}

/**
 * Whether one start can be had, by whom, or the first rule that forbids it (D5). Agrees with the listed offers by
 * construction: a start is offered only if the sweep, asked for this very instant, offers it.
 */
export function explainStart(question: SlotQuestion, startsAt: Instant): { offer: Offer } | { reason: Reason } {
  const { rules, hosts, resources, groups, needed = 1 } = question
  const endsAt = startsAt + rules.durationMinutes * MINUTE_MS
  const general = reasonForAll(question, startsAt)
  if (general) return { reason: general }
  const [offer] = offersBetween({ ...question, from: startsAt, to: startsAt + 1 })
  if (offer) return { offer }
  if (hosts.length + resources.length === 0) return { reason: { reason: 'capacity' } }
  const seatings = seatingsFor(resources, question.party ?? 1)
  if (resources.length > 0 && seatings.length === 0)
    return { reason: { reason: 'capacity', lift: { rule: 'capacity', atLeast: question.party ?? 1 } } }
  const lacking = partsInQuestion(question, seatings)
    .map((part) => reasonOfPart(part, question, startsAt, endsAt))
    .filter((one) => one !== undefined)
  const reason = furthest(lacking.map((one) => one.reason))
  if (!reason) return { reason: lastReason(question, startsAt) }
  const isOfGroups = groups !== undefined || needed > 1
  return { reason: { ...reason, ...(isOfGroups && { missing: lacking.map(({ missing }) => missing) }) } }
}
