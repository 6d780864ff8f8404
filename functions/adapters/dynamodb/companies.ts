import type { Company } from '../../../shared/domain/people/member.ts'
import type { Companies, CompanyWrite } from '../../ports/companies.ts'
import { put, versionIs, type WritesOf } from './actions.ts'
import { keys } from './keys.ts'
import { bare, type Row, type Table } from './table.ts'

export function companies(table: Table): Companies {
  return {
    async company(slug) {
      const row = await table.get(keys.company(slug), 'quick')
      if (!row) return undefined
      const { sealedLinkKey, ...company } = bare<Company & { sealedLinkKey: string }>(row)
      return { company, sealedLinkKey }
    },
    async hasCompanies() {
      return (await table.get(keys.anyCompany())) !== undefined
    },
    async putHolidays(company, holidays) {
      await table.update(keys.company(company), {
        UpdateExpression: 'SET holidays = :holidays',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':holidays': holidays },
      })
    },
  }
}

export const companyWrites: WritesOf<CompanyWrite> = {
  company(write, table) {
    const { company } = write
    return [
      put(
        table,
        { ...keys.company(company.slug), row: 'company', ...company, sealedLinkKey: write.sealedLinkKey },
        versionIs(0),
      ),
      put(table, { ...keys.anyCompany(), row: 'first', company: company.slug }, versionIs(0)),
    ]
  },
}

/** A company as the domain knows it: the key that signs its links stays behind. */
export function readCompany(row: Row): Company {
  const { sealedLinkKey: _key, ...company } = bare<Company & { sealedLinkKey: string }>(row)
  return company
}
