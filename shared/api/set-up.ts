import { z } from 'zod'
import { code, email, line, locale, password, slug, timeZone } from './fields.ts'
import { me } from './me.ts'
import { route } from './route.ts'

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
    locale: locale.optional(),
  }),
  answers: { 201: me },
  refusals: ['AlreadySetUp', 'WrongSetupCode', 'TooManyTries'],
})
