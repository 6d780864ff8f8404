import { z } from 'zod'
import { colours } from '../../../shared/domain/people/colour.ts'
import type { Company } from '../../../shared/domain/people/member.ts'
import type { Companies, CompanyWrite } from '../../ports/companies.ts'
import { changeOf, put, versionIs, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

export const companyKey = (company: string): Key => ({ pk: `${company}#company`, sk: 'company' })
const anyCompanyKey: Key = { pk: '~companies', sk: 'first' }

/** Reads a company as the domain knows it: the key that signs its links stays behind. */
export const readCompany = readerOf<Company>()(
  'company',
  z.object({
    slug: z.string(),
    name: z.string(),
    timeZone: z.string(),
    holidays: z.array(z.object({ date: z.string(), title: z.string() })).optional(),
    address: z.string().optional(),
    colour: z.enum(colours).optional(),
    weekendDays: z.array(z.number()).optional(),
    logo: z.string().optional(),
    meetingAddress: z.string().optional(),
  }),
)
const readLinkKey = readerOf<{ sealedLinkKey: string }>()('company', z.object({ sealedLinkKey: z.string() }))

export function companies(table: Table): Companies {
  return {
    async company(slug, read = 'quick') {
      const row = await table.get(companyKey(slug), read)
      return row && { company: readCompany(row), ...readLinkKey(row) }
    },
    async hasCompanies() {
      return (await table.get(anyCompanyKey)) !== undefined
    },
  }
}

export const companyWrites: WritesOf<CompanyWrite> = {
  company: {
    actions(write, table) {
      const { company } = write
      return [
        put(
          table,
          { ...companyKey(company.slug), row: 'company', ...company, sealedLinkKey: write.sealedLinkKey },
          versionIs(0),
        ),
        put(table, { ...anyCompanyKey, row: 'first', company: company.slug }, versionIs(0)),
      ]
    },
  },
  changedCompany: {
    actions({ slug, change }, table) {
      const key = companyKey(slug)
      const changesNothing = Object.values(change).every((value) => value === undefined)
      if (changesNothing)
        return [{ ConditionCheck: { TableName: table, Key: key, ConditionExpression: 'attribute_exists(pk)' } }]
      return [{ Update: { TableName: table, Key: key, ...changeOf(change) } }]
    },
  },
}
