import { z } from 'zod'
import { email, id, timeZone } from './fields.ts'
import { nothing, route } from './route.ts'

export const role = z.enum(['owner', 'admin', 'member'])

/** An address of ours, under which a browser finds a picture. */
export const pictureAddress = z.string().optional()

export const member = z
  .object({ id, email, name: z.string(), role, timeZone, picture: pictureAddress })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof member>

export const listMembers = route({
  name: 'listMembers',
  door: 'app',
  method: 'GET',
  path: '/api/members',
  summary: 'The members of the company.',
  caller: 'member',
  answers: { 200: z.object({ members: z.array(member) }) },
})

export const changeMember = route({
  name: 'changeMember',
  door: 'app',
  method: 'PATCH',
  path: '/api/members/{id}',
  summary: 'Give a member another role. Only owners make owners; there always is one.',
  caller: 'admin',
  params: z.object({ id }),
  body: z.object({ role }),
  answers: { 200: member },
  refusals: ['NotAllowed', 'LastOwner', 'Busy'],
})

export const removeMember = route({
  name: 'removeMember',
  door: 'app',
  method: 'DELETE',
  path: '/api/members/{id}',
  summary:
    'Remove a member: they are signed out and their calendars disconnected, their events and bookings stay. Refused while they host: `hosting` says what.',
  caller: 'admin',
  params: z.object({ id }),
  answers: { 204: nothing },
  refusals: ['NotAllowed', 'LastOwner', 'StillHosting', 'Busy'],
})
