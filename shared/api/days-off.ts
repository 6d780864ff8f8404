import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { id, localDate, optionalLine } from './fields.ts'
import { route } from './route.ts'

export const dayOff = z
  .object({ startDate: localDate, endDate: localDate, title: optionalLine(120).default('') })
  .refine(({ startDate, endDate }) => startDate < endDate, {
    path: ['endDate'],
    message: says('notAfter', { other: 'startDate: it is the first day back' }),
  })

export const listDaysOff = route({
  name: 'listDaysOff',
  door: 'app',
  method: 'GET',
  path: '/api/days-off/{id}',
  summary: 'Whole days on which a member or a resource is away; ends are exclusive.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 200: z.object({ daysOff: z.array(dayOff) }) },
})

export const putDaysOff = route({
  name: 'putDaysOff',
  door: 'app',
  method: 'PUT',
  path: '/api/days-off/{id}',
  summary: "Set the days off: one's own, or anybody's as an admin. They close every schedule of theirs.",
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ daysOff: z.array(dayOff).max(200) }),
  answers: { 200: z.object({ daysOff: z.array(dayOff) }) },
  refusals: ['NotAllowed', 'Busy'],
})
