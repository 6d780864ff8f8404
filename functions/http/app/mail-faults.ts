import { type AddressFault, isClosed } from '../../../shared/domain/effects/mail-trouble.ts'
import type { AppWorld } from './app-door.ts'

/** Says of an address, in letters of any size, why nothing is sent there. */
export type MailFaults = (address: string) => { mailFault?: AddressFault }

/** What is known of some addresses, for views that show them; one question for all. */
export async function mailFaultsOf({ store }: AppWorld, company: string, addresses: string[]): Promise<MailFaults> {
  const marks = new Map(
    (await store.addressMarks(company, [...new Set(addresses)]))
      .filter(isClosed)
      .map(({ address, why }) => [address, why]),
  )
  return (address) => {
    const mailFault = marks.get(address.toLowerCase())
    return mailFault ? { mailFault } : {}
  }
}
