import type {
  CancelledBooking,
  CancelledBookings,
  CancelledBookingWrite,
} from '../../../functions/ports/cancelled-bookings.ts'
import type { Shelves, WritesOf } from './shelves.ts'

const shelfOf = (company: string) => `${company} cancelled bookings`
const nameOf = ({ startsAt, bookingId }: Pick<CancelledBooking, 'startsAt' | 'bookingId'>) =>
  `${String(startsAt).padStart(13, '0')}#${bookingId}`

export const cancelledBookings = (shelves: Shelves): CancelledBookings => ({
  async cancelledBookings(company, from, to, most, after) {
    return shelves
      .range<CancelledBooking>(shelfOf(company))
      .filter((one) => one.startsAt >= from && one.startsAt < to && (!after || nameOf(one) > nameOf(after)))
      .slice(0, most)
  },
})

export const cancelledBookingWrites: WritesOf<CancelledBookingWrite> = {
  cancelledBooking: {
    actions: ({ cancelled }) => [
      { shelf: shelfOf(cancelled.company), name: nameOf(cancelled), holds: true, next: { value: cancelled } },
    ],
  },
}
