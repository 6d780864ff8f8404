import { z } from 'zod'
import { MOST_WEBSITES } from '../domain/booking/website.ts'
import { id, optionalLine, slug, text } from './fields.ts'
import { nothing, route } from './route.ts'

const fields = {
  title: optionalLine(120).describe('Empty: it is called as the company is.'),
  introduction: text(4000),
}

const website = z.object({ id: slug, ...fields, address: z.string() }).meta({ id: 'Website' })
export type WebsiteView = z.infer<typeof website>

export const listWebsites = route({
  name: 'listWebsites',
  door: 'app',
  method: 'GET',
  path: '/api/websites',
  summary: 'The pages of the company that list what can be booked; `main` stands at its own address.',
  caller: 'member',
  answers: { 200: z.object({ websites: z.array(website) }) },
})

export const createWebsite = route({
  name: 'createWebsite',
  door: 'app',
  method: 'POST',
  path: '/api/websites',
  summary: `Make a page; a company has at most ${MOST_WEBSITES}. Its id is its place behind the company's address.`,
  caller: 'admin',
  body: z.object({ id: slug, title: fields.title.default(''), introduction: fields.introduction.default('') }),
  answers: { 201: website },
  refusals: ['AlreadyExists', 'TooMany', 'Busy'],
})

export const changeWebsite = route({
  name: 'changeWebsite',
  door: 'app',
  method: 'PATCH',
  path: '/api/websites/{id}',
  summary: 'Change what a page says.',
  caller: 'admin',
  params: z.object({ id: slug }),
  body: z.object(fields).partial(),
  answers: { 200: website },
  refusals: ['Busy'],
})

export const removeWebsite = route({
  name: 'removeWebsite',
  door: 'app',
  method: 'DELETE',
  path: '/api/websites/{id}',
  summary: 'Take a page away; what stood there is still booked by its own link.',
  caller: 'admin',
  params: z.object({ id: slug }),
  answers: { 204: nothing },
  refusals: ['NotAllowed', 'Busy'],
})

export const readWebsite = route({
  name: 'readWebsite',
  door: 'public',
  method: 'GET',
  path: '/api/public/{company}/websites/{website}',
  summary: 'A page of the company, with what is published there; of `@{word}`, that of a member, with what they serve.',
  caller: 'anyone',
  params: z.object({ company: slug, website: z.union([slug, z.templateLiteral(['@', id])]) }),
  answers: {
    200: z
      .object({
        company: z.object({ slug, name: z.string(), address: z.string().optional() }),
        /** Whose page it is, where it is a member's: their appointments are booked with them. */
        member: z.object({ id, name: z.string() }).optional(),
        title: z.string(),
        introduction: z.string(),
        types: z.array(
          z.object({
            slug,
            title: z.string(),
            description: z.string(),
            location: z.string(),
            videoCall: z.enum(['none', 'almanac']),
            durationsMinutes: z.array(z.int()),
            hosts: z.array(z.object({ id, name: z.string() })),
            /** Whom its address names on a member's page (`?with=`), where one of several serves. */
            with: id.optional(),
          }),
        ),
      })
      .meta({ id: 'PublicWebsite' }),
  },
})
