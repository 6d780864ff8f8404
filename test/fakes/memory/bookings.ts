import type { Bookings, BookingWrite } from '../../../functions/ports/bookings.ts'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { Shelves, WritesOf } from './shelves.ts'

export const bookingShelf = (company: string) => `${company} booking`

export const bookings = (shelves: Shelves): Bookings => ({
  async booking(company, id) {
    return shelves.get<Booking>(bookingShelf(company), id)
  },
  async endedHolds(endedBefore) {
    return shelves.dueIn<Booking>('hold', endedBefore)
  },
})

export const bookingWrites: WritesOf<BookingWrite> = {
  booking({ booking, expectedVersion }, shelves) {
    const due =
      booking.status === 'held' && booking.paymentId === undefined
        ? { list: 'hold', at: booking.heldUntil! }
        : undefined
    return [shelves.versioned(bookingShelf(booking.company), booking.id, expectedVersion, { value: booking, due })]
  },
}
