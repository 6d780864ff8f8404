import { z } from 'zod'
import { email, id, line, locale, slug, timeZone } from './fields.ts'
import { role } from './members.ts'
import { route } from './route.ts'

export const me = z
  .object({
    id,
    email,
    name: z.string(),
    role,
    timeZone,
    locale: locale.optional(),
    company: slug,
    companyName: z.string(),
  })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof me>

export const getMe = route({
  name: 'getMe',
  door: 'app',
  method: 'GET',
  path: '/api/me',
  summary: 'The signed-in member.',
  caller: 'member',
  answers: { 200: me },
})

export const changeMe = route({
  name: 'changeMe',
  door: 'app',
  method: 'PATCH',
  path: '/api/me',
  summary: "Change one's own name, time zone or language.",
  caller: 'member',
  body: z.object({ name: line(120).optional(), timeZone: timeZone.optional(), locale: locale.optional() }),
  answers: { 200: me },
})
