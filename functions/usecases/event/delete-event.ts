import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import { deleted, withoutPart } from '../../../shared/domain/event/deleted.ts'
import { reachOf } from '../../../shared/domain/event/reach.ts'
import { withUndo } from '../../../shared/domain/event/undo.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Events } from '../../ports/events.ts'
import type { Members } from '../../ports/members.ts'
import type { World } from '../world.ts'
import { type ChangeRequest, ownEvent } from './change-event.ts'
import type { EventStep } from './save-event.ts'
import { saveAndTell, type Telling, type TellOfEventStore, type ToldEvent } from './tell-of-event.ts'

/** The repositories that it uses. */
export type DeleteEventStore = Events & Members & Calendars & TellOfEventStore

/** Takes an event out of the calendars, or a part of a series; it can be undone by the version that this makes. */
export async function deleteEvent(
  tools: World<DeleteEventStore>,
  member: Member,
  request: ChangeRequest,
  telling: Telling = {},
): Promise<ToldEvent | Refusal> {
  const event = await ownEvent(tools, member, request)
  if (isRefusal(event)) return event
  const { scope, key } = reachOf(event, request.scope, request.occurrence)
  const now = tools.clock.now()
  const part = key === undefined ? undefined : withoutPart(event, scope, key, now)
  const after = withUndo(event, part ?? { ...deleted(event, now), deletion: { at: now, by: member.id } })
  const step: EventStep = { before: event, after, kind: part ? 'changed' : 'deleted' }
  const members = await tools.store.members(member.company)
  const saved = await saveAndTell(tools, members, [step], member, telling)
  return isRefusal(saved) ? saved : { event: after, letters: saved.letters }
}
