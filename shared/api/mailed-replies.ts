import { z } from 'zod'
import { disbeliefs } from '../domain/invitation/mailed-answer.ts'
import { start, times } from './event-fields.ts'
import { email, id, instant } from './fields.ts'
import { nothing, route } from './route.ts'

const person = { email, name: z.string().optional() }

/** Another time that somebody who is asked proposes; `occurrence` names the date of a series that it is about. */
export const proposal = z.object({
  id,
  ...person,
  occurrence: start.optional(),
  ...times,
  comment: z.string().optional(),
  at: instant,
})
export type ProposalView = z.infer<typeof proposal>

/** A mail that came in answer to an event and counts for nothing, with the reason. */
export const unbelieved = z.object({
  id,
  why: z.enum(disbeliefs),
  /** To whom the invitation went that it answers. */ asked: email,
  /** Whom it names as the one who answers, and as its sender; neither is proven. */
  attendee: z.string().optional(),
  from: z.string().optional(),
  reply: z.enum(['accepted', 'tentative', 'declined']).optional(),
  occurrence: start.optional(),
  comment: z.string().optional(),
  at: instant,
})
export type UnbelievedView = z.infer<typeof unbelieved>

export const listProposals = route({
  name: 'listProposals',
  door: 'app',
  method: 'GET',
  path: '/api/proposals',
  summary: 'Other times that people propose for the events that one organizes.',
  caller: 'member',
  answers: {
    200: z.object({
      proposals: z.array(proposal.extend({ event: z.object({ id, title: z.string(), was: z.object(times) }) })),
    }),
  },
})

export const declineProposal = route({
  name: 'declineProposal',
  door: 'app',
  method: 'DELETE',
  path: '/api/events/{id}/proposals/{proposal}',
  summary:
    'Keep an event as it is: a proposal of another time waits no more. Nobody is mailed. It is accepted by moving the event.',
  caller: 'member',
  params: z.object({ id, proposal: id }),
  answers: { 204: nothing },
  refusals: ['NotAllowed'],
})

export const dismissMailedReply = route({
  name: 'dismissMailedReply',
  door: 'app',
  method: 'DELETE',
  path: '/api/events/{id}/mailed-replies/{reply}',
  summary: 'Show a mail that counted for nothing no more.',
  caller: 'member',
  params: z.object({ id, reply: id }),
  answers: { 204: nothing },
  refusals: ['NotAllowed'],
})
