import type { Company, CompanyChange } from '../../shared/domain/people/member.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type CompanyWrite =
  | { write: 'company'; company: Company; sealedLinkKey: string }
  | { write: 'changedCompany'; slug: string; change: CompanyChange }

/** A new company; holds where there is none of this slug. */
export const companyWrite = (company: Company, sealedLinkKey: string): Write =>
  sealed<CompanyWrite>({ write: 'company', company, sealedLinkKey })

/** Sets what is given and leaves the rest: two admins who change different things do not meet. */
export const companyUpdate = (slug: string, change: CompanyChange): Write =>
  sealed<CompanyWrite>({ write: 'changedCompany', slug, change })

/** Companies, and whether there is one. */
export interface Companies {
  /** @param read absent: as it was a moment ago */
  company(slug: string, read?: 'latest' | 'quick'): Promise<{ company: Company; sealedLinkKey: string } | undefined>
  hasCompanies(): Promise<boolean>
}
