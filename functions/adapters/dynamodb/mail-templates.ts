import { z } from 'zod'
import { type MailTemplate, templateFailures, templateKinds } from '../../../shared/domain/booking/mail-template.ts'
import type { MailTemplates } from '../../ports/mail-templates.ts'
import { conditionOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const templateKey = (company: string, id: string): Key => ({ pk: `${company}#mailTemplates`, sk: id })

const readTemplate = readerOf<MailTemplate>()(
  'mailTemplate',
  z.object({
    id: z.string(),
    company: z.string(),
    version: z.number(),
    name: z.string(),
    kind: z.enum(templateKinds),
    texts: z.record(z.string(), z.object({ subject: z.string(), body: z.string() })),
    fallback: z.string().nullable(),
    failure: z.object({ at: z.number(), reason: z.string(), code: z.enum(templateFailures).optional() }).optional(),
    updatedAt: z.number(),
  }),
)

export function mailTemplates(table: Table): MailTemplates {
  return {
    async mailTemplates(company) {
      const rows = await table.query('pk = :pk', { ':pk': templateKey(company, '').pk })
      return rows.map(readTemplate)
    },
    async mailTemplate(company, id) {
      const row = await table.get(templateKey(company, id))
      return row && readTemplate(row)
    },
    putMailTemplate(template, expectedVersion) {
      return table.put(
        { ...templateKey(template.company, template.id), row: 'mailTemplate', ...template },
        conditionOf(expectedVersion),
      )
    },
    async removeMailTemplate(company, id) {
      return (await table.remove(templateKey(company, id))) !== undefined
    },
  }
}
