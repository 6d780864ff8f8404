import type { PrivateLink } from '../../shared/domain/booking/private-link.ts'
import type { Tally } from '../../shared/domain/ledger/tally.ts'

/** Addresses of their own to appointment types. */
export interface PrivateLinks {
  /** All links of a type. */
  privateLinks(company: string, type: string): Promise<PrivateLink[]>
  /** What was booked by links of a type, in no order; those by which nothing was booked are left out. */
  bookedByLinks(company: string, type: string, links: string[]): Promise<Tally[]>
  /** @returns false when the stored version is not the expected one (0: must not exist) */
  putPrivateLink(link: PrivateLink, expectedVersion: number): Promise<boolean>
  /** @returns whether it was there */
  removePrivateLink(company: string, type: string, id: string): Promise<boolean>
}
