import { z } from 'zod'
import { ATTENDANCES, type Visit } from '../../../shared/domain/booking/visit.ts'
import type { Visits, VisitWrite } from '../../ports/visits.ts'
import { foundAtVersion, put, versionIs, type WritesOf } from './actions.ts'
import { bookingKey } from './bookings.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const visitKey = (company: string, bookingId: string): Key => ({ pk: bookingKey(company, bookingId).pk, sk: 'visit' })

const readVisit = readerOf<Visit>()(
  'visit',
  z.object({
    company: z.string(),
    bookingId: z.string(),
    version: z.number(),
    attendance: z.enum(ATTENDANCES).optional(),
    notes: z.string().optional(),
    recordId: z.string().optional(),
    by: z.string(),
    updatedAt: z.number(),
  }),
)

export function visits(table: Table): Visits {
  return {
    async visits(company, bookingIds) {
      const rows = await table.getAll(bookingIds.map((id) => visitKey(company, id)))
      return rows.map(readVisit)
    },
  }
}

export const visitWrites: WritesOf<VisitWrite> = {
  visit: {
    actions({ visit, before }, table) {
      const row = { ...visitKey(visit.company, visit.bookingId), row: 'visit', ...visit }
      return [put(table, row, versionIs(before?.version ?? 0))]
    },
    async found({ visit }, table) {
      const [stands] = await visits(table).visits(visit.company, [visit.bookingId])
      return foundAtVersion(stands, visit)
    },
  },
}
