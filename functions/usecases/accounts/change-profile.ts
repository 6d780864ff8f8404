import type { CalendarEvent } from '../../../shared/domain/calendar-event.ts'
import { decide } from '../../../shared/domain/decide.ts'
import type { Member } from '../../../shared/domain/member.ts'
import { type Refusal, refuse } from '../../../shared/domain/refusal.ts'
import { placementOfEvent } from '../calendar/event-ledger.ts'
import { asWrites, timesFor } from '../calendar/event-writes.ts'
import { laterTimes } from '../calendar/span-clashes.ts'
import { type CalendarTools, PATIENCE_MS } from '../calendar/tools.ts'

/**
 * Changes a member's name or zone. Whole days begin at midnight where the member lives: those to come are claimed anew, each bound
 * to its event's version, before the zone itself changes; broken off, the change is simply made again.
 */
export async function changeProfile(tools: CalendarTools, member: Member, next: Member): Promise<Member | Refusal> {
  const { company, id, timeZone } = next
  const movesZone = timeZone !== member.timeZone
  if (movesZone) {
    const refusal = await claimDaysAnew(tools, member, next)
    if (refusal) return refusal
  }
  const committed = await tools.store.commit([
    { write: 'changedMember', member: next },
    ...(movesZone ? [{ write: 'facts' as const, company, principal: id, facts: { timeZone } }] : []),
  ])
  return committed.outcome === 'done' ? next : refuse('Busy')
}

async function claimDaysAnew(tools: CalendarTools, member: Member, next: Member): Promise<Refusal | undefined> {
  const [time] = await laterTimes(tools, member.company, [member.id], tools.clock.now() - 86_400_000)
  const claims = time!.days.flatMap((day) => day.claims)
  const held = claims.filter(({ kind }) => kind === 'event' || kind === 'external').map((claim) => claim.id)
  const { events } = await tools.store.subjects(member.company, [...new Set(held)])
  for (const event of events) {
    const refusal = event.times.kind === 'allDay' ? await claimAnew(tools, event, member, next) : undefined
    if (refusal) return refusal
  }
  return undefined
}

async function claimAnew(
  tools: CalendarTools,
  event: CalendarEvent,
  member: Member,
  next: Member,
): Promise<Refusal | undefined> {
  const { company, id, version } = event
  const before = placementOfEvent(event, { members: [member], rooms: [] }, [member.id])
  const after = placementOfEvent(event, { members: [next], rooms: [] }, [member.id])
  const deadline = tools.clock.elapsedMillis() + PATIENCE_MS
  while (tools.clock.elapsedMillis() < deadline) {
    const times = await timesFor(tools, company, [before, after])
    const decision = decide({ times, tallies: [] }, before, after, { now: tools.clock.now(), mayOverlap: () => true })
    if ('refused' in decision) throw new Error(`whole days of ${id} could not be claimed anew: ${decision.refused}`)
    const committed = await tools.store.commit([
      { write: 'checkEvent', company, id, version },
      ...asWrites(company, decision.writes),
    ])
    if (committed.outcome === 'done') return undefined
    // Whoever changed the event meanwhile claimed it by the old zone: the caller makes the whole change again.
    if (committed.outcome === 'busy' || committed.index === 0) return refuse('Busy')
  }
  return refuse('Busy')
}
