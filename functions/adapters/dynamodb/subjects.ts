import type { Subjects } from '../../ports/subjects.ts'
import { bookingKey, readBooking } from './bookings.ts'
import { eventKey, readEvent } from './events.ts'
import type { Table } from './table.ts'

export function subjects(table: Table): Subjects {
  return {
    async subjects(company, ids) {
      const rows = await table.getAll(ids.flatMap((id) => [eventKey(company, id), bookingKey(company, id)]))
      return {
        events: rows.filter((row) => row['row'] === 'event').map(readEvent),
        bookings: rows.filter((row) => row['row'] === 'booking').map(readBooking),
      }
    },
  }
}
