import type { CalendarEvent } from '../../../shared/domain/calendar-event.ts'
import type { Member } from '../../../shared/domain/member.ts'
import { isRefusal, type Refusal } from '../../../shared/domain/refusal.ts'
import { type ChangeRequest, endedBefore, ownEvent } from './change-event.ts'
import { type EventStep, saveEvents } from './save-event.ts'
import { reachOf } from './scope.ts'
import type { CalendarTools } from './tools.ts'

/** An event that is gone, as a tombstone: the synchronisation must still be able to take it away elsewhere. */
export function deleted(event: CalendarEvent, now: number): CalendarEvent {
  return { ...event, isDeleted: true, version: event.version + 1, sequence: event.sequence + 1, updatedAt: now }
}

export async function deleteEvent(
  tools: CalendarTools,
  member: Member,
  request: ChangeRequest,
): Promise<Refusal | undefined> {
  const event = await ownEvent(tools, member, request)
  if (isRefusal(event)) return event
  const { scope, key } = reachOf(event, request.scope, request.occurrence)
  const now = tools.clock.now()
  let step: EventStep
  if (scope === 'this' && key !== undefined) {
    const changedOccurrences = { ...event.changedOccurrences, [key]: { isCancelled: true as const } }
    step = {
      before: event,
      after: { ...event, changedOccurrences, version: event.version + 1, sequence: event.sequence + 1, updatedAt: now },
      kind: 'changed',
    }
  } else if (scope === 'following' && key !== undefined) {
    step = { before: event, after: endedBefore(event, key, now), kind: 'changed' }
  } else {
    step = { before: event, after: deleted(event, now), kind: 'deleted' }
  }
  const members = await tools.store.members(member.company)
  const saved = await saveEvents(tools, members, [step], `member:${member.id}`)
  return isRefusal(saved) ? saved : undefined
}
