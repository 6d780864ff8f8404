import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { zoneOfHolder } from '../../../shared/domain/event/people-at.ts'
import { type MailedReply, openProposals, type Proposal } from '../../../shared/domain/invitation/mailed-reply.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Events } from '../../ports/events.ts'
import type { MailedReplies } from '../../ports/mailed-replies.ts'
import type { Members } from '../../ports/members.ts'
import type { World } from '../world.ts'
import { ownEvent } from './change-event.ts'

/** The repositories that it uses. */
export type MailedRepliesStore = Events & Members & Calendars & MailedReplies

type Tools = World<MailedRepliesStore>

/** So many mails that are not believed are shown of one event, the latest. */
const MOST_SHOWN = 20

/** What came by mail and waits for whoever may change the event. */
export interface CameByMail {
  proposals: Proposal[]
  unbelieved: MailedReply[]
}

/** What came by mail for an event: open proposals, the oldest first, and what is not believed, the latest first. */
export async function cameByMail(
  { store, clock }: Tools,
  members: Member[],
  event: CalendarEvent,
  { timeZone }: Member,
): Promise<CameByMail> {
  const { company, id } = event
  const [proposals, replies] = await Promise.all([store.proposals(company, id), store.mailedReplies(company, id)])
  const zone = zoneOfHolder(members, event) ?? timeZone
  return {
    proposals: openProposals(event, proposals, clock.now(), zone).toSorted((a, b) => a.at - b.at),
    unbelieved: replies
      .filter(({ why }) => why !== undefined)
      .toSorted((a, b) => b.receivedAt - a.receivedAt)
      .slice(0, MOST_SHOWN),
  }
}

/** A proposal with the event that it is about. */
export interface ProposedEvent {
  event: CalendarEvent
  proposal: Proposal
}

/** What is proposed for the events that a member organizes, the oldest first. */
export async function proposalsFor({ store, clock }: Tools, member: Member): Promise<ProposedEvent[]> {
  const proposals = await store.proposals(member.company)
  const ids = [...new Set(proposals.map(({ eventId }) => eventId))]
  const events = ids.length === 0 ? [] : await store.events(member.company, ids)
  return events
    .filter(({ organizerId }) => organizerId === member.id)
    .flatMap((event) => {
      const own = proposals.filter(({ eventId }) => eventId === event.id)
      return openProposals(event, own, clock.now(), member.timeZone).map((proposal) => ({ event, proposal }))
    })
    .toSorted((a, b) => a.proposal.at - b.proposal.at)
}

/** Leaves an event as it is in spite of a proposal. Nobody is mailed: whoever proposed it has the time that it has. */
export async function declineProposal(
  tools: Tools,
  member: Member,
  id: string,
  proposal: string,
): Promise<Refusal | undefined> {
  const event = await ownEvent(tools, member, { id })
  if (isRefusal(event)) return event
  await tools.store.removeProposal(member.company, id, proposal)
  return undefined
}

/** Shows a mail that is not believed no more. */
export async function dismissMailedReply(
  tools: Tools,
  member: Member,
  id: string,
  reply: string,
): Promise<Refusal | undefined> {
  const event = await ownEvent(tools, member, { id })
  if (isRefusal(event)) return event
  await tools.store.removeMailedReply(member.company, id, reply)
  return undefined
}
