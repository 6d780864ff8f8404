import * as bookingsApi from '../../../shared/api/bookings.ts'
import * as holdsApi from '../../../shared/api/holds.ts'
import { BadInput } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { furtherStarts } from '../../../shared/domain/offers/repeat-dates.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { endpoint } from '../../middleware/door.ts'
import { bookAppointment } from '../../usecases/booking/book-appointment.ts'
import { cancelBooking } from '../../usecases/booking/cancel-booking.ts'
import { holdSlot, releaseHold } from '../../usecases/booking/hold-slot.ts'
import { bookingOfLink } from '../../usecases/booking/manage-link.ts'
import { moveBooking } from '../../usecases/booking/move-booking.ts'
import { countUnder, refusalOfTries, throttleOf } from '../../usecases/people/session.ts'
import { bookedView, bookingView, savedView } from './booking-view.ts'
import type { PublicTools } from './tools.ts'

const on = endpoint<PublicTools>()

const BOOKINGS_PER_ADDRESS = 100
const HOLDS_PER_ADDRESS = 20

function idempotencyKeyOf(headers: Record<string, string | undefined>): string | undefined {
  const key = headers['idempotency-key']
  if (key !== undefined && (key.length < 1 || key.length > 255 || !key.isWellFormed()))
    throw new BadInput({ path: 'header.idempotency-key', message: 'must have 1 to 255 whole characters' })
  return key
}

export const bookingEndpoints = [
  on(bookingsApi.bookAppointment, async ({ params, body, headers, address, door }) => {
    const idempotencyKey = idempotencyKeyOf(headers)
    const { hold, repeat, ...request } = body
    const named = hold === undefined ? undefined : await door.links.read(hold, 'hold')
    if (hold !== undefined && named?.company !== params.company)
      throw new BadInput({ path: 'hold', message: 'is not the token of a hold' })
    if (!(await door.links.ready(params.company))) return refuse('NotFound')
    const startsAt = Date.parse(body.startsAt)
    const throttle = throttleOf(door, `book#${address}`, BOOKINGS_PER_ADDRESS)
    const booked = await bookAppointment(door, {
      ...request,
      company: params.company,
      slug: params.type,
      startsAt,
      idempotencyKey,
      throttle,
      ...(named && { holdId: named.subjectId }),
      ...(repeat && {
        furtherStarts: furtherStarts(startsAt, repeat, body.customer.timeZone),
        onClash: repeat.onClash,
      }),
    })
    const [view] = await Promise.all([
      isRefusal(booked) ? booked : bookedView(door, booked).then((shown) => ({ body: shown })),
      // A booking that is stored is answered, counted or not.
      countUnder(door, throttle).catch(() => undefined),
    ])
    return view
  }),
  on(holdsApi.holdSlot, async ({ params, body, address, door }) => {
    const tooMany = await refusalOfTries(door, [{ key: `hold#${address}`, most: HOLDS_PER_ADDRESS }])
    if (tooMany) return tooMany
    if (!(await door.links.ready(params.company))) return refuse('NotFound')
    const request = { ...body, company: params.company, slug: params.type, startsAt: Date.parse(body.startsAt) }
    const held = await holdSlot(door, request)
    if (isRefusal(held)) return held
    return {
      body: {
        hold: await door.links.sign(held.company, held.id, 'hold', held.linkGeneration),
        startsAt: formatInstant(held.startsAt),
        endsAt: formatInstant(held.endsAt),
        expiresAt: formatInstant(held.heldUntil!),
      },
    }
  }),
  on(holdsApi.releaseHold, async ({ params, door }) => {
    const named = await door.links.read(params.token, 'hold')
    if (!named) return refuse('NotFound')
    return (await releaseHold(door, named.company, named.subjectId)) ?? {}
  }),
  on(bookingsApi.readBooking, async ({ params, door }) => {
    const booking = await bookingOfLink(door, params.token)
    return isRefusal(booking) ? booking : { body: await bookingView(door, booking) }
  }),
  on(bookingsApi.moveBooking, async ({ params, body, door }) => {
    const booking = await bookingOfLink(door, params.token)
    if (isRefusal(booking)) return booking
    const moved = await moveBooking(door, booking.company, booking.id, Date.parse(body.startsAt))
    return isRefusal(moved) ? moved : { body: await savedView(door, moved) }
  }),
  on(bookingsApi.cancelBooking, async ({ params, door }) => {
    const booking = await bookingOfLink(door, params.token)
    if (isRefusal(booking)) return booking
    const cancelled = await cancelBooking(door, booking.company, booking.id, 'customer')
    return isRefusal(cancelled) ? cancelled : { body: await savedView(door, cancelled) }
  }),
]
