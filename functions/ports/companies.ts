import type { Company, CompanyChange } from '../../shared/domain/people/member.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type CompanyWrite = { write: 'company'; company: Company; sealedLinkKey: string }

/** A new company; holds where there is none of this slug. */
export const companyWrite = (company: Company, sealedLinkKey: string): Write =>
  sealed<CompanyWrite>({ write: 'company', company, sealedLinkKey })

/** Companies, and whether there is one. */
export interface Companies {
  company(slug: string): Promise<{ company: Company; sealedLinkKey: string } | undefined>
  hasCompanies(): Promise<boolean>
  /**
   * Sets what is given and leaves the rest: two admins who change different things do not meet.
   * @returns the company as it is then
   */
  changeCompany(slug: string, change: CompanyChange): Promise<Company | undefined>
}
