import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { deleted } from '../../../shared/domain/event/deleted.ts'
import { undone } from '../../../shared/domain/event/undo.ts'
import { isAdmin, type Member } from '../../../shared/domain/people/member.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Events } from '../../ports/events.ts'
import type { Members } from '../../ports/members.ts'
import type { World } from '../world.ts'
import { mayChange } from './change-event.ts'
import type { EventStep } from './save-event.ts'
import { saveAndTell, type Telling, type TellOfEventStore, type ToldEvent } from './tell-of-event.ts'

/** The repositories that it uses. */
export type UndoChangeStore = Events & Members & Calendars & TellOfEventStore

/**
 * Takes back the change (or deletion) that made a version of an event: times, rules, exceptions, attendees and their
 * replies are as before, and what a split made is gone. Refused as Changed when anybody changed either part since.
 */
export async function undoChange(
  tools: World<UndoChangeStore>,
  member: Member,
  id: string,
  version: number,
  telling: Telling = {},
): Promise<ToldEvent | Refusal> {
  const event = await tools.store.event(member.company, id)
  if (!event) return refuse('NotFound')
  // Who handed it over, or threw it away for another, may take that back too.
  const from = event.undo?.was.organizerId
  const isOwn = from === member.id || (from !== undefined && isAdmin(member)) || event.deletion?.by === member.id
  const refusal = isOwn ? undefined : await mayChange(tools, member, event)
  if (refusal) return refusal
  const now = tools.clock.now()
  const before = undone(event, now)
  if (event.version !== version || !before) return refuse('Changed')
  const steps: EventStep[] = [{ before: event, after: before, kind: event.isDeleted ? 'created' : 'changed' }]
  const created = event.undo?.created
  if (created) {
    const later = await tools.store.event(member.company, created.id)
    if (!later || later.isDeleted || later.version !== created.version) return refuse('Changed')
    steps.push({ before: later, after: deleted(later, now), kind: 'deleted' })
  }
  const members = await tools.store.members(member.company)
  const saved = await saveAndTell(tools, members, steps, member, telling)
  return isRefusal(saved) ? saved : { event: before, letters: saved.letters }
}
