import { z } from 'zod'
import { id, instant } from './fields.ts'
import { nothing, route } from './route.ts'

const waitingMails = z
  .object({
    bookingId: id,
    title: z.string(),
    startsAt: instant,
    endsAt: instant,
    customer: z.object({ name: z.string(), email: z.string() }),
    /** The addresses that the mails are for. */
    to: z.array(z.string()),
    since: instant,
  })
  .meta({ id: 'WaitingMails' })
export type WaitingMailsView = z.infer<typeof waitingMails>

export const listWaitingMails = route({
  name: 'listWaitingMails',
  door: 'app',
  method: 'GET',
  path: '/api/waiting-mails',
  summary:
    'Mails that customers caused and that wait: more than go to one address, or out of the company, in a day. Mails to members, and about bookings that a host or a payment vouches for, never wait.',
  caller: 'admin',
  answers: { 200: z.object({ mails: z.array(waitingMails), isCut: z.boolean() }) },
})

export const decideWaitingMails = route({
  name: 'decideWaitingMails',
  door: 'app',
  method: 'POST',
  path: '/api/waiting-mails/{bookingId}',
  summary: 'Let the waiting mails about a booking go, or discard them.',
  caller: 'admin',
  params: z.object({ bookingId: id }),
  body: z.object({ decision: z.enum(['send', 'discard']) }),
  answers: { 204: nothing },
})
