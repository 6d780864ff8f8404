import { z } from 'zod'
import { colours } from '../domain/people/colour.ts'
import { MOST_TAGS } from '../domain/people/tag.ts'
import { id, line } from './fields.ts'
import { nothing, route } from './route.ts'

const fields = {
  name: line(60),
  colour: z.enum(colours),
}

const tag = z.object({ id, ...fields }).meta({ id: 'Tag' })
export type TagView = z.infer<typeof tag>

export const listTags = route({
  name: 'listTags',
  door: 'app',
  method: 'GET',
  path: '/api/tags',
  summary: 'The words that the company puts on its events, by name.',
  caller: 'member',
  answers: { 200: z.object({ tags: z.array(tag) }) },
})

export const createTag = route({
  name: 'createTag',
  door: 'app',
  method: 'POST',
  path: '/api/tags',
  summary: `Create a tag; a company has at most ${MOST_TAGS}, each name once in whatever letters.`,
  caller: 'member',
  body: z.object({ name: fields.name, colour: fields.colour.optional() }),
  answers: { 201: tag },
  refusals: ['AlreadyExists', 'TooMany', 'Busy'],
})

export const changeTag = route({
  name: 'changeTag',
  door: 'app',
  method: 'PATCH',
  path: '/api/tags/{id}',
  summary: 'Rename or recolour a tag; events that have it show it as it is now.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object(fields).partial(),
  answers: { 200: tag },
  refusals: ['AlreadyExists', 'Busy'],
})

export const removeTag = route({
  name: 'removeTag',
  door: 'app',
  method: 'DELETE',
  path: '/api/tags/{id}',
  summary: 'Remove a tag; it goes from every event that has it.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 204: nothing },
  refusals: ['Busy'],
})

export const mergeTag = route({
  name: 'mergeTag',
  door: 'app',
  method: 'POST',
  path: '/api/tags/{id}/merge',
  summary:
    'Merge a tag into another: every event that has it has the other one from now on. The answer is the other one.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ into: id }),
  answers: { 200: tag },
  refusals: ['Busy'],
})
