import type { SentMails } from '../../../functions/ports/sent-mails.ts'
import { placeOfMail, type SentMail } from '../../../shared/domain/effects/sent-mail.ts'
import { kept, type Shelves } from './shelves.ts'

const shelfOf = (company: string, address: string) => `${company} sent mails ${address.toLowerCase()}`

export const sentMails = (shelves: Shelves): SentMails => ({
  async putSentMail(mail) {
    shelves.put(shelfOf(mail.company, mail.address), placeOfMail(mail), { value: kept(mail) })
  },
  async sentMails(company, address, most, before = '~') {
    const all = shelves.range<SentMail>(shelfOf(company, address)).toReversed()
    return all.filter((one) => placeOfMail(one) < before).slice(0, most)
  },
})
