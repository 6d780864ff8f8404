import type { Companies, CompanyWrite } from '../../../functions/ports/companies.ts'
import { type Company, changedCompany } from '../../../shared/domain/people/member.ts'
import type { Shelves, WritesOf } from './shelves.ts'

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
  changedCompany: {
    actions({ slug, change }, shelves) {
      const found = keptCompany(shelves, slug)
      const next = found && { value: { ...found, company: changedCompany(found.company, change) } }
      return [{ shelf: 'companies', name: slug, holds: !!found, next }]
    },
  },
}
