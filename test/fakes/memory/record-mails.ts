import type { RecordMails, RecordMailWrite } from '../../../functions/ports/record-mails.ts'
import type { RecordMail } from '../../../shared/domain/records/record-mail.ts'
import type { Shelves, WritesOf } from './shelves.ts'

const shelfOf = (company: string) => `${company} record mails`

export const recordMails = (shelves: Shelves): RecordMails => ({
  async recordMail(company, id) {
    return shelves.get<RecordMail>(shelfOf(company), id)
  },
  async recordMails(company, ids) {
    return [...new Set(ids)].flatMap((id) => shelves.get<RecordMail>(shelfOf(company), id) ?? [])
  },
})

export const recordMailWrites: WritesOf<RecordMailWrite> = {
  recordMail: {
    actions({ mail }) {
      return [{ shelf: shelfOf(mail.company), name: mail.id, holds: true, next: { value: mail } }]
    },
    found: ({ mail }, shelves) => (shelves.get(shelfOf(mail.company), mail.id) ? 'there' : 'notThere'),
  },
}
