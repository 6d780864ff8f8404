import type { BookingView } from '../../../shared/api/booking.ts'
import {
  type Booking,
  durationMinutesOf,
  linkEndsAt,
  refusalToCancel,
  refusalToMove,
} from '../../../shared/domain/booking.ts'
import { formatInstant } from '../../../shared/domain/time.ts'
import type { PublicTools } from './tools.ts'

/** A booking as its customer sees it. */
export async function bookingView(door: PublicTools, booking: Booking): Promise<BookingView> {
  const [company, people, token] = await Promise.all([
    door.store.company(booking.company),
    door.store.people(booking.company, booking.hosts, booking.resources, booking.type),
    door.links.sign(booking.company, booking.id, 'manage', booking.linkGeneration),
  ])
  const now = door.clock.now()
  const isLive = booking.status !== 'cancelled' && linkEndsAt(booking) > now
  return {
    bookingId: booking.id,
    status: booking.status,
    startsAt: formatInstant(booking.startsAt),
    endsAt: formatInstant(booking.endsAt),
    manageUrl: `${door.publicAddress}/booking/${token}`,
    company: { slug: booking.company, name: company?.company.name ?? booking.company },
    type: {
      slug: booking.type,
      title: booking.title,
      durationMinutes: durationMinutesOf(booking),
      location: booking.location,
    },
    hosts: people.members.map(({ id, name, timeZone }) => ({ id, name, timeZone })),
    resources: people.resources.map(({ id, name }) => ({ id, name })),
    customer: booking.customer,
    answers: booking.answers,
    guests: booking.guests,
    canMove: isLive && refusalToMove(booking, now) === undefined,
    canCancel: isLive && refusalToCancel(booking, now) === undefined,
  }
}
