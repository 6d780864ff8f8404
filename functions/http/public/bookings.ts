import * as api from '../../../shared/api/booking.ts'
import { BadInput } from '../../../shared/domain/bad-input.ts'
import { isRefusal } from '../../../shared/domain/refusal.ts'
import { endpoint } from '../../middleware/door.ts'
import { refusalOfTries } from '../../usecases/accounts/session.ts'
import { bookAppointment } from '../../usecases/booking/book-appointment.ts'
import { cancelBooking } from '../../usecases/booking/cancel-booking.ts'
import { bookingOfLink } from '../../usecases/booking/manage-link.ts'
import { moveBooking } from '../../usecases/booking/move-booking.ts'
import { bookingView } from './booking-view.ts'
import type { PublicTools } from './tools.ts'

const on = endpoint<PublicTools>()

const BOOKINGS_PER_ADDRESS = 100

function idempotencyKeyOf(headers: Record<string, string | undefined>): string | undefined {
  const key = headers['idempotency-key']
  if (key !== undefined && (key.length < 1 || key.length > 255))
    throw new BadInput({ path: 'header.idempotency-key', message: 'must have 1 to 255 characters' })
  return key
}

export const bookingEndpoints = [
  on(api.bookAppointment, async ({ params, body, headers, address, door }) => {
    const idempotencyKey = idempotencyKeyOf(headers)
    const tooMany = await refusalOfTries(door, [{ key: `book#${address}`, most: BOOKINGS_PER_ADDRESS }])
    if (tooMany) return tooMany
    const booking = await bookAppointment(door, {
      ...body,
      company: params.company,
      slug: params.type,
      startsAt: Date.parse(body.startsAt),
      idempotencyKey,
    })
    return isRefusal(booking) ? booking : { body: await bookingView(door, booking) }
  }),
  on(api.readBooking, async ({ params, door }) => {
    const booking = await bookingOfLink(door, params.token)
    return isRefusal(booking) ? booking : { body: await bookingView(door, booking) }
  }),
  on(api.moveBooking, async ({ params, body, door }) => {
    const booking = await bookingOfLink(door, params.token)
    if (isRefusal(booking)) return booking
    const moved = await moveBooking(door, booking.company, booking.id, Date.parse(body.startsAt))
    return isRefusal(moved) ? moved : { body: await bookingView(door, moved) }
  }),
  on(api.cancelBooking, async ({ params, door }) => {
    const booking = await bookingOfLink(door, params.token)
    if (isRefusal(booking)) return booking
    const cancelled = await cancelBooking(door, booking.company, booking.id, 'customer')
    return isRefusal(cancelled) ? cancelled : { body: await bookingView(door, cancelled) }
  }),
]
