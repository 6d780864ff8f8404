import type { BookingView } from '../../../shared/api/booking.ts'
import {
  type Booking,
  durationMinutesOf,
  linkEndsAt,
  refusalToCancel,
  refusalToMove,
} from '../../../shared/domain/booking.ts'
import { formatInstant } from '../../../shared/domain/time.ts'
import type { Booked } from '../../usecases/booking/book-appointment.ts'
import type { PublicTools } from './tools.ts'

/** A booking as its customer sees it. */
export async function bookingView(door: PublicTools, booking: Booking): Promise<BookingView> {
  const manageUrl = async (id: string) =>
    `${door.publicAddress}/booking/${await door.links.sign(booking.company, id, 'manage', booking.linkGeneration)}`
  const [company, people, ownUrl, dates] = await Promise.all([
    door.store.company(booking.company),
    door.store.people(booking.company, booking.hosts, booking.resources),
    manageUrl(booking.id),
    Promise.all(
      (booking.dates ?? []).map(async ({ bookingId, startsAt }) => ({
        bookingId,
        startsAt: formatInstant(startsAt),
        manageUrl: await manageUrl(bookingId),
      })),
    ),
  ])
  const now = door.clock.now()
  const isLive = booking.status !== 'cancelled' && linkEndsAt(booking) > now
  return {
    bookingId: booking.id,
    status: booking.status === 'held' ? 'pending' : booking.status,
    startsAt: formatInstant(booking.startsAt),
    endsAt: formatInstant(booking.endsAt),
    manageUrl: ownUrl,
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
    seats: booking.seats,
    canMove: isLive && refusalToMove(booking, now) === undefined,
    canCancel: isLive && refusalToCancel(booking, now) === undefined,
    ...(dates.length > 0 && { dates }),
  }
}

/** What was booked just now, with the dates that could not be had. */
export async function bookedView(door: PublicTools, { booking, skipped }: Booked): Promise<BookingView> {
  const view = await bookingView(door, booking)
  if (skipped.length === 0) return view
  return {
    ...view,
    skipped: skipped.map(({ startsAt, reason, alternatives }) => ({
      startsAt: formatInstant(startsAt),
      reason: reason.reason,
      alternatives: alternatives.map((one) => ({
        startsAt: formatInstant(one.startsAt),
        endsAt: formatInstant(one.endsAt),
      })),
    })),
  }
}
