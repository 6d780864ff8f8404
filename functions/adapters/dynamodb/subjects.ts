import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Subjects } from '../../ports/subjects.ts'
import { keys } from './keys.ts'
import { bare, type Table } from './table.ts'

export function subjects(table: Table): Subjects {
  return {
    async subjects(company, ids) {
      const rows = await table.getAll(ids.flatMap((id) => [keys.event(company, id), keys.booking(company, id)]))
      return {
        events: rows.filter((row) => row['row'] === 'event').map((row) => bare<CalendarEvent>(row)),
        bookings: rows.filter((row) => row['row'] === 'booking').map((row) => bare<Booking>(row)),
      }
    },
  }
}
