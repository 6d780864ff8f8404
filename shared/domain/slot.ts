import { openWindows, type Schedule, windowsOn } from './availability.ts'
import { covers, freeStretches, intersection, type Stretch } from './free-stretches.ts'
import { addDays, type Instant, localDateOf, offsetMillisAt, startOfDay, type TimeZone } from './time.ts'

/** Somebody's time that is taken, with the buffers that belong to it. */
export interface BusySpan {
  from: Instant
  to: Instant
  kind: 'event' | 'booking' | 'pending' | 'hold' | 'external'
  bufferBeforeMinutes?: number
  bufferAfterMinutes?: number
  id?: string
}

export interface SlotRules {
  durationMinutes: number
  stepMinutes: number
  bufferBeforeMinutes: number
  bufferAfterMinutes: number
  noticeMinutes: number
  horizonDays?: number
}

/** A person or thing that could serve, with everything that decides about its time. */
export interface ServingCandidate {
  id: string
  schedule: Schedule
  busy: BusySpan[]
  /** Its connected calendar is known only so far; offers end there. */
  knownUntil?: Instant
}

/** Which times of [from, to) can be had: one of the hosts or all of them together, and one of the resources if there are any. */
export interface SlotQuestion {
  rules: SlotRules
  now: Instant
  from: Instant
  to: Instant
  /** Counts open windows only from here to there (default: from a day and a half around); cuts them at both ends. */
  clip?: { from: Instant; to: Instant }
  visitorTimeZone: TimeZone
  hosts: ServingCandidate[]
  resources: ServingCandidate[]
  hostsNeeded: 'any' | 'all'
}

/** A start that can be had, and everybody and everything that could serve it. */
export interface Offer {
  startsAt: Instant
  endsAt: Instant
  hosts: string[]
  resources: string[]
}

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

