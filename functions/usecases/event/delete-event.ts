import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Scope } from '../../../shared/domain/event/series-edit.ts'
import { endedBefore } from '../../../shared/domain/event/series-split.ts'
import { withUndo } from '../../../shared/domain/event/undo.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Members } from '../../ports/members.ts'
import type { World } from '../world.ts'
import { type ChangeEventStore, type ChangeRequest, ownEvent } from './change-event.ts'
import { type EventStep, type SaveEventStore, saveEvents } from './save-event.ts'
import { reachOf } from './scope.ts'

/** The repositories that it uses. */
export type DeleteEventStore = Members & ChangeEventStore & SaveEventStore

/** An event that is gone, as a tombstone: the synchronisation must still be able to take it away elsewhere. */
export function deleted(event: CalendarEvent, now: number): CalendarEvent {
  return { ...event, isDeleted: true, version: event.version + 1, sequence: event.sequence + 1, updatedAt: now }
}

/** A series without one occurrence, or without it and the following; nothing when all of it is meant. */
function withoutPart(event: CalendarEvent, scope: Scope, key: string, now: number): CalendarEvent | undefined {
  if (scope === 'following') return endedBefore(event, key, now)
  if (scope === 'all') return undefined
  const changedOccurrences = { ...event.changedOccurrences, [key]: { isCancelled: true as const } }
  return { ...event, changedOccurrences, version: event.version + 1, sequence: event.sequence + 1, updatedAt: now }
}

/** Takes an event out of the calendars, or a part of a series; it can be undone by the version that this makes. */
export async function deleteEvent(
  tools: World<DeleteEventStore>,
  member: Member,
  request: ChangeRequest,
): Promise<Refusal | undefined> {
  const event = await ownEvent(tools, member, request)
  if (isRefusal(event)) return event
  const { scope, key } = reachOf(event, request.scope, request.occurrence)
  const now = tools.clock.now()
  const part = key === undefined ? undefined : withoutPart(event, scope, key, now)
  const after = withUndo(event, part ?? deleted(event, now))
  const step: EventStep = { before: event, after, kind: part ? 'changed' : 'deleted' }
  const members = await tools.store.members(member.company)
  const saved = await saveEvents(tools, members, [step], `member:${member.id}`)
  return isRefusal(saved) ? saved : undefined
}
