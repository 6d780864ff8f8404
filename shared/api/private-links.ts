import { z } from 'zod'
import { email, id, instant, slug } from './fields.ts'
import { nothing, route } from './route.ts'

export const privateLink = z
  .object({
    id,
    url: z.string(),
    createdBy: id,
    createdAt: instant,
    forEmail: z.string().optional().describe('Who may book by it; absent: whoever has it.'),
    mostBookings: z.int().optional().describe('How many bookings may stand that were made by it; absent: no bound.'),
    endsAt: instant.optional(),
    /** Bookings that stand and were made by it; counted where there is a bound. */
    bookings: z.int().optional(),
    state: z.enum(['open', 'used', 'over']),
  })
  .meta({ id: 'PrivateLink' })
export type PrivateLinkView = z.infer<typeof privateLink>

const params = z.object({ slug })

export const listPrivateLinks = route({
  name: 'listPrivateLinks',
  door: 'app',
  method: 'GET',
  path: '/api/appointment-types/{slug}/links',
  summary: 'The private links of an appointment type, the newest first.',
  caller: 'member',
  params,
  answers: { 200: z.object({ links: z.array(privateLink) }) },
  refusals: ['NotAllowed'],
})

export const createPrivateLink = route({
  name: 'createPrivateLink',
  door: 'app',
  method: 'POST',
  path: '/api/appointment-types/{slug}/links',
  summary: 'Make a private link to an appointment type: for so many bookings, for one person, until an end.',
  caller: 'member',
  params,
  body: z.object({
    forEmail: email.optional(),
    mostBookings: z.int().min(1).max(1000).optional(),
    endsAt: instant.optional(),
  }),
  answers: { 201: privateLink },
  refusals: ['NotAllowed', 'TooMany'],
})

export const deletePrivateLink = route({
  name: 'deletePrivateLink',
  door: 'app',
  method: 'DELETE',
  path: '/api/appointment-types/{slug}/links/{id}',
  summary: 'Take a private link back; bookings made by it stay.',
  caller: 'member',
  params: z.object({ slug, id }),
  answers: { 204: nothing },
  refusals: ['NotAllowed'],
})