/** The first rule that forbids a start, whom it concerns, and from when on it would no longer forbid. */
export interface Reason {
  reason: ReasonName
  who?: string
  until?: Instant
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const AROUND_MS = 1.5 * DAY_MS
/** Starts fall on round minutes of the visitor's clock: the largest of these that divides the step. */
const ROUND_MINUTES = [60, 30, 20, 15, 10, 5]

function grainMillis(stepMinutes: number): number {
  return (ROUND_MINUTES.find((grain) => stepMinutes % grain === 0) ?? 1) * MINUTE_MS
}

/** The first instant from `at` on at which the visitor's clock shows a whole multiple of the grain. */
function roundedUp(at: Instant, grain: number, zone: TimeZone): Instant {
  const offset = offsetMillisAt(zone, at)
  return Math.ceil((at + offset) / grain) * grain - offset
}

/** What a candidate's busy time keeps the new meeting out of: widened by the new one's buffers and by its own. */
function blockedBy(busy: BusySpan, rules: SlotRules) {
  return {
    from: busy.from - Math.max(rules.bufferAfterMinutes, busy.bufferBeforeMinutes ?? 0) * MINUTE_MS,
    to: busy.to + Math.max(rules.bufferBeforeMinutes, busy.bufferAfterMinutes ?? 0) * MINUTE_MS,
  }
}

function stretchesOf(candidate: ServingCandidate, question: SlotQuestion): Stretch[] {
  const { clip, from, to, rules } = question
  const first = clip?.from ?? from - AROUND_MS
  const last = Math.min(clip?.to ?? to + AROUND_MS, candidate.knownUntil ?? Number.POSITIVE_INFINITY)
  const windows = openWindows(candidate.schedule, first, last)
  const cut =
    clip || candidate.knownUntil !== undefined
      ? windows.map((window) => ({
          from: clip ? Math.max(window.from, first) : window.from,
          to: Math.min(window.to, last),
        }))
      : windows
  return freeStretches(
    cut,
    candidate.busy.map((busy) => blockedBy(busy, rules)),
  )
}

/** The free stretches of every combination that could serve together. */
function teams(hosts: Stretch[][], resources: Stretch[][], needed: 'any' | 'all'): Stretch[][] {
  const hostTeams = needed === 'all' && hosts.length > 0 ? [hosts.reduce(intersection)] : hosts
  if (hostTeams.length === 0) return resources
  if (resources.length === 0) return hostTeams
  return hostTeams.flatMap((host) => resources.map((resource) => intersection(host, resource)))
}

const HORIZON_FOREVER = Number.POSITIVE_INFINITY

/** The last instant at which a meeting may begin: through the whole last day of the horizon on the visitor's calendar. */
function horizonEnd({ rules, now, visitorTimeZone }: SlotQuestion): Instant {
  if (rules.horizonDays === undefined) return HORIZON_FOREVER
  return startOfDay(addDays(localDateOf(now, visitorTimeZone), rules.horizonDays + 1), visitorTimeZone)
}

/** Every start that can be had, sorted, each with all who could serve it. */
export function offersBetween(question: SlotQuestion): Offer[] {
  const { rules, now, from, to, hosts, resources, hostsNeeded, visitorTimeZone } = question
  const hostStretches = hosts.map((host) => stretchesOf(host, question))
  const resourceStretches = resources.map((resource) => stretchesOf(resource, question))
  const duration = rules.durationMinutes * MINUTE_MS
  const step = rules.stepMinutes * MINUTE_MS
  const grain = grainMillis(rules.stepMinutes)
  const earliest = Math.max(from, now + rules.noticeMinutes * MINUTE_MS)
  const latest = Math.min(to, horizonEnd(question))
  const starts = new Set<Instant>()
  for (const team of teams(hostStretches, resourceStretches, hostsNeeded))
    for (const stretch of team) {
      if (stretch.reach <= earliest || stretch.from >= latest) continue
      let start = roundedUp(stretch.from, grain, visitorTimeZone)
      // Notice only filters: whole steps are skipped, so that offers do not drift as time passes.
      if (start < earliest) start += Math.ceil((earliest - start) / step) * step
      for (; start < stretch.to && start + duration <= stretch.reach && start < latest; start += step) starts.add(start)
    }
  const free = (lists: Stretch[][], people: ServingCandidate[], start: Instant) =>
    people.flatMap(({ id }, i) => (covers(lists[i]!, start, start + duration) ? [id] : []))
  return [...starts]
    .sort((a, b) => a - b)
    .map((startsAt) => ({
      startsAt,
      endsAt: startsAt + duration,
      hosts: free(hostStretches, hosts, startsAt),
      resources: free(resourceStretches, resources, startsAt),
    }))
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

/** Why one candidate cannot serve [startsAt, endsAt), or nothing when it can. */
function reasonAgainst(
  candidate: ServingCandidate,
  question: SlotQuestion,
  startsAt: Instant,
  endsAt: Instant,
): Reason | undefined {
  const { id: who, schedule, knownUntil } = candidate
  if (knownUntil !== undefined && endsAt > knownUntil)
    return { reason: 'calendarNotKnownThatFar', who, until: knownUntil }
  const open = freeStretches(openWindows(schedule, startsAt - AROUND_MS, endsAt + AROUND_MS), [])
  if (!covers(open, startsAt, endsAt)) {
    const date = localDateOf(startsAt, schedule.timeZone)
    const hasOverride = schedule.overrides.some((one) => one.date === date)
    const usual = windowsOn({ ...schedule, overrides: [] }, date).length > 0
    return {
      reason: hasOverride && usual ? 'override' : 'outsideHours',
      who,
      until: open.find((stretch) => stretch.from > startsAt)?.from,
    }
  }
  const meets = candidate.busy.filter((busy) => {
    const blocked = blockedBy(busy, question.rules)
    return blocked.from < endsAt && startsAt < blocked.to
  })
  const direct = meets.find((busy) => busy.from < endsAt && startsAt < busy.to)
  if (direct) return { reason: direct.kind === 'hold' ? 'hold' : 'busy', who, until: direct.to }
  const [near] = meets
  return near && { reason: 'buffer', who, until: blockedBy(near, question.rules).to }
}

function furthest(reasons: Reason[]): Reason | undefined {
  return reasons.reduce<Reason | undefined>(
    (best, one) => (!best || ORDER.indexOf(one.reason) > ORDER.indexOf(best.reason) ? one : best),
    undefined,
  )
}

/** The reason that a group cannot serve, if it cannot: of `any` nobody can, of `all` somebody cannot. */
function reasonOfGroup(
  group: ServingCandidate[],
  needed: 'any' | 'all',
  question: SlotQuestion,
  startsAt: Instant,
  endsAt: Instant,
): Reason | undefined {
  const reasons = group.map((one) => reasonAgainst(one, question, startsAt, endsAt))
  const against = reasons.filter((reason) => reason !== undefined)
  if (needed === 'all') return against[0]
  return against.length === group.length ? furthest(against) : undefined
}

/**
 * Whether one start can be had, by whom, or the first rule that forbids it. Agrees with `offersBetween` by construction:
 * a start is offered only if that function, asked for this very instant, offers it.
 */
export function explainStart(question: SlotQuestion, startsAt: Instant): { offer: Offer } | { reason: Reason } {
  const { rules, now, hosts, resources, hostsNeeded } = question
  const endsAt = startsAt + rules.durationMinutes * MINUTE_MS
  if (startsAt < now) return { reason: { reason: 'past' } }
  const noticeEnds = now + rules.noticeMinutes * MINUTE_MS
  if (startsAt < noticeEnds) return { reason: { reason: 'notice', until: noticeEnds } }
  if (startsAt >= horizonEnd(question)) return { reason: { reason: 'horizon', until: horizonEnd(question) } }
  const [offer] = offersBetween({ ...question, from: startsAt, to: startsAt + 1 })
  if (offer) return { offer }
  if (hosts.length + resources.length === 0) return { reason: { reason: 'capacity' } }
  const reasons = [
    hosts.length > 0 ? reasonOfGroup(hosts, hostsNeeded, question, startsAt, endsAt) : undefined,
    resources.length > 0 ? reasonOfGroup(resources, 'any', question, startsAt, endsAt) : undefined,
  ].filter((reason) => reason !== undefined)
  return { reason: furthest(reasons) ?? { reason: 'notAligned' } }
}

/** The offers of the question nearest to an instant, sorted by time. */
export function nearestOffers(question: SlotQuestion, startsAt: Instant, count: number): Offer[] {
  return offersBetween(question)
    .sort((a, b) => Math.abs(a.startsAt - startsAt) - Math.abs(b.startsAt - startsAt))
    .slice(0, count)
    .sort((a, b) => a.startsAt - b.startsAt)
}
