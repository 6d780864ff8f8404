import { z } from 'zod'
import { email } from './fields.ts'
import { me } from './me.ts'
import { nothing, route } from './route.ts'

export const signIn = route({
  name: 'signIn',
  door: 'app',
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in with e-mail address and password; sets the session cookie.',
  caller: 'anyone',
  body: z.object({ email, password: z.string().min(1).max(200) }),
  answers: { 200: me },
  refusals: ['WrongCredentials', 'TooManyTries'],
})

export const signOut = route({
  name: 'signOut',
  door: 'app',
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out; ends the session.',
  caller: 'anyone',
  answers: { 204: nothing },
})
