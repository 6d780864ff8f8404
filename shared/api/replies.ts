import { z } from 'zod'
import { MOST_COMMENT } from '../domain/people/attendee.ts'
import { reply, start, times } from './event-fields.ts'
import { email, text, token } from './fields.ts'
import { route } from './route.ts'

const date = z.object({
  /** Its original start: what an answer names it by. */ occurrence: start,
  ...times,
  reply,
  isCancelled: z.boolean().optional(),
})

/** An event as somebody without an account sees and answers it. */
export const invitation = z
  .object({
    company: z.object({ name: z.string() }),
    title: z.string(),
    ...times,
    location: z.string(),
    videoCallUrl: z.string(),
    description: z.string(),
    descriptionHtml: z.string(),
    organizer: z.object({ name: z.string() }),
    /** Whose answer it is: a link that was passed on still answers for them. */
    person: z.object({ email, name: z.string().optional() }),
    /** `notInvited`: they are asked to it no more. */
    state: z.enum(['open', 'cancelled', 'notInvited', 'over']),
    reply,
    comment: z.string().optional(),
    isSeries: z.boolean(),
    /** Of a series: the next dates, each with what they answered. */
    dates: z.array(date),
    /** What an answer belongs to: another time is another one. */
    timesKey: z.string(),
  })
  .meta({ id: 'Invitation' })

export const readInvitationToEvent = route({
  name: 'readInvitationToEvent',
  door: 'public',
  method: 'GET',
  path: '/api/public/replies/{token}',
  summary: 'What somebody is asked to, and what they have answered.',
  caller: 'link',
  params: z.object({ token }),
  answers: { 200: invitation },
  refusals: ['LinkEnded', 'TooManyTries'],
})

export const answerInvitationToEvent = route({
  name: 'answerInvitationToEvent',
  door: 'public',
  method: 'POST',
  path: '/api/public/replies/{token}',
  summary: 'Accept, decline or answer tentatively, of a series for one date, it and those after, or all.',
  caller: 'link',
  params: z.object({ token }),
  body: z.object({
    reply: z.enum(['accepted', 'tentative', 'declined']),
    comment: text(MOST_COMMENT).optional(),
    scope: z.enum(['this', 'following', 'all']).default('all'),
    occurrence: start.optional(),
    timesKey: z
      .string()
      .max(40)
      .optional()
      .describe('As it was read: where the times are others by now, it is refused as Changed.'),
  }),
  answers: { 200: invitation },
  refusals: ['LinkEnded', 'Changed', 'TooManyTries', 'TooManyDates', 'TooLarge', 'RoomTaken', 'Busy'],
})
