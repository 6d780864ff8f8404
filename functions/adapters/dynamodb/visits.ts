import { z } from 'zod'
import { ATTENDANCES, type Visit } from '../../../shared/domain/booking/visit.ts'
import type { Visits } from '../../ports/visits.ts'
import { conditionOf } from './actions.ts'
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
    putVisit(visit, expectedVersion) {
      return table.put(
        { ...visitKey(visit.company, visit.bookingId), row: 'visit', ...visit },
        conditionOf(expectedVersion),
      )
    },
  }
}
