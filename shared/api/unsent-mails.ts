import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { installationFaults, mailTroubles } from '../domain/effects/mail-trouble.ts'
import { email, instant, mailFault } from './fields.ts'
import { nothing, route } from './route.ts'

const mailStop = z
  .object({ fault: z.enum(installationFaults), since: instant, nextTryAt: instant })
  .meta({ id: 'MailStop' })
export type MailStopView = z.infer<typeof mailStop>

const unsentMail = z
  .object({
    id: z.string(),
    /** What it is about, and what happened to it. */
    subject: z.enum(['booking', 'event', 'invitation', 'connection', 'payment', 'waitlist', 'recordMail']),
    about: z.string(),
    title: z.string().optional(),
    startsAt: instant.optional(),
    /** Where its booking or event is opened. */
    eventId: z.string().optional(),
    to: z.object({ name: z.string().optional(), address: z.string() }).optional(),
    /** When it was due. */
    since: instant,
    /** How often it was tried; what kept all mails back is no try. */
    tries: z.int(),
    /** `failed`: it is tried no more by itself. */
    state: z.enum(['putOff', 'failed']),
    trouble: z.enum(mailTroubles).optional(),
    /** What the other side said. */
    detail: z.string().optional(),
    nextTryAt: instant.optional(),
    /** Its address takes no mails: it goes only if somebody sends it all the same. */
    addressFault: mailFault,
  })
  .meta({ id: 'UnsentMail' })
export type UnsentMailView = z.infer<typeof unsentMail>

const next = z
  .string()
  .max(600)
  .regex(/^[\w-]+$/, says('notNext'))
const mailId = z
  .string()
  .max(600)
  .regex(/^[\w-]+$/, says('notNext'))

export const listUnsentMails = route({
  name: 'listUnsentMails',
  door: 'app',
  method: 'GET',
  path: '/api/unsent-mails',
  summary:
    'Mails that have not gone: put off, or given up after 72 hours or because they were refused; those that were due ' +
    'last first, at most 50. A list that goes on has `next`, also where this page is empty. `stop`: no mail of the ' +
    'installation goes, and why.',
  caller: 'admin',
  query: z.object({ next: next.optional() }),
  answers: { 200: z.object({ mails: z.array(unsentMail), next: z.string().optional(), stop: mailStop.optional() }) },
})

export const getMailStop = route({
  name: 'getMailStop',
  door: 'app',
  method: 'GET',
  path: '/api/mail-stop',
  summary: 'Whether mails of the installation go at all, and if not, why.',
  caller: 'admin',
  answers: { 200: z.object({ stop: mailStop.optional() }) },
})

export const decideUnsentMail = route({
  name: 'decideUnsentMail',
  door: 'app',
  method: 'POST',
  path: '/api/unsent-mails/{id}',
  summary: 'Send a mail again within a minute, also to an address that takes none; or discard it.',
  caller: 'admin',
  params: z.object({ id: mailId }),
  body: z.object({ decision: z.enum(['send', 'discard']) }),
  answers: { 204: nothing },
  refusals: ['NotFound', 'Busy'],
})

export const sendUnsentMails = route({
  name: 'sendUnsentMails',
  door: 'app',
  method: 'POST',
  path: '/api/unsent-mails',
  summary:
    'Send all mails again that have not gone, but those to addresses that take none (`left`); at most 200, `isCut` says that there are more.',
  caller: 'admin',
  answers: { 200: z.object({ sent: z.int(), left: z.int(), isCut: z.boolean() }) },
})

export const openMailAddress = route({
  name: 'openMailAddress',
  door: 'app',
  method: 'DELETE',
  path: '/api/mail-addresses/{address}',
  summary: 'Forget what came back from an address: mails go there again.',
  caller: 'admin',
  params: z.object({ address: email }),
  answers: { 204: nothing },
})
