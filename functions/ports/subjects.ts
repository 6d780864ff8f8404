import type { Booking } from '../../shared/domain/booking/booking.ts'
import type { CalendarEvent } from '../../shared/domain/event/calendar-event.ts'

/** Events and bookings beside each other, as calendars show them. */
export interface Subjects {
  /** Both kinds by id, those that exist. */
  subjects(company: string, ids: string[]): Promise<{ events: CalendarEvent[]; bookings: Booking[] }>
}
