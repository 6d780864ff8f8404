import type { MailTemplates } from '../../../functions/ports/mail-templates.ts'
import type { MailTemplate } from '../../../shared/domain/booking/mail-template.ts'
import type { Shelves } from './shelves.ts'

const shelfOf = (company: string) => `${company} mail templates`

export const mailTemplates = (shelves: Shelves): MailTemplates => ({
  async mailTemplates(company) {
    return shelves.range<MailTemplate>(shelfOf(company))
  },
  async mailTemplate(company, id) {
    return shelves.get<MailTemplate>(shelfOf(company), id)
  },
  async putMailTemplate(template, expectedVersion) {
    const { company, id } = template
    return shelves.does(shelves.versioned(shelfOf(company), id, expectedVersion, { value: template }))
  },
  async removeMailTemplate(company, id) {
    return shelves.remove(shelfOf(company), id) !== undefined
  },
})
