import { z } from 'zod'
import { id, instant } from './fields.ts'
import { route } from './route.ts'

const person = z.object({ id, name: z.string(), email: z.string() })

const record = z
  .object({
    id,
    kind: z.enum(['opportunity']),
    title: z.string(),
    stage: z.enum(['new']),
    contact: person.optional(),
    owner: person.optional(),
    bookingId: id.optional(),
    createdAt: instant,
  })
  .meta({ id: 'Record' })
export type RecordView = z.infer<typeof record>

export const listRecords = route({
  name: 'listRecords',
  door: 'app',
  method: 'GET',
  path: '/api/records',
  summary:
    "What is to be followed up, the latest first: one's own, for admins all of the company. A list that does not end there goes on by `next`.",
  caller: 'member',
  query: z.object({ next: id.optional() }),
  answers: { 200: z.object({ records: z.array(record), next: z.string().optional() }) },
})

export const readRecord = route({
  name: 'readRecord',
  door: 'app',
  method: 'GET',
  path: '/api/records/{id}',
  summary: 'A record with its notes.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 200: record.extend({ notes: z.array(z.object({ at: instant, text: z.string() })) }) },
})
