import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import { dateOutcomes, type ScopeOutcome } from '../../../shared/domain/event/date-outcomes.ts'
import { inZoneOf } from '../../../shared/domain/event/event-patch.ts'
import { reachOf } from '../../../shared/domain/event/reach.ts'
import type { SeriesPatch } from '../../../shared/domain/event/series-edit.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Events } from '../../ports/events.ts'
import type { Members } from '../../ports/members.ts'
import type { World } from '../world.ts'
import { type EventPatch, ownEvent } from './change-event.ts'

/** The repositories that it uses. */
export type PreviewChangeStore = Events & Members & Calendars

/**
 * What a change, or a deletion where nothing is given, would make of the dates that are other than their series, for
 * each scope: people and places say nothing of that. Nothing is stored. @throws BadInput
 */
export async function previewChange(
  tools: World<PreviewChangeStore>,
  member: Member,
  request: { id: string; occurrence: string },
  given: EventPatch | undefined,
): Promise<ScopeOutcome[] | Refusal> {
  const event = await ownEvent(tools, member, { id: request.id })
  if (isRefusal(event)) return event
  const { key } = reachOf(event, 'this', request.occurrence)
  if (key === undefined) return []
  if (!given) return dateOutcomes(event, key, undefined, tools.clock.now())
  const { attendees: _people, isDraft: _state, keepsZone, times, ...rest } = given
  const patch: SeriesPatch = { ...rest, ...(times && { times: keepsZone ? inZoneOf(event, times) : times }) }
  return dateOutcomes(event, key, patch, tools.clock.now())
}
