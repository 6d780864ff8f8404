import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { Bookings, BookingWrite } from '../../ports/bookings.ts'
import { put, versionIs, type WritesOf } from './actions.ts'
import { keys, shardOf } from './keys.ts'
import { bare, type Row, SWEEP_LIMIT, type Table } from './table.ts'

export function bookings(table: Table): Bookings {
  return {
    async booking(company, id) {
      const row = await table.get(keys.booking(company, id))
      return row && bare<Booking>(row)
    },
    async endedHolds(endedBefore) {
      const rows = await table.pending('hold', endedBefore, SWEEP_LIMIT)
      return rows.map((row) => bare<Booking>(row))
    },
  }
}

export const bookingWrites: WritesOf<BookingWrite> = {
  booking(write, table) {
    const { booking } = write
    const row: Row = { ...keys.booking(booking.company, booking.id), row: 'booking', ...booking }
    if (booking.status === 'held') {
      row['pendingShard'] = `hold#${shardOf(booking.id)}`
      row['pendingAt'] = booking.heldUntil
    }
    return [put(table, row, versionIs(write.expectedVersion))]
  },
}
