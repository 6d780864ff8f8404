import * as api from '../../../shared/api/mailed-replies.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { everybodyAsked } from '../../../shared/domain/event/people-at.ts'
import type { MailedReply, Proposal } from '../../../shared/domain/invitation/mailed-reply.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import {
  type CameByMail,
  declineProposal,
  dismissMailedReply,
  proposalsFor,
} from '../../usecases/event/mailed-replies.ts'
import { appEndpoints } from './app-door.ts'
import { timesView } from './event-times.ts'

const nameOf = (event: CalendarEvent, email: string) => {
  const name = everybodyAsked(event).find((one) => one.email === email)?.name
  return name === undefined ? {} : { name }
}

const proposalView = (event: CalendarEvent, { id, email, key, is, comment, at }: Proposal): api.ProposalView => ({
  id,
  email,
  ...nameOf(event, email),
  ...(key !== undefined && { occurrence: key }),
  ...timesView(is),
  ...(comment !== undefined && { comment }),
  at: formatInstant(at),
})

const unbelievedView = ({ id, why, email, attendee, from, reply, key, comment, receivedAt }: MailedReply) => ({
  id,
  why: why!,
  asked: email,
  ...(attendee !== undefined && { attendee }),
  ...(from !== undefined && { from }),
  ...(reply && { reply }),
  ...(key !== undefined && { occurrence: key }),
  ...(comment !== undefined && { comment }),
  at: formatInstant(receivedAt),
})

/** What came by mail, as whoever may change the event sees it; nothing of what there is none of. */
export const cameByMailView = (event: CalendarEvent, { proposals, unbelieved }: CameByMail) => ({
  ...(proposals.length > 0 && { proposals: proposals.map((one) => proposalView(event, one)) }),
  ...(unbelieved.length > 0 && { unbelieved: unbelieved.map(unbelievedView) }),
})

export const mailedReplyEndpoints = appEndpoints(api, {
  async listProposals({ member, door }) {
    const found = await proposalsFor(door, member)
    return {
      body: {
        proposals: found.map(({ event, proposal }) => ({
          ...proposalView(event, proposal),
          event: { id: event.id, title: event.title, was: timesView(proposal.was) },
        })),
      },
    }
  },
  async declineProposal({ member, params, door }) {
    return (await declineProposal(door, member, params.id, params.proposal)) ?? {}
  },
  async dismissMailedReply({ member, params, door }) {
    return (await dismissMailedReply(door, member, params.id, params.reply)) ?? {}
  },
})
