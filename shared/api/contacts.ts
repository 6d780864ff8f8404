import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { email, id, line, mailFault, optionalLine } from './fields.ts'
import { nothing, route } from './route.ts'

const phone = optionalLine(40).regex(/^[\d\s+().\-/]*$/, says('notPhone'))

const contact = z
  .object({ id, name: z.string(), email, phone: z.string().optional(), mailFault })
  .meta({ id: 'Contact' })
export type Contact = z.infer<typeof contact>

/** Where a list goes on: the `next` of the answer before. It only says where to read on: a forged one harms nobody. */
const next = z
  .string()
  .max(400)
  .regex(/^[\w-]+$/, says('notNext'))

export const listContacts = route({
  name: 'listContacts',
  door: 'app',
  method: 'GET',
  path: '/api/contacts',
  summary:
    'The contacts of the company by name, or those of whom each word of `q` begins a word of name or address. At most 50; a list that goes on has `next`, also where this page is empty.',
  caller: 'member',
  query: z.object({ q: z.string().max(200).optional(), next: next.optional() }),
  answers: { 200: z.object({ contacts: z.array(contact), next: z.string().optional() }) },
})

export const readContact = route({
  name: 'readContact',
  door: 'app',
  method: 'GET',
  path: '/api/contacts/{id}',
  summary: 'A contact.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 200: contact },
})

export const createContact = route({
  name: 'createContact',
  door: 'app',
  method: 'POST',
  path: '/api/contacts',
  summary: 'Make a contact; its address is nobody else’s.',
  caller: 'member',
  body: z.object({ name: line(120), email, phone: phone.optional() }),
  answers: { 201: contact },
  refusals: ['AlreadyExists', 'Busy'],
})

export const changeContact = route({
  name: 'changeContact',
  door: 'app',
  method: 'PATCH',
  path: '/api/contacts/{id}',
  summary: 'Change a contact; null takes the phone away.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ name: line(120).optional(), email: email.optional(), phone: phone.nullish() }),
  answers: { 200: contact },
  refusals: ['AlreadyExists', 'Busy'],
})

export const removeContact = route({
  name: 'removeContact',
  door: 'app',
  method: 'DELETE',
  path: '/api/contacts/{id}',
  summary: 'Remove a contact; what was planned with them stays.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 204: nothing },
  refusals: ['Busy'],
})
