import { z } from 'zod'
import { placeOfMail, type SentMail } from '../../../shared/domain/effects/sent-mail.ts'
import type { SentMails } from '../../ports/sent-mails.ts'
import { subjectKind } from './changes.ts'
import { EFFECT_LIFE_MS } from './effects.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

const partitionOf = (company: string, address: string) => `${company}#sentMails#${address.toLowerCase()}`
const keyOf = (mail: SentMail): Key => ({ pk: partitionOf(mail.company, mail.address), sk: placeOfMail(mail) })

const readMail = readerOf<SentMail>()(
  'sentMail',
  z.object({
    company: z.string(),
    address: z.string(),
    messageId: z.string(),
    dueAt: z.number(),
    at: z.number(),
    subjectKind,
    subjectId: z.string(),
    subject: z.string(),
  }),
)

/** What went to whom, at its address. */
export function sentMails(table: Table): SentMails {
  return {
    async putSentMail(mail) {
      await table.put({ ...keyOf(mail), row: 'sentMail', ...mail, expiresAt: ttl(mail.at + EFFECT_LIFE_MS) })
    },
    async sentMails(company, address, most, before = '~') {
      const rows = await table.lastOf(partitionOf(company, address), before, most)
      return rows.map(readMail)
    },
  }
}
