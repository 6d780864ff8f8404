import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import {
  LONGEST_BODY,
  LONGEST_SUBJECT,
  MOST_TEMPLATES,
  MOST_TEST_MAILS,
  templateFailures,
  templateKinds,
  templateLanguages,
} from '../domain/booking/mail-template.ts'
import { id, instant, line, slug, text } from './fields.ts'
import { route } from './route.ts'

const wording = z.object({
  subject: line(LONGEST_SUBJECT).describe('One line of Liquid.'),
  body: text(LONGEST_BODY).min(1, says('empty')).describe('Plain text in Liquid; empty lines part paragraphs.'),
})
const language = z.enum(templateLanguages)
const words = wording.optional()
const texts = z.object({ en: words, de: words, fr: words, es: words, ar: words })

const fields = {
  name: line(80),
  kind: z.enum(templateKinds),
  texts,
  fallback: language
    .nullable()
    .describe('The language that those read whose own is not among the texts; none: they read the built-in text.'),
}

const use = z.object({ slug, title: z.string() })

const mailTemplate = z
  .object({
    id,
    version: z.int(),
    ...fields,
    updatedAt: instant,
    usedBy: z.array(use).describe('The appointment types that use it, of those that the reader sees.'),
    failure: z
      .object({ at: instant, reason: z.string(), code: z.enum(templateFailures).optional() })
      .optional()
      .describe(
        'Why it could not be used the last time, `reason` for programs and `code` to be worded; the built-in text was sent. Gone once it is saved again.',
      ),
  })
  .meta({ id: 'MailTemplate' })
export type MailTemplateView = z.infer<typeof mailTemplate>

const params = z.object({ id })

export const listMailTemplates = route({
  name: 'listMailTemplates',
  door: 'app',
  method: 'GET',
  path: '/api/mail-templates',
  summary: 'How the company words the mails to its customers, by name.',
  caller: 'member',
  answers: { 200: z.object({ templates: z.array(mailTemplate) }) },
})

export const createMailTemplate = route({
  name: 'createMailTemplate',
  door: 'app',
  method: 'POST',
  path: '/api/mail-templates',
  summary: `Word a mail: Liquid with the fields, tags and filters of a closed list. A company has at most ${MOST_TEMPLATES}.`,
  caller: 'admin',
  body: z.object({ ...fields, fallback: fields.fallback.default(null) }),
  answers: { 201: mailTemplate },
  refusals: ['AlreadyExists', 'TooMany', 'Busy'],
})

export const getMailTemplate = route({
  name: 'getMailTemplate',
  door: 'app',
  method: 'GET',
  path: '/api/mail-templates/{id}',
  summary: 'One template.',
  caller: 'member',
  params,
  answers: { 200: mailTemplate },
})

export const changeMailTemplate = route({
  name: 'changeMailTemplate',
  door: 'app',
  method: 'PATCH',
  path: '/api/mail-templates/{id}',
  summary: 'Change a template; mails that are written from now on read as it says. `texts` replaces all languages.',
  caller: 'admin',
  params,
  body: z.object({ name: fields.name, texts, fallback: fields.fallback }).partial(),
  answers: { 200: mailTemplate },
  refusals: ['AlreadyExists', 'Busy'],
})

export const deleteMailTemplate = route({
  name: 'deleteMailTemplate',
  door: 'app',
  method: 'DELETE',
  path: '/api/mail-templates/{id}',
  summary: 'Delete a template. The types that used it send the built-in text from now on; the answer names them.',
  caller: 'admin',
  params,
  answers: { 200: z.object({ types: z.array(use) }) },
  refusals: ['Busy'],
})

export const previewMailTemplate = route({
  name: 'previewMailTemplate',
  door: 'app',
  method: 'POST',
  path: '/api/mail-templates/preview',
  summary:
    "The mail as it would read: for a booking of the company that is named, else for one's own next one, or for an example where there is none. Nothing is stored or sent.",
  caller: 'admin',
  body: z.object({ kind: fields.kind, language, ...wording.shape, bookingId: id.optional() }),
  answers: {
    200: z.object({
      subject: z.string(),
      text: z.string(),
      html: z.string(),
      of: z
        .object({ title: z.string(), customer: z.string(), startsAt: instant })
        .nullable()
        .describe('The booking; null: an example.'),
    }),
  },
})

export const testMailTemplate = route({
  name: 'testMailTemplate',
  door: 'app',
  method: 'POST',
  path: '/api/mail-templates/{id}/test',
  summary: `Send a template, as it is stored, to oneself; at most ${MOST_TEST_MAILS} in 15 minutes.`,
  caller: 'admin',
  params,
  body: z.object({ language }),
  answers: { 200: z.object({ to: z.string() }) },
  refusals: ['TooManyTries'],
})
