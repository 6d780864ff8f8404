import { BadInput, faultOf, type InputFault, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import {
  isTemplateNameTaken,
  type MailTemplate,
  MOST_TEMPLATES,
  type TemplateText,
} from '../../../shared/domain/booking/mail-template.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { Committing } from '../../ports/commit.ts'
import type { MailTemplates } from '../../ports/mail-templates.ts'
import type { TemplateLanguage } from '../../ports/template-language.ts'
import { attempt, over, patienceFrom, type Step } from '../attempt.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ChangeTemplatesStore = AppointmentTypes & Committing & MailTemplates

type Tools = World<ChangeTemplatesStore> & { templates: TemplateLanguage }

type Written = Pick<MailTemplate, 'name' | 'texts' | 'fallback'>

/** Everything that is wrong with a text, at its line and column. @param path where the text stands in the input */
export function faultsOfText(language: TemplateLanguage, { subject, body }: TemplateText, path = ''): InputFault[] {
  return Object.entries({ subject, body }).flatMap(([name, source]) =>
    language.check(source).faults.map(({ code, ...where }) => ({
      path: path === '' ? name : `${path}.${name}`,
      ...faultOf(code, { ...where }),
    })),
  )
}

/** @throws BadInput for texts that could not be sent */
function check({ templates }: Tools, { texts, fallback }: Pick<Written, 'texts' | 'fallback'>): void {
  const languages = Object.keys(texts)
  const faults = languages.flatMap((one) => faultsOfText(templates, texts[one]!, `texts.${one}`))
  if (languages.length === 0) faults.push(inputFault('texts', 'empty'))
  else if (fallback !== null && !languages.includes(fallback))
    faults.push(inputFault('fallback', 'notOneOf', { options: languages.join(', ') }))
  if (faults.length > 0) throw new BadInput(...faults)
}

/** Words a mail. @throws BadInput for what is no template */
export function createTemplate(
  tools: Tools,
  company: string,
  input: Written & Pick<MailTemplate, 'kind'>,
): Promise<MailTemplate | Refusal> {
  check(tools, input)
  const template = { ...input, id: tools.random.id(), company, version: 1, updatedAt: tools.clock.now() }
  return attempt<MailTemplate | Refusal>(tools, async () => {
    const known = await tools.store.mailTemplates(company)
    // After a lost answer it may be our own that stands there.
    if (known.some(({ id }) => id === template.id)) return over(template)
    if (isTemplateNameTaken(known, template)) return over(refuse('AlreadyExists'))
    if (known.length >= MOST_TEMPLATES) return over(refuse('TooMany'))
    return { put: () => tools.store.putMailTemplate(template, 0), done: () => template }
  })
}

/**
 * Changes a template as it stands; what went wrong with the old words is forgotten.
 * @throws BadInput for what is no template
 */
export function changeTemplate(
  tools: Tools,
  company: string,
  id: string,
  change: Partial<Written>,
): Promise<MailTemplate | Refusal> {
  return attempt<MailTemplate | Refusal>(tools, async ({ now }) => {
    const known = await tools.store.mailTemplates(company)
    const before = known.find((one) => one.id === id)
    if (!before) return over(refuse('NotFound'))
    const { failure: _failure, ...kept } = before
    const template = { ...kept, ...change, version: before.version + 1, updatedAt: now }
    check(tools, template)
    if (isTemplateNameTaken(known, template)) return over(refuse('AlreadyExists'))
    return { put: () => tools.store.putMailTemplate(template, before.version), done: () => template }
  })
}

/** Takes a template away, and with it the choice of the types that used it. @returns those types */
export async function removeTemplate(
  tools: Tools,
  company: string,
  id: string,
): Promise<{ types: AppointmentType[] } | Refusal> {
  const template = await tools.store.mailTemplate(company, id)
  if (!template) return refuse('NotFound')
  const mail = `${template.kind}Mail` as const
  const types = (await tools.store.types(company)).filter((type) => type[mail].templateId === id)
  const deadline = patienceFrom(tools)
  // Who takes it away at the same moment takes away the same.
  void (await tools.store.removeMailTemplate(company, id))
  // A choice that is left by a fault names what is not there: the built-in text is sent all the same.
  for (const { slug } of types) void (await withoutTemplate(tools, company, slug, mail, id, deadline))
  return { types }
}

function withoutTemplate(
  tools: Tools,
  company: string,
  slug: string,
  mail: 'confirmationMail' | 'cancellationMail',
  id: string,
  deadline: number,
): Promise<Refusal | undefined> {
  const decideOn = async (): Promise<Step<undefined>> => {
    const type = await tools.store.type(company, slug)
    if (type?.[mail].templateId !== id) return over(undefined)
    const { isSent } = type[mail]
    const next = { ...type, [mail]: { isSent }, version: type.version + 1 }
    return { put: () => tools.store.putType(next, type.version), done: () => undefined }
  }
  return attempt(tools, decideOn, deadline)
}
