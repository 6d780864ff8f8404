import { z } from 'zod'
import { code, email, id, line, password, slug, timeZone } from './fields.ts'
import { route } from './route.ts'

export const role = z.enum(['owner', 'admin', 'member'])

export const me = z
  .object({ id, email, name: z.string(), role, timeZone, company: slug, companyName: z.string() })
  .meta({ id: 'Me' })
export type Me = z.infer<typeof me>

export const signIn = route({
  name: 'signIn',
  door: 'app',
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in with e-mail address and password; sets the session cookie.',
  caller: 'anyone',
  body: z.object({ email, password: z.string().min(1).max(200) }),
  status: 200,
  response: me,
  refusals: ['WrongCredentials', 'TooManyTries'],
})

export const signOut = route({
  name: 'signOut',
  door: 'app',
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out; ends the session.',
  caller: 'anyone',
  status: 204,
})

export const getMe = route({
  name: 'getMe',
  door: 'app',
  method: 'GET',
  path: '/api/me',
  summary: 'The signed-in member.',
  caller: 'member',
  status: 200,
  response: me,
})

export const changeMe = route({
  name: 'changeMe',
  door: 'app',
  method: 'PATCH',
  path: '/api/me',
  summary: "Change one's own name or time zone.",
  caller: 'member',
  body: z.object({ name: line(120).optional(), timeZone: timeZone.optional() }),
  status: 200,
  response: me,
})

export const setUpCompany = route({
  name: 'setUpCompany',
  door: 'app',
  method: 'POST',
  path: '/api/setup',
  summary: 'Set up an empty installation: the company and its owner. Needs the one-time set-up code.',
  caller: 'anyone',
  body: z.object({
    code: code(200).min(1),
    company: slug,
    companyName: line(120),
    name: line(120),
    email,
    password,
    timeZone,
  }),
  status: 201,
  response: me,
  refusals: ['AlreadySetUp', 'WrongSetupCode', 'TooManyTries'],
})
