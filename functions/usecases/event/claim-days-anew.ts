import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { holdersAtOnce, type Principals, placementOfEvent } from '../../../shared/domain/event/event-placement.ts'
import { decide } from '../../../shared/domain/ledger/decide.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { attendeePlacementWrite } from '../../ports/attendee-placements.ts'
import type { Committing, Write } from '../../ports/commit.ts'
import { type Events, eventCheck } from '../../ports/events.ts'
import { attempt } from '../attempt.ts'
import type { World } from '../world.ts'
import { asWrites, type EventWritesStore, timesFor } from './event-writes.ts'
import { laterTimes } from './span-clashes.ts'

/** The repositories that it uses. */
export type ClaimDaysAnewStore = Pick<Events, 'events'> & Committing & EventWritesStore

/** Somebody or something whose clocks are about to change. */
export interface ZoneMove {
  company: string
  principal: string
  before: Principals
  after: Principals
}

/**
 * Whole days begin at midnight where a person lives or a thing stands: those to come are claimed anew before the zone
 * itself changes, each bound to its event's version. Broken off, the change is simply made again. Each event has a
 * patience of its own: with one for all, whoever has many of them could never move.
 */
export async function claimDaysAnew(tools: World<ClaimDaysAnewStore>, move: ZoneMove): Promise<Refusal | undefined> {
  const { company, principal } = move
  const [time] = await laterTimes(tools, company, [principal], tools.clock.now() - DAY_MS)
  const claims = time!.days.flatMap((day) => day.claims)
  const held = claims.filter(({ kind }) => kind === 'event' || kind === 'external').map((claim) => claim.id)
  const events = await tools.store.events(company, [...new Set(held)])
  for (const event of events) {
    const refusal = event.times.kind === 'allDay' ? await claimAnew(tools, event, move) : undefined
    if (refusal) return refusal
  }
  return undefined
}

async function claimAnew(
  tools: World<ClaimDaysAnewStore>,
  event: CalendarEvent,
  { principal, before: old, after: next }: ZoneMove,
): Promise<Refusal | undefined> {
  const { company, id, version } = event
  const before = placementOfEvent(event, old, [principal])
  const after = placementOfEvent(event, next, [principal])
  const [day] = after.claims
  // Where a job has put the event, it is taken away again by what the job has kept.
  const kept: Write[] =
    event.isCrowded && !holdersAtOnce(event).includes(principal) && day
      ? [attendeePlacementWrite(company, id, { principal, claim: day.claim })]
      : []
  const claimed = await attempt<Refusal | 'claimed'>(tools, async ({ now }) => {
    const times = await timesFor(tools, company, [before, after])
    const decision = decide({ times, tallies: [] }, before, after, { now, mayOverlap: () => true })
    if ('refused' in decision) throw new Error(`whole days of ${id} could not be claimed anew: ${decision.refused}`)
    return {
      writes: [eventCheck(company, id, version), ...kept, ...asWrites(company, decision.writes)],
      done: () => 'claimed',
      // Whoever changed the event meanwhile claimed it by the old zone: the caller makes the whole change again.
      failed: (index) => (index === 0 ? refuse('Busy') : undefined),
    }
  })
  return claimed === 'claimed' ? undefined : claimed
}
