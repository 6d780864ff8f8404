import type { BookingView } from '../../../shared/api/bookings.ts'
import type { Resource } from '../../../shared/domain/booking/appointment-type.ts'
import {
  answersGiven,
  type Booking,
  durationMinutesOf,
  isMailed,
  linkEndsAt,
  refusalToCancel,
  refusalToMove,
  videoCallNow,
} from '../../../shared/domain/booking/booking.ts'
import { standsAsAsked, waitlistMinutesOf } from '../../../shared/domain/booking/waitlist.ts'
import type { Payment } from '../../../shared/domain/payment/payment.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import type { Booked } from '../../usecases/booking/book-appointment.ts'
import { paymentView, payUrlOf } from '../payment-view.ts'
import type { PublicWorld } from './public-door.ts'

/** What the people and resources of a booking are called. */
interface Names {
  company: string
  members: Member[]
  resources: Resource[]
}

async function namesFor(door: PublicWorld, { company: slug, hosts, resources: ids }: Booking): Promise<Names> {
  const [company, { members, resources }] = await Promise.all([
    door.store.company(slug),
    door.store.people(slug, hosts, ids),
  ])
  return { company: company?.company.name ?? slug, members, resources }
}

/** What its type says to whoever has booked it for certain. */
function whatIsSaid({ confirmationMessage, confirmationMessageHtml, continueUrl }: Booking) {
  return {
    ...(confirmationMessage !== undefined && { confirmationMessage }),
    ...(confirmationMessageHtml !== undefined && { confirmationMessageHtml }),
    ...(continueUrl !== undefined && { continueUrl }),
  }
}

/** Until when it waits, or how it ended. */
function endOf({ status, answerBy, isLapsed, cancelMessage, cancelMessageBy }: Booking) {
  if (status === 'pending' && answerBy !== undefined) return { answerBy: formatInstant(answerBy) }
  if (status !== 'cancelled') return {}
  return {
    ...(isLapsed && { isLapsed }),
    ...(cancelMessage !== undefined && {
      cancelMessage: { text: cancelMessage, by: cancelMessageBy ?? ('host' as const) },
    }),
  }
}

/** A booking as its customer sees it. */
export async function bookingView(door: PublicWorld, booking: Booking): Promise<BookingView> {
  const [names, payment, earlier] = await Promise.all([
    namesFor(door, booking),
    paymentOf(door, booking),
    earlierOf(door, booking),
  ])
  return { ...(await viewWith(door, booking, names, payment)), ...earlier }
}

async function paymentOf(door: PublicWorld, { company, paymentId }: Booking): Promise<Payment | undefined> {
  return paymentId === undefined ? undefined : door.store.payment(company, paymentId)
}

/** How it stands with an earlier time, where its type has a waitlist. */
async function earlierOf(door: PublicWorld, booking: Booking): Promise<Pick<BookingView, 'earlier'>> {
  const now = door.clock.now()
  if (booking.status === 'held' || refusalToMove(booking, now)) return {}
  const [type, entry] = await Promise.all([
    door.store.type(booking.company, booking.type),
    door.store.waitlistEntry(booking.company, booking.type, booking.id),
  ])
  if (!type) {
    const ended = await door.store.endedWait(booking.company, booking.type, booking.id)
    return ended?.instead?.startsAt === booking.startsAt ? { earlier: { state: 'ended' } } : {}
  }
  if (waitlistMinutesOf(type) === undefined) return {}
  if (!entry || entry.state === 'taken' || !standsAsAsked(entry, booking, now)) return { earlier: { state: 'none' } }
  const { offered, state } = entry
  if (state !== 'asked' || !offered) return { earlier: { state } }
  if (offered.until <= now) return { earlier: { state: 'passed' } }
  const times = { startsAt: offered.startsAt, endsAt: offered.startsAt + booking.endsAt - booking.startsAt }
  return {
    earlier: {
      state,
      offered: {
        startsAt: formatInstant(times.startsAt),
        endsAt: formatInstant(times.endsAt),
        until: formatInstant(offered.until),
      },
    },
  }
}

/**
 * The same just after it was stored. What was committed is answered (D12): where the names cannot be read now, they are
 * left out; the link's key was opened before.
 */
export async function savedView(door: PublicWorld, booking: Booking): Promise<BookingView> {
  const nameless = { company: booking.company, members: [], resources: [] }
  const [names, payment, earlier] = await Promise.all([
    namesFor(door, booking).catch(() => nameless),
    paymentOf(door, booking).catch(() => undefined),
    earlierOf(door, booking).catch(() => ({})),
  ])
  return { ...(await viewWith(door, booking, names, payment)), ...earlier }
}

async function viewWith(
  door: PublicWorld,
  booking: Booking,
  names: Names,
  payment: Payment | undefined,
): Promise<BookingView> {
  const manageUrl = async (id: string) =>
    `${door.publicAddress}/booking/${await door.links.sign(booking.company, id, 'manage', booking.linkGeneration)}`
  const [ownUrl, dates] = await Promise.all([
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
    ...endOf(booking),
    startsAt: formatInstant(booking.startsAt),
    endsAt: formatInstant(booking.endsAt),
    manageUrl: ownUrl,
    company: { slug: booking.company, name: names.company },
    type: {
      slug: booking.type,
      title: booking.title,
      durationMinutes: durationMinutesOf(booking),
      location: booking.location,
    },
    hosts: names.members.map(({ id, name, timeZone }) => ({ id, name, timeZone })),
    resources: names.resources.map(({ id, name }) => ({ id, name })),
    customer: booking.customer,
    ...(booking.isTimeZoneLocked && { isTimeZoneLocked: true }),
    answers: booking.answers,
    answered: answersGiven(booking),
    guests: booking.guests,
    ...(videoCallNow(booking) !== undefined && { videoCallUrl: videoCallNow(booking) }),
    hasVideoCall: booking.videoCallUrl !== undefined,
    isMailed: isMailed(booking, 'confirmation'),
    ...(booking.status === 'confirmed' && whatIsSaid(booking)),
    seats: booking.seats,
    ...(payment && { payment: paymentView(payment, booking, now), ...payUrlOf(payment, booking, now) }),
    canMove: isLive && refusalToMove(booking, now) === undefined,
    canCancel: isLive && refusalToCancel(booking, now) === undefined,
    ...(dates.length > 0 && { dates }),
  }
}

/** What was booked just now, with the dates that could not be had. */
export async function bookedView(door: PublicWorld, { booking, skipped }: Booked): Promise<BookingView> {
  const view = await savedView(door, booking)
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
