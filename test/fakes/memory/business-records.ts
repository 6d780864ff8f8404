import type { BusinessRecords } from '../../../functions/ports/business-records.ts'
import type { BusinessRecord } from '../../../shared/domain/records/business-record.ts'
import type { Shelves } from './shelves.ts'

const shelfOf = (company: string) => `${company} records`

export const businessRecords = (shelves: Shelves): BusinessRecords => ({
  async record(company, id) {
    return shelves.get<BusinessRecord>(shelfOf(company), id)
  },
  async records(company, most, before = '~') {
    return shelves
      .range<BusinessRecord>(shelfOf(company))
      .filter(({ id }) => id < before)
      .toSorted((a, b) => (a.id < b.id ? 1 : -1))
      .slice(0, most)
  },
  async putRecord(record, expectedVersion) {
    return shelves.does(shelves.versioned(shelfOf(record.company), record.id, expectedVersion, { value: record }))
  },
})
