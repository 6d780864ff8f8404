import { z } from 'zod'
import type { RecordMail } from '../../../shared/domain/records/record-mail.ts'
import type { RecordMails, RecordMailWrite } from '../../ports/record-mails.ts'
import { put, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const keyOf = (company: string, id: string): Key => ({ pk: `${company}#recordMail#${id}`, sk: 'recordMail' })

const readMail = readerOf<RecordMail>()(
  'recordMail',
  z.object({
    id: z.string(),
    company: z.string(),
    recordId: z.string(),
    contactId: z.string(),
    to: z.object({ name: z.string(), email: z.string() }),
    subject: z.string(),
    text: z.string(),
    by: z.string(),
    at: z.number(),
  }),
)

export function recordMails(table: Table): RecordMails {
  return {
    async recordMail(company, id) {
      const row = await table.get(keyOf(company, id))
      return row && readMail(row)
    },
    async recordMails(company, ids) {
      return (await table.getAll(ids.map((id) => keyOf(company, id)))).map(readMail)
    },
  }
}

export const recordMailWrites: WritesOf<RecordMailWrite> = {
  recordMail: {
    actions({ mail }, table) {
      return [put(table, { ...keyOf(mail.company, mail.id), row: 'recordMail', ...mail })]
    },
    async found({ mail }, table) {
      return (await table.get(keyOf(mail.company, mail.id))) ? 'there' : 'notThere'
    },
  },
}
