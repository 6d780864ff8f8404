import type { Holiday } from '../../shared/domain/people/availability.ts'
import type { Company } from '../../shared/domain/people/member.ts'

/** What a commit may do here. */
export type CompanyWrite = { write: 'company'; company: Company; sealedLinkKey: string }

/** Companies, and whether there is one. */
export interface Companies {
  company(slug: string): Promise<{ company: Company; sealedLinkKey: string } | undefined>
  hasCompanies(): Promise<boolean>
  putHolidays(company: string, holidays: Holiday[]): Promise<void>
}
