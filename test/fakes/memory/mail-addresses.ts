import type { MailAddresses } from '../../../functions/ports/mail-addresses.ts'
import type { AddressMark } from '../../../shared/domain/effects/mail-trouble.ts'
import { kept, type Shelves } from './shelves.ts'

const shelfOf = (company: string) => `${company} mail addresses`

export const mailAddresses = (shelves: Shelves): MailAddresses => ({
  async addressMarks(company, addresses) {
    const names = new Set(addresses.map((address) => address.toLowerCase()))
    return [...names].flatMap((name) => shelves.get<AddressMark>(shelfOf(company), name) ?? [])
  },
  async putAddressMark(mark, former) {
    const now = shelves.get<AddressMark>(shelfOf(mark.company), mark.address.toLowerCase())
    if (now?.why !== former?.why || now?.since !== former?.since) return false
    shelves.put(shelfOf(mark.company), mark.address.toLowerCase(), { value: kept(mark) })
    return true
  },
  async removeAddressMark(company, address) {
    shelves.remove(shelfOf(company), address.toLowerCase())
  },
})
