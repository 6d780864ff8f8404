import type { Company, CompanyChange } from '../../shared/domain/people/member.ts'

/** What a commit may do here. */
export type CompanyWrite = { write: 'company'; company: Company; sealedLinkKey: string }

/** Companies, and whether there is one. */
export interface Companies {
  company(slug: string): Promise<{ company: Company; sealedLinkKey: string } | undefined>
  hasCompanies(): Promise<boolean>
  /** Sets what is given and leaves the rest: two admins who change different things do not meet. @returns the company as it is then */
  changeCompany(slug: string, change: CompanyChange): Promise<Company | undefined>
}
