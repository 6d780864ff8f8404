import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { companyName, contactDraft, otherEmails, phone } from './contact-fields.ts'
import { email, id, instant, line, locale, mailFault, text, timeZone } from './fields.ts'
import { inputFaultView } from './problem.ts'
import { nothing, route } from './route.ts'

const contact = z
  .object({
    id,
    version: z.int(),
    name: z.string(),
    email,
    /** Where else they write from. */
    otherEmails: z.array(z.string()).optional(),
    phone: z.string().optional(),
    /** Whom they work for. */
    companyName: z.string().optional(),
    /** How they read: mails about events speak it. */
    locale: z.string().optional(),
    /** In which mails about events tell them times. */
    timeZone: z.string().optional(),
    mailFault,
  })
  .meta({ id: 'Contact' })
export type Contact = z.infer<typeof contact>

const entry = z
  .object({
    id: z.string(),
    at: instant,
    by: z.object({ id: z.string(), name: z.string() }).optional(),
    kind: z.enum(['note', 'merged', 'imported']),
    /** Of a note. */
    text: z.string().optional(),
    /** Of the card that was taken in. */
    name: z.string().optional(),
    email: z.string().optional(),
  })
  .meta({ id: 'ContactEntry' })
export type ContactEntryView = z.infer<typeof entry>

const mail = z
  .object({
    at: instant,
    address: z.string(),
    /** The line that they saw; absent: it is about something that one may not see, or that is no more. */
    subject: z.string().optional(),
    eventId: z.string().optional(),
    bookingId: z.string().optional(),
    recordId: z.string().optional(),
  })
  .meta({ id: 'ContactMail' })
export type ContactMailView = z.infer<typeof mail>

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
    'The contacts of the company by name, or those of whom each word of `q` begins a word of name, company or address. At most 50; a list that goes on has `next`, also where this page is empty.',
  caller: 'member',
  query: z.object({ q: z.string().max(200).optional(), next: next.optional() }),
  answers: { 200: z.object({ contacts: z.array(contact), next: z.string().optional() }) },
})

export const readContact = route({
  name: 'readContact',
  door: 'app',
  method: 'GET',
  path: '/api/contacts/{id}',
  summary: 'A contact, also by the id of a card that it took in.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 200: contact },
})

export const createContact = route({
  name: 'createContact',
  door: 'app',
  method: 'POST',
  path: '/api/contacts',
  summary: 'Make a contact; its addresses are nobody else’s: `holder` says whose one is.',
  caller: 'member',
  body: contactDraft,
  answers: { 201: contact },
  refusals: ['AlreadyExists', 'Busy'],
})

export const changeContact = route({
  name: 'changeContact',
  door: 'app',
  method: 'PATCH',
  path: '/api/contacts/{id}',
  summary: 'Change a contact; null takes away.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({
    name: line(120).optional(),
    email: email.optional(),
    otherEmails: otherEmails.optional(),
    phone: phone.nullish(),
    companyName: companyName.nullish(),
    locale: locale.nullish(),
    timeZone: timeZone.nullish(),
  }),
  answers: { 200: contact },
  refusals: ['AlreadyExists', 'Busy'],
})

export const removeContact = route({
  name: 'removeContact',
  door: 'app',
  method: 'DELETE',
  path: '/api/contacts/{id}',
  summary: 'Remove a contact; what was planned with them stays. It can be brought back for 30 days.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 204: nothing },
  refusals: ['Busy'],
})

export const restoreContact = route({
  name: 'restoreContact',
  door: 'app',
  method: 'POST',
  path: '/api/contacts/{id}/restore',
  summary: 'Bring back a contact that was removed, with its timeline.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 200: contact },
  refusals: ['AlreadyExists', 'Busy'],
})

export const mergeContacts = route({
  name: 'mergeContacts',
  door: 'app',
  method: 'POST',
  path: '/api/contacts/{id}/merge',
  summary:
    'Make another card of the same person one with this: what this one does not say it takes from the other, with all addresses, the timeline and records. There is no way back.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ contactId: id }),
  answers: { 200: contact },
  refusals: ['TooMany', 'Busy'],
})

export const listDoubles = route({
  name: 'listDoubles',
  door: 'app',
  method: 'GET',
  path: '/api/contacts/{id}/doubles',
  summary:
    'Cards that may be of the same person: called the same, or nearly, where they have the same number. At most 10.',
  caller: 'member',
  params: z.object({ id }),
  answers: { 200: z.object({ contacts: z.array(contact) }) },
})

/** Where a list goes on. */
const place = z
  .string()
  .max(400)
  .regex(/^[\w-]+$/, says('notNext'))

export const listContactEntries = route({
  name: 'listContactEntries',
  door: 'app',
  method: 'GET',
  path: '/api/contacts/{id}/timeline',
  summary: 'What was noted about a contact, and happened to the card, the latest first; one that goes on has `next`.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({ next: place.optional() }),
  answers: { 200: z.object({ entries: z.array(entry), next: z.string().optional() }) },
})

export const addContactNote = route({
  name: 'addContactNote',
  door: 'app',
  method: 'POST',
  path: '/api/contacts/{id}/notes',
  summary: 'Write a note into the timeline of a contact.',
  caller: 'member',
  params: z.object({ id }),
  body: z.object({ text: text(5000).min(1, says('empty')) }),
  answers: { 201: entry },
  refusals: ['Busy'],
})

export const listContactMails = route({
  name: 'listContactMails',
  door: 'app',
  method: 'GET',
  path: '/api/contacts/{id}/mails',
  summary:
    'The mails that went to a contact, the latest first, for 400 days; of what one may not see, only that there was one. A list that goes on has `next`.',
  caller: 'member',
  params: z.object({ id }),
  query: z.object({ next: place.optional() }),
  answers: { 200: z.object({ mails: z.array(mail), next: z.string().optional() }) },
})

const importedRow = z.object({
  outcome: z.enum(['made', 'changed', 'same', 'faulty', 'busy']),
  contactId: id.optional(),
  errors: z.array(inputFaultView).optional(),
})
export type ImportedRow = z.infer<typeof importedRow>

/** So many rows one request brings. */
export const MOST_IMPORTED = 50

/** As it stands in the file: whether it is right is said of each row. */
const cell = z.string().max(6000).optional()

export const importContacts = route({
  name: 'importContacts',
  door: 'app',
  method: 'POST',
  path: '/api/contacts/import',
  summary:
    `Make contacts of rows, at most ${MOST_IMPORTED} at once, or add to those of whom an address is known; the same ` +
    'rows again change nothing. Rows that are wrong are said with their faults, and the others are taken all the ' +
    'same. `isTrial`: only say what would come of it.',
  caller: 'member',
  body: z.object({
    rows: z
      .array(
        z.object({
          name: cell,
          email: cell,
          /** Separated by commas, semicolons or blanks. */
          otherEmails: cell,
          phone: cell,
          companyName: cell,
          locale: cell,
          timeZone: cell,
          /** Becomes a note in the timeline. */
          notes: cell,
        }),
      )
      .min(1)
      .max(MOST_IMPORTED),
    /** What becomes of facts that are known otherwise. */
    ifKnown: z.enum(['keep', 'replace']).optional(),
    isTrial: z.boolean().optional(),
  }),
  answers: {
    200: z.object({
      /** One for each row, in their order. */
      rows: z.array(importedRow),
    }),
  },
})
