import { z } from 'zod'
import { email, id, timeZone } from './fields.ts'
import { route } from './route.ts'

export const role = z.enum(['owner', 'admin', 'member'])

export const member = z.object({ id, email, name: z.string(), role, timeZone }).meta({ id: 'Member' })
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
