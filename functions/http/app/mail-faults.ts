import { type AddressFault, isClosed } from '../../../shared/domain/effects/mail-trouble.ts'
import type { AppWorld } from './app-door.ts'

/** Says of an address, in letters of any size, why nothing is sent there. */
export type MailFaults = (address: string) => { mailFault?: AddressFault }

/** Those of some addresses to which nothing is sent, in small letters; one question for all. */
export async function closedAmong({ store }: Pick<AppWorld, 'store'>, company: string, addresses: string[]) {
  if (addresses.length === 0) return new Map<string, never>()
  const marks = (await store.addressMarks(company, [...new Set(addresses)])).filter(isClosed)
  return new Map(marks.map((mark) => [mark.address, mark]))
}

/** What is known of some addresses, for views that show them; one question for all. */
export async function mailFaultsOf(door: AppWorld, company: string, addresses: string[]): Promise<MailFaults> {
  const closed = await closedAmong(door, company, addresses)
  return (address) => {
    const mark = closed.get(address.toLowerCase())
    return mark ? { mailFault: mark.why } : {}
  }
}
