import type { Interval } from '../../../shared/domain/time/interval.ts'
import { type Instant, type LocalDate, localDateOf } from '../../../shared/domain/time/time.ts'
import { HOUR_MS, MINUTE_MS } from '../../../shared/domain/time/units.ts'

/** Whose time is known, of those who take part. */
export interface Participant {
  id: string
  /** Nobody waits for them. */
  isOptional: boolean
  /** Without them there is no meeting: who organizes it, and its rooms. */
  isEssential: boolean
  busy: readonly Interval[]
  hours: readonly Interval[]
}

/** Who could not come, by id. */
export interface Missing {
  /** They have something else. */
  busy: string[]
  /** They do not work then. */
  outside: string[]
}

/** A start, and who could not come then. */
export interface Proposal extends Missing {
  start: Instant
}

export interface ProposalRequest {
  participants: readonly Participant[]
  /** Every start at which all who are needed have time, earliest first. */
  starts: readonly Instant[]
  /** Nothing earlier is proposed. */
  from: Instant
  lengthMs: number
  /** In whose days they lie apart. */
  timeZone: string
  /** Whoever does not work then has no time. */
  isWithinHours: boolean
}

const MOST_PROPOSALS = 6
const MOST_A_DAY = 2
const APART_MS = HOUR_MS
const STEP_MS = 30 * MINUTE_MS

/** Who of them could not come to what begins at a start. */
export function missingAt(start: Instant, { participants, lengthMs, isWithinHours }: ProposalRequest): Missing {
  const end = start + lengthMs
  const isBusy = ({ busy }: Participant) => busy.some(({ from, to }) => from < end && to > start)
  const isOutside = ({ hours }: Participant) => !hours.some(({ from, to }) => from <= start && end <= to)
  const ids = (some: readonly Participant[]) => some.map(({ id }) => id)
  return {
    busy: ids(participants.filter(isBusy)),
    outside: isWithinHours ? ids(participants.filter((one) => !isBusy(one) && isOutside(one))) : [],
  }
}

const allOf = ({ busy, outside }: Missing) => [...busy, ...outside]

/**
 * What to propose, the best first: starts at which all who are needed have time, two a day that lie apart, so that they
 * are a choice; and where those are few, starts within hours at which less than half of them are missing, and not all
 * but those without whom there is no meeting.
 */
export function proposedTimes(request: ProposalRequest): Proposal[] {
  const { participants, starts, from, timeZone, isWithinHours } = request
  const optional = new Set(participants.filter(({ isOptional }) => isOptional).map(({ id }) => id))
  const needed = participants.filter(({ isOptional }) => !isOptional)
  const others = needed.filter(({ isEssential }) => !isEssential).length
  const chosen: Proposal[] = []
  const ofDay = new Map<LocalDate, number>()
  const take = (proposal: Proposal) => {
    const day = localDateOf(proposal.start, timeZone)
    const count = ofDay.get(day) ?? 0
    const isNear = chosen.some(({ start }) => Math.abs(start - proposal.start) < APART_MS)
    if (chosen.length === MOST_PROPOSALS || count >= MOST_A_DAY || isNear) return
    ofDay.set(day, count + 1)
    chosen.push(proposal)
  }
  const missingOf = (proposal: Proposal) => allOf(proposal).filter((id) => !optional.has(id)).length
  const inOrder = (a: Proposal, b: Proposal) =>
    missingOf(a) - missingOf(b) || allOf(a).length - allOf(b).length || a.start - b.start
  for (const start of starts) if (start >= from) take({ start, ...missingAt(start, request) })
  if (isWithinHours && chosen.length < MOST_PROPOSALS)
    for (const proposal of without(request).sort(inOrder)) {
      const count = missingOf(proposal)
      if (count < others && count * 2 < needed.length) take(proposal)
    }
  return chosen.sort(inOrder)
}

/** Every half hour at which all without whom there is no meeting have time, and somebody who is needed has not. */
function without(request: ProposalRequest): Proposal[] {
  const essential = request.participants.filter(({ isEssential }) => isEssential)
  const [first] = essential
  if (!first) return []
  const found: Proposal[] = []
  for (const stretch of first.hours)
    for (let start = Math.ceil(stretch.from / STEP_MS) * STEP_MS; start < stretch.to; start += STEP_MS) {
      if (start < request.from) continue
      const proposal = { start, ...missingAt(start, request) }
      const missing = allOf(proposal)
      if (missing.length > 0 && !essential.some(({ id }) => missing.includes(id))) found.push(proposal)
    }
  return found
}
