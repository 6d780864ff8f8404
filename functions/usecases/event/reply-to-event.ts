import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { withReply } from '../../../shared/domain/event/people-at.ts'
import { reachOf } from '../../../shared/domain/event/reach.ts'
import type { Reply } from '../../../shared/domain/people/attendee.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Events } from '../../ports/events.ts'
import type { Members } from '../../ports/members.ts'
import { over, patiently } from '../attempt.ts'
import type { World } from '../world.ts'
import type { ChangeRequest } from './change-event.ts'
import { type EventStep, type SaveEventStore, saveEvents } from './save-event.ts'

/** The repositories that it uses. */
export type ReplyToEventStore = Events & Members & SaveEventStore

/**
 * Answers an invitation, of a series for one date, for it and those after, or for all; declining keeps the event in the
 * calendar and frees the time. Whoever answers at the same time is heard as well.
 */
export async function replyToEvent(
  tools: World<ReplyToEventStore>,
  member: Member,
  id: string,
  reply: Reply,
  asked: Pick<ChangeRequest, 'scope' | 'occurrence'> & { comment?: string | undefined } = {},
): Promise<CalendarEvent | Refusal> {
  return patiently<CalendarEvent | Refusal>(tools, async ({ now, deadline }) => {
    const event = await tools.store.event(member.company, id)
    // A draft asks nobody yet.
    if (!event || event.isDeleted || event.isDraft) return over(refuse('NotFound'))
    const { scope = 'all', occurrence, comment = '' } = asked
    const reach = reachOf(event, scope, occurrence)
    const replied = withReply(event, { memberId: member.id }, reply, reach, comment, now)
    if (!replied) return over(refuse('NotFound'))
    const after: CalendarEvent = { ...replied, version: event.version + 1, updatedAt: now }
    const members = await tools.store.members(member.company)
    // Whoever answers has seen it as it is: they need not be told of it any more.
    const hears = { mailed: [], leftBehind: [], caughtUp: [member.email] }
    const steps: EventStep[] = [{ before: event, after, kind: 'changed', hears }]
    const saved = await saveEvents(tools, members, steps, `member:${member.id}`, { deadline })
    if (!isRefusal(saved)) return over(after)
    // Somebody else's answer or change came in between: one's own is given to the event as it is then.
    return saved.refusal === 'Changed' ? 'again' : over(saved)
  })
}
