import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Booking, hasCustomer, linkEndsAt } from '../../../shared/domain/booking/booking.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Links } from '../people/links.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ManageLinkStore = Bookings

/** The booking behind a customer's link; a forged or revoked link names nothing, an old one has ended. */
export async function bookingOfLink(
  tools: Pick<World<ManageLinkStore>, 'store' | 'clock'> & { links: Links },
  token: string,
): Promise<Booking | Refusal> {
  const named = await tools.links.read(token, 'manage')
  const booking = named && (await tools.store.booking(named.company, named.subjectId))
  if (!booking || !hasCustomer(booking) || booking.linkGeneration !== named.generation) return refuse('NotFound')
  if (linkEndsAt(booking) <= tools.clock.now()) return refuse('LinkEnded')
  return booking
}
