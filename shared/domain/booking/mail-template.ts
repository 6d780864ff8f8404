import type { Instant } from '../time/time.ts'

/** What a mail of a company's own wording is about. */
export const templateKinds = ['confirmation', 'cancellation'] as const
export type TemplateKind = (typeof templateKinds)[number]

/** Why a template could not be used: it left the subject or the text empty, or could not be filled in. */
export const templateFailures = ['subjectEmpty', 'textEmpty', 'unreadable'] as const
export type TemplateFailure = (typeof templateFailures)[number]

/** One language of it: Liquid in plain text. */
export interface TemplateText {
  subject: string
  body: string
}

/** How a company words what its customers read when a booking is certain, or cancelled. */
export interface MailTemplate {
  id: string
  company: string
  version: number
  name: string
  kind: TemplateKind
  /** By language. */
  texts: Record<string, TemplateText>
  /** The language that those read whose own is not among the texts; none: they read the built-in text. */
  fallback: string | null
  /** Why it could not be used the last time, and the built-in text was sent; gone once it is saved again. */
  failure?: { at: Instant; reason: string; code?: TemplateFailure }
  updatedAt: Instant
}

/** The languages that a template may be written in: those of the mails. */
export const templateLanguages = ['en', 'de', 'fr', 'es', 'ar'] as const

export const MOST_TEMPLATES = 50
export const LONGEST_SUBJECT = 200
export const LONGEST_BODY = 10_000
/** In a window of tries, for one member. */
export const MOST_TEST_MAILS = 10

/** Everything that a template can say of a booking, by name. A name that is not here is refused. */
export const templateFields = [
  'customer.name',
  'customer.email',
  'appointment.title',
  'when',
  'start.day',
  'start.time',
  'end.day',
  'end.time',
  'timeZone',
  'host.name',
  'place',
  'videoLink',
  'seats',
  'message',
  'company.name',
  'company.address',
  'links.booking',
] as const
export type TemplateField = (typeof templateFields)[number]

/** What there may be several of, with what is known of each: the only things that a loop may go over. */
export const templateLists = {
  answers: ['question', 'answer'],
  dates: ['day', 'time'],
} as const satisfies Record<string, readonly string[]>
export type TemplateList = keyof typeof templateLists

/** What a template may do beside naming fields. */
export const templateTags = ['if', 'unless', 'case', 'for', 'comment', 'break', 'continue'] as const
export const templateFilters = [
  'default',
  'upcase',
  'downcase',
  'capitalize',
  'strip',
  'truncate',
  'truncatewords',
  'size',
] as const

/** A booking in words, for one reader. */
export interface TemplateValues {
  fields: Record<TemplateField, string>
  lists: { [List in TemplateList]: Record<(typeof templateLists)[List][number], string>[] }
}

/** The text for a reader of a language; nothing where they are to read the built-in one. */
export function textFor(
  { texts, fallback }: Pick<MailTemplate, 'texts' | 'fallback'>,
  language: string,
): { language: string; text: TemplateText } | undefined {
  const found = [language, fallback].find((one) => one !== null && Object.hasOwn(texts, one))
  return found === null || found === undefined ? undefined : { language: found, text: texts[found]! }
}

/** Whether another template of the kind has the name, in whatever letters. */
export const isTemplateNameTaken = (
  known: MailTemplate[],
  { id, kind, name }: Pick<MailTemplate, 'id' | 'kind' | 'name'>,
): boolean =>
  known.some((one) => one.id !== id && one.kind === kind && one.name.toLowerCase() === name.trim().toLowerCase())
