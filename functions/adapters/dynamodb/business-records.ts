import { z } from 'zod'
import type { BusinessRecord } from '../../../shared/domain/records/business-record.ts'
import type { BusinessRecords } from '../../ports/business-records.ts'
import { conditionOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const recordKey = (company: string, id: string): Key => ({ pk: `${company}#records`, sk: id })

const readRecord = readerOf<BusinessRecord>()(
  'record',
  z.object({
    id: z.string(),
    company: z.string(),
    version: z.number(),
    kind: z.enum(['opportunity']),
    title: z.string(),
    stage: z.enum(['new']),
    contactId: z.string().optional(),
    ownerId: z.string().optional(),
    bookingId: z.string().optional(),
    notes: z.array(z.object({ at: z.number(), text: z.string() })),
    createdAt: z.number(),
  }),
)

export function businessRecords(table: Table): BusinessRecords {
  return {
    async record(company, id) {
      const row = await table.get(recordKey(company, id))
      return row && readRecord(row)
    },
    async records(company, most, before = '~') {
      const rows = await table.lastOf(recordKey(company, '').pk, before, most)
      return rows.map(readRecord)
    },
    putRecord(record, expectedVersion) {
      return table.put(
        { ...recordKey(record.company, record.id), row: 'record', ...record },
        conditionOf(expectedVersion),
      )
    },
  }
}
