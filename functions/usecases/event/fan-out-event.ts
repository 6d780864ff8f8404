import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { type CalendarEvent, isOffCalendars } from '../../../shared/domain/event/calendar-event.ts'
import { holdersAtOnce, holdersOf, placementOfEvent } from '../../../shared/domain/event/event-placement.ts'
import { decide, type Placement } from '../../../shared/domain/ledger/decide.ts'
import {
  type AttendeePlacement,
  type AttendeePlacements,
  attendeePlacementRemoval,
  attendeePlacementWrite,
} from '../../ports/attendee-placements.ts'
import type { Committing, Write } from '../../ports/commit.ts'
import { type Events, eventCheck } from '../../ports/events.ts'
import type { Members } from '../../ports/members.ts'
import { attempt } from '../attempt.ts'
import type { World } from '../world.ts'
import { asWrites, type EventWritesStore, principalsFor, timesFor } from './event-writes.ts'

/** The repositories that it uses. */
export type FanOutEventStore = Events & Members & AttendeePlacements & Committing & EventWritesStore

/**
 * Puts an event that more people hold than one transaction can claim into the calendars of the rest, one person at a
 * time, each write bound to the event's version: a later change stops this one and is fanned out by its own job.
 * Repeating it changes nothing. Each write has a patience of its own: who stands behind many others is reached however
 * long those took.
 */
export async function fanOutEvent(
  tools: World<FanOutEventStore>,
  company: string,
  id: string,
  version: number,
): Promise<void> {
  const event = await tools.store.event(company, id)
  if (!event?.isCrowded || event.version !== version) return
  const members = await tools.store.members(company)
  const principals = await principalsFor(tools, members, [{ after: event, kind: 'changed' }])
  const kept = await tools.store.attendeePlacements(company, id)
  const atOnce = new Set(holdersAtOnce(event))
  const late = isOffCalendars(event) ? [] : holdersOf(event).filter((holder) => !atOnce.has(holder))
  for (const principal of new Set([...kept.map((one) => one.principal), ...late])) {
    // Who is claimed by the event's own transaction only has to be rid of what an earlier job left.
    const holds = isOffCalendars(event) ? [] : holdersOf(event).filter((holder) => holder === principal)
    const placedBefore = kept.find((one) => one.principal === principal)
    const target = placementOfEvent(event, principals, holds)
    const isKept = late.includes(principal)
    if (!(await fanOutTo(tools, event, principal, placedBefore, target, isKept))) return
  }
}

function placementOf(principal: string, placedBefore: AttendeePlacement | undefined): Placement {
  return {
    claims: placedBefore?.claim ? [{ principal, claim: placedBefore.claim }] : [],
    spans: placedBefore?.span ? [placedBefore.span] : [],
    entries: [],
    seats: [],
  }
}

/** @returns whether the event is still the one that is fanned out */
async function fanOutTo(
  tools: World<FanOutEventStore>,
  event: CalendarEvent,
  principal: string,
  placedBefore: AttendeePlacement | undefined,
  target: Placement,
  isKept: boolean,
): Promise<boolean> {
  const { company, id: eventId, version } = event
  const before = placementOf(principal, placedBefore)
  const outcome = await attempt<'placed' | 'overtaken'>(tools, async ({ now }) => {
    const times = await timesFor(tools, company, [before, target])
    const decision = decide({ times, tallies: [] }, before, target, { now, mayOverlap: () => true })
    if ('refused' in decision) throw new Error(`event ${eventId} could not be put into the calendar of ${principal}`)
    const [placed] = target.claims
    const [span] = target.spans
    const record: Write = isKept
      ? attendeePlacementWrite(company, eventId, {
          principal,
          ...(placed && { claim: placed.claim }),
          ...(span && { span }),
        })
      : attendeePlacementRemoval(company, eventId, principal)
    return {
      writes: [eventCheck(company, eventId, version), record, ...asWrites(company, decision.writes)],
      done: () => 'placed',
      failed: (index) => (index === 0 ? 'overtaken' : undefined),
    }
  })
  if (isRefusal(outcome)) throw new Error(`event ${eventId} could not be put into a calendar now: ${outcome.refusal}`)
  return outcome === 'placed'
}
