import type { Subjects } from '../../../functions/ports/subjects.ts'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { bookingShelf } from './bookings.ts'
import { eventShelf } from './events.ts'
import type { Shelves } from './shelves.ts'

export const subjects = (shelves: Shelves): Subjects => ({
  async subjects(company, ids) {
    const all = <T>(shelf: string) => [...new Set(ids)].flatMap((id) => shelves.get<T>(shelf, id) ?? [])
    return { events: all<CalendarEvent>(eventShelf(company)), bookings: all<Booking>(bookingShelf(company)) }
  },
})
