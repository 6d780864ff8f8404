import type { Companies, CompanyWrite } from '../../../functions/ports/companies.ts'
import type { Company } from '../../../shared/domain/people/member.ts'
import { kept, type Shelves, type WritesOf } from './shelves.ts'

interface KeptCompany {
  company: Company
  sealedLinkKey: string
}

export const keptCompany = (shelves: Shelves, slug: string) => shelves.get<KeptCompany>('companies', slug)

export const companies = (shelves: Shelves): Companies => ({
  async company(slug) {
    return keptCompany(shelves, slug)
  },
  async hasCompanies() {
    return shelves.get('first company', 'first') !== undefined
  },
  async changeCompany(slug, change) {
    const found = keptCompany(shelves, slug)
    if (!found) return undefined
    const { logo, ...rest } = { ...found.company, ...change }
    const company: Company = { ...rest, ...(logo != null && { logo }) }
    shelves.put('companies', slug, { value: kept({ ...found, company }) })
    return company
  },
})

export const companyWrites: WritesOf<CompanyWrite> = {
  company: {
    actions({ company, sealedLinkKey }, shelves) {
      return [
        shelves.isNew('companies', company.slug, { value: { company, sealedLinkKey } }),
        shelves.isNew('first company', 'first', { value: company.slug }),
      ]
    },
  },
}
