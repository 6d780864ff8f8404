import type { Booking } from '../../shared/domain/booking/booking.ts'
import type { Instant } from '../../shared/domain/time/time.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type BookingWrite = { write: 'booking'; booking: Booking; expectedVersion: number }

/** Holds where the expected version stands; 0: where nothing stands. */
export const bookingWrite = (booking: Booking, expectedVersion: number): Write =>
  sealed<BookingWrite>({ write: 'booking', booking, expectedVersion })

/** Bookings as they are kept. */
export interface Bookings {
  booking(company: string, id: string): Promise<Booking | undefined>
  /** Those of these that are there, in no order. */
  bookings(company: string, ids: string[]): Promise<Booking[]>
  /** Held bookings whose time to decide ended before the instant. */
  endedHolds(endedBefore: Instant): Promise<Booking[]>
  /** Requests whose time to be answered ended before the instant. */
  unansweredRequests(endedBefore: Instant): Promise<Booking[]>
}
