import { type Booking, isAppointment } from '../../../shared/domain/booking/booking.ts'
import { principalOfClass } from '../../../shared/domain/booking/placement.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ReadClassStore = Ledger & Pick<Bookings, 'bookings'>

/** Everybody who comes to the class that a booking has seats in, the booking among them. */
export async function seatsOfClass(tools: Pick<World<ReadClassStore>, 'store'>, booking: Booking): Promise<Booking[]> {
  const { company, startsAt, session } = booking
  const name = { tally: 'session', principal: principalOfClass(booking), startsAt, id: session!.id } as const
  const [tally] = await tools.store.tallies(company, [name])
  const bookings = await tools.store.bookings(company, Object.keys(tally!.entries))
  const seats = bookings.filter((one) => isAppointment(one) && one.session?.id === session!.id)
  return seats.sort((a, b) => (a.id < b.id ? -1 : 1))
}
