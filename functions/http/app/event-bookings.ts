import type { CalendarEventView } from '../../../shared/api/events.ts'
import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Booking, isAppointment } from '../../../shared/domain/booking/booking.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { EventTimes } from '../../../shared/domain/recurrence/event-times.ts'
import { type Cancelling, cancelBooking } from '../../usecases/booking/cancel-booking.ts'
import { moveBookingAsHost } from '../../usecases/booking/move-booking.ts'
import { seatsOfClass } from '../../usecases/event/read-class.ts'
import { namedRecord } from './about-record.ts'
import type { AppWorld } from './app-door.ts'
import { bookingEventView, classEventView, maySeeCustomer } from './event-booking-view.ts'
import type { Reading } from './event-reading.ts'
import { mailFaultsOf } from './mail-faults.ts'

// Bookings where a calendar takes them for events: its hosts read, move and cancel them under the addresses of events.

/**
 * The booking of this id for somebody who may change it, and nothing where there is none; of another version it is
 * refused.
 */
export async function bookingForHost(
  door: AppWorld,
  member: Member,
  id: string,
  ifVersion?: number,
): Promise<Booking | Refusal | undefined> {
  const booking = await door.store.booking(member.company, id)
  if (!booking || booking.status === 'held') return undefined
  if (!booking.hosts.includes(member.id) && member.role === 'member')
    return refuse('NotAllowed', { detail: 'Only its hosts may change this booking.' })
  return ifVersion === undefined || ifVersion === booking.version ? booking : refuse('Changed')
}

/** A booking as it stands in the calendar; a class is one thing there, whichever of its seats is asked for. */
export async function readBookingEvent(door: AppWorld, booking: Booking, reading: Reading): Promise<CalendarEventView> {
  const seats = booking.session && isAppointment(booking) ? await seatsOfClass(door, booking) : []
  if (seats.length > 0) return classEventView(seats, reading)
  const { company, paymentId, customer } = booking
  const [payment, faultOf, [visit]] = await Promise.all([
    paymentId === undefined ? undefined : door.store.payment(company, paymentId),
    mailFaultsOf(door, company, [customer.email]),
    door.store.visits(company, [booking.id]),
  ])
  const view = bookingEventView(booking, reading, { payment, now: door.clock.now(), faultOf })
  const record = maySeeCustomer(booking, reading.reader)
    ? await namedRecord(door, reading.reader, visit?.recordId)
    : undefined
  return record ? { ...view, recordId: record.id, record } : view
}

/** Moves a booking as its host. @throws BadInput for other than an appointment of the same length */
export function moveBookingEvent(
  door: AppWorld,
  { company, id, startsAt, endsAt }: Booking,
  host: Member,
  times: EventTimes | undefined,
): Promise<Booking | Refusal> {
  if (times?.kind !== 'timed') throw new BadInput(inputFault('startsAt', 'onlyMoved'))
  if (times.endsAt - times.startsAt !== endsAt - startsAt) throw new BadInput(inputFault('endsAt', 'bookedLength'))
  return moveBookingAsHost(door, company, id, times.startsAt, `member:${host.id}`)
}

/** Cancels a booking as its host. */
export async function cancelBookingEvent(
  door: AppWorld,
  { company, id }: Booking,
  host: Member,
  how: Cancelling = {},
): Promise<Refusal | undefined> {
  const cancelled = await cancelBooking(door, company, id, `member:${host.id}`, how)
  return isRefusal(cancelled) ? cancelled : undefined
}
