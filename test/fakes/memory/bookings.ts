import type { Bookings, BookingWrite } from '../../../functions/ports/bookings.ts'
import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { Shelves, WritesOf } from './shelves.ts'

export const bookingShelf = (company: string) => `${company} booking`

export const bookings = (shelves: Shelves): Bookings => ({
  async booking(company, id) {
    return shelves.get<Booking>(bookingShelf(company), id)
  },
  async bookings(company, ids) {
    return [...new Set(ids)].flatMap((id) => shelves.get<Booking>(bookingShelf(company), id) ?? [])
  },
  async endedHolds(endedBefore) {
    return shelves.dueIn<Booking>('hold', endedBefore)
  },
  async unansweredRequests(endedBefore) {
    return shelves.dueIn<Booking>('request', endedBefore)
  },
})

export const bookingWrites: WritesOf<BookingWrite> = {
  booking: {
    actions({ booking, expectedVersion }, shelves) {
      const shelf = bookingShelf(booking.company)
      return [shelves.versioned(shelf, booking.id, expectedVersion, { value: booking, due: dueOf(booking) })]
    },
    found: ({ booking }, shelves) => shelves.foundAtVersion(bookingShelf(booking.company), booking.id, booking),
  },
}

function dueOf({ status, heldUntil, answerBy, paymentId }: Booking) {
  if (status === 'held' && paymentId === undefined) return { list: 'hold', at: heldUntil! }
  return status === 'pending' && answerBy !== undefined ? { list: 'request', at: answerBy } : undefined
}
