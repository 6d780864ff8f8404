import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { checkCrowding, inZoneOf, keepingReplies } from '../../../shared/domain/event/event-patch.ts'
import { recognised } from '../../../shared/domain/event/invited.ts'
import { reachOf } from '../../../shared/domain/event/reach.ts'
import {
  editSeries,
  type OccurrenceOutcome,
  type Scope,
  type SeriesPatch,
} from '../../../shared/domain/event/series-edit.ts'
import { withUndo } from '../../../shared/domain/event/undo.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Events } from '../../ports/events.ts'
import type { Members } from '../../ports/members.ts'
import type { World } from '../world.ts'
import type { EventDraft } from './create-event.ts'
import { type EventStep, type SaveEventStore, saveEvents } from './save-event.ts'

/** The repositories that it uses. */
export type ChangeEventStore = Events & Members & SaveEventStore

/** What changes; `rrule: null` takes the rules away. */
export type EventPatch = Omit<SeriesPatch, 'attendees'> & {
  attendees?: EventDraft['attendees']
  /** The times name no zone of their own: that of the event stays. */
  keepsZone?: boolean
}

export interface ChangeRequest {
  id: string
  scope?: Scope | undefined
  occurrence?: string | undefined
  /** The version that the caller saw; a later one is refused as Changed. */
  ifVersion?: number | undefined
}

export interface ChangedEvent {
  event: CalendarEvent
  overlaps: number
  /** What became of each occurrence that was other than its series. */
  occurrences: OccurrenceOutcome[]
  /** The event and version by which the change can be undone. */
  undo: { id: string; version: number }
}

/** Loads an event for its organizer to change; others may not, whether they may see it or not. */
export async function ownEvent(
  tools: World<ChangeEventStore>,
  member: Member,
  request: ChangeRequest,
): Promise<CalendarEvent | Refusal> {
  const event = await tools.store.event(member.company, request.id)
  if (!event || event.isDeleted) return refuse('NotFound')
  if (event.organizerId !== member.id)
    return refuse('NotAllowed', { detail: 'Only the organizer may change this event.' })
  if (request.ifVersion !== undefined && request.ifVersion !== event.version) return refuse('Changed')
  return event
}

/** Changes an event, or a part of a series; the answer names what became of its changed occurrences, and how to undo it. */
export async function changeEvent(
  tools: World<ChangeEventStore>,
  member: Member,
  request: ChangeRequest,
  { attendees, keepsZone, times, ...rest }: EventPatch,
): Promise<ChangedEvent | Refusal> {
  const event = await ownEvent(tools, member, request)
  if (isRefusal(event)) return event
  const members = await tools.store.members(member.company)
  const patch: SeriesPatch = {
    ...rest,
    ...(times && { times: keepsZone ? inZoneOf(event, times) : times }),
    ...(attendees && { attendees: keepingReplies(recognised(attendees, members), event) }),
  }
  const edited = editSeries(event, reachOf(event, request.scope, request.occurrence), patch, {
    now: tools.clock.now(),
    newId: tools.random.id(),
  })
  checkCrowding(edited.event, patch)
  const first = withUndo(event, edited.earlier ?? edited.event, edited.earlier && edited.event)
  const steps: EventStep[] = [{ before: event, after: first, kind: 'changed' }]
  if (edited.earlier) steps.push({ after: edited.event, kind: 'created' })
  const saved = await saveEvents(tools, members, steps, `member:${member.id}`)
  if (isRefusal(saved)) return saved
  const { occurrences } = edited
  return {
    event: steps.at(-1)!.after,
    overlaps: saved.overlaps,
    occurrences,
    undo: { id: first.id, version: first.version },
  }
}
