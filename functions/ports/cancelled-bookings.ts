import type { Instant } from '../../shared/domain/time/time.ts'
import { sealed, type Write } from './commit.ts'

/** That a booking was cancelled which would have begun then. Whether it still is the booking itself says. */
export interface CancelledBooking {
  company: string
  bookingId: string
  startsAt: Instant
}

/** What a commit may do here, as stores open it. */
export type CancelledBookingWrite = { write: 'cancelledBooking'; cancelled: CancelledBooking }

export const cancelledBookingWrite = (cancelled: CancelledBooking): Write =>
  sealed<CancelledBookingWrite>({ write: 'cancelledBooking', cancelled })

/** Bookings that were cancelled: they stand in nobody's time any more. */
export interface CancelledBookings {
  /** The first of those that would have begun in [from, to). @param after where an earlier list ended */
  cancelledBookings(
    company: string,
    from: Instant,
    to: Instant,
    most: number,
    after?: Pick<CancelledBooking, 'startsAt' | 'bookingId'>,
  ): Promise<CancelledBooking[]>
}
