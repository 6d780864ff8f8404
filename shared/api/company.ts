import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { colours } from '../domain/people/colour.ts'
import { MEETING_BLANK } from '../domain/people/member.ts'
import { line, slug, text, timeZone, webAddress } from './fields.ts'
import { pictureAddress } from './members.ts'
import { route } from './route.ts'

const weekendDays = z
  .array(z.int().min(0).max(6))
  .max(6)
  .refine((days) => new Set(days).size === days.length, says('twice'))
  .describe('The days of the weekend, from Sunday (0) to Saturday (6).')

const fields = {
  name: line(80),
  /** Of booking pages of nobody in particular, and of invitations. */
  timeZone,
  address: text(500),
  colour: z.enum(colours),
  weekendDays,
  /** Where video meetings of the company take place, with `{room}` for the name of each; empty: nowhere. */
  meetingAddress: z.union([
    webAddress.refine((text) => text.split(MEETING_BLANK).length === 2, says('noBlank', { blank: MEETING_BLANK })),
    z.literal(''),
  ]),
}

export const company = z.object({ slug, ...fields, logo: pictureAddress }).meta({ id: 'Company' })
export type CompanyView = z.infer<typeof company>

export const getCompany = route({
  name: 'getCompany',
  door: 'app',
  method: 'GET',
  path: '/api/company',
  summary: 'The company of the signed-in member.',
  caller: 'member',
  answers: { 200: company },
})

export const changeCompany = route({
  name: 'changeCompany',
  door: 'app',
  method: 'PATCH',
  path: '/api/company',
  summary: "Change the company's name, zone, address, colour, weekend or place of meetings.",
  caller: 'admin',
  body: z.object(fields).partial(),
  answers: { 200: company },
  refusals: ['Busy'],
})
