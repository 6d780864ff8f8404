import type { CalendarEvent } from '../../../shared/domain/calendar-event.ts'
import type { ChangeKind, Origin } from '../../../shared/domain/change.ts'
import type { Member } from '../../../shared/domain/member.ts'
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import type { Write } from '../../ports/store.ts'
import {
  daysToRead,
  ledgerWrites,
  MOST_LEDGER_WRITES,
  MOST_PRINCIPALS,
  type Standing,
  standingsOf,
} from './event-ledger.ts'
import { type CalendarTools, PATIENCE_MS } from './tools.ts'

/** One event going from one state to another; `before` is absent for a new one. */
export interface EventStep {
  before?: CalendarEvent
  after: CalendarEvent
  kind: ChangeKind
}

/** A transaction may touch an item once: both halves of a split series raise the same revision. */
function onceEach(writes: Write[]): Write[] {
  const raised = new Set<string>()
  return writes.filter((write) => {
    if (write.write !== 'raiseRevision') return true
    const isFirst = !raised.has(write.principal)
    raised.add(write.principal)
    return isFirst
  })
}

/** Sorts out what each step means for the ledger, with the days as they stand now. */
async function writesOf(
  tools: CalendarTools,
  company: string,
  steps: { step: EventStep; was: Standing[]; is: Standing[] }[],
): Promise<{ writes: Write[]; overlaps: number }> {
  const wanted = new Map<string, string[]>()
  for (const { was, is } of steps)
    for (const [principal, days] of daysToRead(was, is))
      wanted.set(principal, [...(wanted.get(principal) ?? []), ...days].sort())
  const times = (
    await Promise.all(
      [...wanted].map(([principal, days]) => {
        const [first] = days
        return first === undefined ? [] : tools.store.time(company, [principal], first, days.at(-1)!, 'latest')
      }),
    )
  ).flat()
  const parts = steps.map(({ step, was, is }) => ledgerWrites(company, step.after.id, was, is, times))
  return {
    writes: onceEach(parts.flatMap(({ writes }) => writes)),
    overlaps: parts.reduce((sum, { overlaps }) => sum + overlaps, 0),
  }
}

/**
 * Saves events with their claims and change rows, all or nothing. People may overbook themselves on purpose:
 * overlaps are counted and told, never refused. `also` is written in the same transaction.
 */
export async function saveEvents(
  tools: CalendarTools,
  members: Member[],
  steps: EventStep[],
  origin: Origin,
  also: Write[] = [],
): Promise<{ overlaps: number } | Refusal> {
  const company = steps[0]!.after.company
  const prepared = steps.map((step) => ({
    step,
    was: standingsOf(step.before, members),
    is: standingsOf(step.after, members),
  }))
  if (prepared.some(({ is }) => is.length > MOST_PRINCIPALS))
    return refuse('TooManyPeople', { detail: `At most ${MOST_PRINCIPALS} members.` })
  const heads: Write[] = steps.flatMap(({ before, after, kind }) => [
    { write: 'event', event: after, expectedVersion: before?.version ?? 0 },
    {
      write: 'change',
      change: {
        company,
        subjectKind: 'event',
        subjectId: after.id,
        version: after.version,
        kind,
        origin,
        at: after.updatedAt,
      },
    },
  ])
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const { writes, overlaps } = await writesOf(tools, company, prepared)
    if (writes.length + heads.length + also.length > MOST_LEDGER_WRITES + 10) return refuse('TooManyDates')
    const committed = await tools.store.commit([...heads, ...also, ...writes])
    if (committed.outcome === 'done') return { overlaps }
    if (committed.outcome === 'failed' && committed.index < heads.length) return refuse('Changed')
    // A day changed under us: whatever the others did there stays, and the decision is made again on top of it.
    if (committed.outcome === 'busy' || performance.now() > deadline) return refuse('Busy')
  }
}
