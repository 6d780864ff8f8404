import * as api from '../../../shared/api/mail-templates.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { AppointmentType } from '../../../shared/domain/booking/appointment-type.ts'
import { type MailTemplate, MOST_TEST_MAILS, type TemplateText } from '../../../shared/domain/booking/mail-template.ts'
import { seesType } from '../../../shared/domain/booking/type-rights.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { changeTemplate, createTemplate, removeTemplate } from '../../usecases/mail/change-templates.ts'
import { previewTemplate, sendTest } from '../../usecases/mail/preview-template.ts'
import { refusalOfTries } from '../../usecases/people/throttling.ts'
import { appEndpoints } from './app-door.ts'

const useOf = ({ slug, title }: AppointmentType) => ({ slug, title })

function viewOf(template: MailTemplate, types: AppointmentType[], member: Member): api.MailTemplateView {
  const { id, version, name, kind, texts, fallback, failure, updatedAt } = template
  const uses = (type: AppointmentType) => type[`${kind}Mail`].templateId === id && seesType(member, type)
  return {
    ...{ id, version, name, kind, texts },
    fallback: fallback as api.MailTemplateView['fallback'],
    updatedAt: formatInstant(updatedAt),
    usedBy: types.filter(uses).map(useOf),
    ...(failure && { failure: { ...failure, at: formatInstant(failure.at) } }),
  }
}

/** Without the languages that are left out. */
const given = (texts: Record<string, TemplateText | undefined>): Record<string, TemplateText> =>
  Object.fromEntries(Object.entries(texts).flatMap(([language, text]) => (text ? [[language, text]] : [])))

export const mailTemplateEndpoints = appEndpoints(api, {
  async listMailTemplates({ member, door }) {
    const [templates, types] = await Promise.all([
      door.store.mailTemplates(member.company),
      door.store.types(member.company),
    ])
    const sorted = templates.toSorted((a, b) => a.name.localeCompare(b.name, member.locale))
    return { body: { templates: sorted.map((one) => viewOf(one, types, member)) } }
  },
  async createMailTemplate({ member, body, door }) {
    const made = await createTemplate(door, member.company, { ...body, texts: given(body.texts) })
    return isRefusal(made) ? made : { body: viewOf(made, [], member) }
  },
  async getMailTemplate({ member, params, door }) {
    const [template, types] = await Promise.all([
      door.store.mailTemplate(member.company, params.id),
      door.store.types(member.company),
    ])
    return template ? { body: viewOf(template, types, member) } : refuse('NotFound')
  },
  async changeMailTemplate({ member, params, body, door }) {
    const { name, texts, fallback } = body
    const changed = await changeTemplate(door, member.company, params.id, {
      ...(name !== undefined && { name }),
      ...(texts && { texts: given(texts) }),
      ...(fallback !== undefined && { fallback }),
    })
    if (isRefusal(changed)) return changed
    return { body: viewOf(changed, await door.store.types(member.company), member) }
  },
  async deleteMailTemplate({ member, params, door }) {
    const removed = await removeTemplate(door, member.company, params.id)
    return isRefusal(removed) ? removed : { body: { types: removed.types.map(useOf) } }
  },
  async previewMailTemplate({ member, body, door }) {
    const preview = await previewTemplate(door, member, body)
    if (isRefusal(preview)) return preview
    const { mail, of } = preview
    const { subject, text, html } = mail
    const shown = of && { title: of.title, customer: of.customer.name, startsAt: formatInstant(of.startsAt) }
    return { body: { subject, text, html, of: shown ?? null } }
  },
  async testMailTemplate({ member, params, body, door }) {
    const key = `template#${member.company}#${member.id}`
    const tooMany = await refusalOfTries(door, [{ key, most: MOST_TEST_MAILS }])
    if (tooMany) return tooMany
    const sent = await sendTest(door, member, params.id, body.language)
    return isRefusal(sent) ? sent : { body: { to: sent.to.address } }
  },
})
