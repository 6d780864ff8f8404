import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { inCalendarToday } from '../../../shared/domain/calendar/calendar-rights.ts'
import { nextVersion } from '../../../shared/domain/event/calendar-event.ts'
import { withUndo } from '../../../shared/domain/event/undo.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { World } from '../world.ts'
import type { ArchiveEventStore } from './archive-event.ts'
import { mayChange } from './change-event.ts'
import { saveAndTell, type Telling, type ToldEvent } from './tell-of-event.ts'

/** The repositories that it uses. */
export type RestoreEventStore = ArchiveEventStore & Bookings

/** So long an event can be taken out of the bin. */
export const BIN_MS = 30 * DAY_MS

/** Takes an event out of the bin, as a later version of itself, for who deleted it and who may change it. */
export async function restoreEvent(
  tools: World<RestoreEventStore>,
  member: Member,
  id: string,
  telling: Telling = {},
): Promise<ToldEvent | Refusal> {
  const [event, booking] = await Promise.all([
    tools.store.event(member.company, id),
    tools.store.booking(member.company, id),
  ])
  if (booking) return refuse('BookingOver', { detail: 'A booking that was cancelled cannot be restored.' })
  const now = tools.clock.now()
  if (!event?.isDeleted || !event.deletion || event.deletion.at <= now - BIN_MS) return refuse('NotFound')
  const refusal = event.deletion.by === member.id ? undefined : await mayChange(tools, member, event)
  if (refusal) return refusal
  const { isDeleted: _deleted, deletion: _deletion, ...rest } = nextVersion(event, now, true)
  const [members, calendars] = await Promise.all([
    tools.store.members(member.company),
    tools.store.calendars(member.company),
  ])
  const after = withUndo(event, inCalendarToday(rest, calendars, members))
  const saved = await saveAndTell(tools, members, [{ before: event, after, kind: 'restored' }], member, telling)
  return isRefusal(saved) ? saved : { event: after, letters: saved.letters }
}
