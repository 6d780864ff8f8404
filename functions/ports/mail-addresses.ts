import type { AddressMark } from '../../shared/domain/effects/mail-trouble.ts'

/** What came back from addresses, by company and address. */
export interface MailAddresses {
  /** The marks of those addresses that have one; letters are small or large alike. */
  addressMarks(company: string, addresses: readonly string[]): Promise<AddressMark[]>
  /** @param former what was read of the address. @returns false when it is marked otherwise by now */
  putAddressMark(mark: AddressMark, former: AddressMark | undefined): Promise<boolean>
  removeAddressMark(company: string, address: string): Promise<void>
}
