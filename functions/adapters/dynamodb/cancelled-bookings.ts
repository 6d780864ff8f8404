import { z } from 'zod'
import type { CancelledBooking, CancelledBookings, CancelledBookingWrite } from '../../ports/cancelled-bookings.ts'
import { put, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const partition = (company: string) => `${company}#cancelledBookings`

/** Instants sort as texts until the year 2286. */
const placeOf = (startsAt: number, rest = '') => `${String(startsAt).padStart(13, '0')}#${rest}`

const keyOf = ({ company, startsAt, bookingId }: CancelledBooking): Key => ({
  pk: partition(company),
  sk: placeOf(startsAt, bookingId),
})

const readCancelled = readerOf<CancelledBooking>()(
  'cancelledBooking',
  z.object({ company: z.string(), bookingId: z.string(), startsAt: z.number() }),
)

export function cancelledBookings(table: Table): CancelledBookings {
  return {
    async cancelledBookings(company, from, to, most, after) {
      const begin = placeOf(from)
      const end = placeOf(to)
      // Behind every id that stands at that place.
      const behind = after === undefined ? begin : `${placeOf(after.startsAt, after.bookingId)}~`
      const first = behind < begin ? begin : behind
      // The table takes no range that ends before it begins.
      if (first > end) return []
      const rows = await table.firstBetween(partition(company), first, end, most)
      return rows.map(readCancelled)
    },
  }
}

export const cancelledBookingWrites: WritesOf<CancelledBookingWrite> = {
  cancelledBooking: {
    actions({ cancelled }, table) {
      return [put(table, { ...keyOf(cancelled), row: 'cancelledBooking', ...cancelled })]
    },
  },
}
