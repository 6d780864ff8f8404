import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import { inCalendarToday } from '../../../shared/domain/calendar/calendar-rights.ts'
import { nextVersion } from '../../../shared/domain/event/calendar-event.ts'
import { withUndo } from '../../../shared/domain/event/undo.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Events } from '../../ports/events.ts'
import type { Members } from '../../ports/members.ts'
import type { World } from '../world.ts'
import { ownEvent } from './change-event.ts'
import { saveAndTell, type Telling, type TellOfEventStore, type ToldEvent } from './tell-of-event.ts'

/** The repositories that it uses. */
export type ArchiveEventStore = Events & Members & Calendars & TellOfEventStore

/** Takes an event off every calendar without deleting it; what is archived already stays as it is. */
export async function archiveEvent(
  tools: World<ArchiveEventStore>,
  member: Member,
  id: string,
  telling: Telling = {},
): Promise<ToldEvent | Refusal> {
  const event = await ownEvent(tools, member, { id })
  if (isRefusal(event)) return event
  if (event.archivedAt !== undefined) return { event, letters: [] }
  const now = tools.clock.now()
  const after = withUndo(event, { ...nextVersion(event, now, true), archivedAt: now })
  const members = await tools.store.members(member.company)
  const saved = await saveAndTell(tools, members, [{ before: event, after, kind: 'archived' }], member, telling)
  return isRefusal(saved) ? saved : { event: after, letters: saved.letters }
}

/** Brings an archived event back as a later version of itself; refused where a room was taken meanwhile. */
export async function unarchiveEvent(
  tools: World<ArchiveEventStore>,
  member: Member,
  id: string,
  telling: Telling = {},
): Promise<ToldEvent | Refusal> {
  const event = await ownEvent(tools, member, { id })
  if (isRefusal(event)) return event
  if (event.archivedAt === undefined) return { event, letters: [] }
  const { archivedAt: _at, ...rest } = nextVersion(event, tools.clock.now(), true)
  const [members, calendars] = await Promise.all([
    tools.store.members(member.company),
    tools.store.calendars(member.company),
  ])
  const after = withUndo(event, inCalendarToday(rest, calendars, members))
  const saved = await saveAndTell(tools, members, [{ before: event, after, kind: 'unarchived' }], member, telling)
  return isRefusal(saved) ? saved : { event: after, letters: saved.letters }
}
