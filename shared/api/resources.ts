import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { id, line, timeZone } from './fields.ts'
import { nothing, route } from './route.ts'

const resourceFields = {
  name: line(120),
  timeZone,
  /** How many people at a time; null: not managed. */
  capacity: z.int().min(1).max(10_000).nullable(),
  isShared: z.boolean(),
  linkedWith: z
    .array(id)
    .max(50)
    .refine((all) => new Set(all).size === all.length, says('twice')),
}

export const resource = z.object({ id, ...resourceFields, picture: z.string().optional() }).meta({ id: 'Resource' })

export const listResources = route({
  name: 'listResources',
  door: 'app',
  method: 'GET',
  path: '/api/resources',
  summary: 'Rooms, tables and other things that can be booked.',
  caller: 'member',
  answers: { 200: z.object({ resources: z.array(resource) }) },
})

export const createResource = route({
  name: 'createResource',
  door: 'app',
  method: 'POST',
  path: '/api/resources',
  summary: 'Create a resource; it is open around the clock until its schedule says otherwise.',
  caller: 'admin',
  body: z.object({
    ...resourceFields,
    capacity: resourceFields.capacity.default(null),
    isShared: resourceFields.isShared.default(false),
    linkedWith: resourceFields.linkedWith.default([]),
  }),
  answers: { 201: resource },
  refusals: ['Busy'],
})

export const changeResource = route({
  name: 'changeResource',
  door: 'app',
  method: 'PATCH',
  path: '/api/resources/{id}',
  summary: 'Change a resource; what is booked stays booked.',
  caller: 'admin',
  params: z.object({ id }),
  body: z.object(resourceFields).partial(),
  answers: { 200: resource },
  refusals: ['Busy'],
})

export const deleteResource = route({
  name: 'deleteResource',
  door: 'app',
  method: 'DELETE',
  path: '/api/resources/{id}',
  summary: 'Delete a resource on which nothing stands any more.',
  caller: 'admin',
  params: z.object({ id }),
  answers: { 204: nothing },
  refusals: ['StillInUse', 'Busy'],
})
