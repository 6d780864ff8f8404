import type { Instant } from '../time/time.ts'
import { HOUR_MS } from '../time/units.ts'
import type { Offer } from './slot.ts'
import type { SlotQuestion } from './slot-question.ts'
import { explainStart, type Reason } from './slot-reason.ts'

/**
 * The rules of a start that a host may lift for one booking: when it is offered. What is taken is taken, and is lifted
 * by nobody.
 */
const LIFTABLE_OF_START = [
  'past',
  'notice',
  'horizon',
  'override',
  'outsideHours',
  'limit',
  'notBeside',
  'notAligned',
] as const

/** All rules that a host may lift; `approval`: that a booking waits for a yes. */
export const LIFTABLE = [...LIFTABLE_OF_START, 'approval'] as const
export type Liftable = (typeof LIFTABLE)[number]

/**
 * So long after it began a start can still be written down by a host: who walked in today, not the history of a year.
 */
export const LATE_ENTRY_MS = 12 * HOUR_MS

/** The question with the candidates of an offer alone: what it says of others is not asked for. */
function within(question: SlotQuestion, { hosts, seatings, groups }: Offer): SlotQuestion {
  const seated = seatings.flat()
  return {
    ...question,
    hosts: question.hosts.filter(({ id }) => hosts.includes(id)),
    resources: question.resources.filter(({ id }) => seated.includes(id)),
    ...(question.groups &&
      groups && {
        groups: question.groups.map((group, g) => ({
          ...group,
          candidates: group.candidates.filter(({ id }) => groups[g]!.includes(id)),
        })),
      }),
  }
}

/** The rules that somebody would have to lift for a start, each with its reason, and who could serve it then. */
export interface StartByLifting {
  offer: Offer
  lifting: { rule: Liftable; reason: Reason }[]
}

/**
 * Whether a start could be had by whoever may lift rules, and which: as few as will do. Where it cannot, what stands in
 * the way is something that nobody lifts.
 * @param asking the question with some rules lifted
 */
export function startByLifting(
  asking: (lifted: readonly Liftable[]) => SlotQuestion,
  startsAt: Instant,
): StartByLifting | { reason: Reason } {
  const most = explainStart(asking(LIFTABLE_OF_START), startsAt)
  if ('reason' in most) return most
  let needed: readonly (typeof LIFTABLE_OF_START)[number][] = LIFTABLE_OF_START
  let { offer } = most
  for (const rule of LIFTABLE_OF_START) {
    const fewer = needed.filter((one) => one !== rule)
    const verdict = explainStart(asking(fewer), startsAt)
    if ('reason' in verdict) continue
    needed = fewer
    offer = verdict.offer
  }
  const lifting = needed.map((rule) => {
    const others = asking(needed.filter((one) => one !== rule))
    const verdict = explainStart(within(others, offer), startsAt)
    return { rule, reason: 'reason' in verdict && verdict.reason.reason === rule ? verdict.reason : { reason: rule } }
  })
  return { offer, lifting }
}
