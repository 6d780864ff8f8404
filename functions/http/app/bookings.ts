import * as api from '../../../shared/api/bookings.ts'
import { cursorOf } from '../../../shared/api/cursor.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { StartByLifting } from '../../../shared/domain/offers/lifting.ts'
import type { Reason } from '../../../shared/domain/offers/slot-reason.ts'
import { formatInstant, type Instant } from '../../../shared/domain/time/time.ts'
import { bookAppointment } from '../../usecases/booking/book-appointment.ts'
import { checkStart } from '../../usecases/booking/check-start.ts'
import { answerRequest } from '../../usecases/booking/confirm-booking.ts'
import { listBookings } from '../../usecases/booking/list-bookings.ts'
import { checkElsewhere, startsElsewhere } from '../../usecases/booking/look-elsewhere.ts'
import { reassignBooking } from '../../usecases/booking/reassign-booking.ts'
import { recordVisit } from '../../usecases/booking/record-visit.ts'
import { offeredView } from '../booking-page-view.ts'
import { appEndpoints } from './app-door.ts'
import { bookingEventView } from './event-booking-view.ts'
import { bookingForHost } from './event-bookings.ts'
import { readingFor } from './event-reading.ts'
import { listedAlone, listedBooking, namingFor } from './listed-booking.ts'
import { reasonView } from './reason-view.ts'

/** What is known of a start. */
function startView(
  startsAt: Instant,
  known: (Pick<StartByLifting, 'lifting'> | { reason: Reason }) & { endsAt: Instant },
) {
  const lifting = 'lifting' in known ? known.lifting : []
  return {
    startsAt: formatInstant(startsAt),
    endsAt: formatInstant(known.endsAt),
    lifting: lifting.map(({ rule, reason }) => ({ rule, reason: reasonView(reason) })),
    ...('reason' in known && { reason: reasonView(known.reason) }),
  }
}

export const bookingEndpoints = appEndpoints(api, {
  async answerRequest({ member, params, body, door }) {
    const booking = await bookingForHost(door, member, params.id)
    if (!booking) return refuse('NotFound')
    if (isRefusal(booking)) return booking
    const reading = await readingFor(door, member)
    const answered = await answerRequest(
      door,
      member.company,
      params.id,
      body.answer,
      `member:${member.id}`,
      body.message,
    )
    if (isRefusal(answered)) return answered
    return { body: bookingEventView(answered, reading) }
  },
  async listBookings({ member, query, door }) {
    const { from, to, next: after, ...wanted } = query
    const listing = { ...wanted, from: Date.parse(from), to: Date.parse(to), after }
    const { bookings, visits, next } = await listBookings(door, member, listing)
    const naming = await namingFor(door, member, bookings)
    const visitOf = new Map(visits.map((visit) => [visit.bookingId, visit]))
    return {
      body: {
        bookings: bookings.map((booking) => listedBooking(booking, visitOf.get(booking.id), naming)),
        ...(next && { next: cursorOf({ ...next, key: '' }) }),
      },
    }
  },
  async bookAsHost({ member, body, headers, door }) {
    const { type, customer, override, notify, ...request } = body
    const { company, timeZone, locale } = member
    const booked = await bookAppointment(door, {
      ...request,
      company,
      slug: type,
      startsAt: Date.parse(body.startsAt),
      // Whom the house writes to for the first time, it writes to in its own language.
      customer: { ...customer, timeZone: customer.timeZone ?? timeZone, locale: customer.locale ?? locale },
      guests: [],
      byHost: { member, lifted: override, isQuiet: !notify },
      idempotencyKey: headers['idempotency-key'],
    })
    return isRefusal(booked) ? booked : { body: await listedAlone(door, member, booked.booking) }
  },
  async checkStart({ member, query, door }) {
    const { type, email, ...request } = query
    const startsAt = Date.parse(query.startsAt)
    const asked = { ...request, startsAt, bookerEmail: email, timeZone: member.timeZone }
    const checked = await checkStart(door, member, type, asked)
    if (isRefusal(checked)) return checked
    const { waits, mayLift } = checked
    return { body: { ...startView(startsAt, checked), waits, mayLift } }
  },
  async checkElsewhere({ member, params, query, door }) {
    const booking = await bookingForHost(door, member, params.id)
    if (!booking) return refuse('NotFound')
    if (isRefusal(booking)) return booking
    const { host: to, from } = query
    const replacing = to !== undefined && from !== undefined ? { from, to } : undefined
    const startsAt = Date.parse(query.startsAt)
    const checked = await checkElsewhere(door, booking, { startsAt, replacing })
    return isRefusal(checked) ? checked : { body: startView(startsAt, checked) }
  },
  async listStartsElsewhere({ member, params, query, door }) {
    const booking = await bookingForHost(door, member, params.id)
    if (!booking) return refuse('NotFound')
    if (isRefusal(booking)) return booking
    const found = await startsElsewhere(door, booking, query)
    if (isRefusal(found)) return found
    const { slots } = offeredView({ ...found, closedDays: [] })
    return { body: { slots } }
  },
  async reassignBooking({ member, params, body, door }) {
    const booking = await bookingForHost(door, member, params.id)
    if (!booking) return refuse('NotFound')
    if (isRefusal(booking)) return booking
    const { host: to, from } = body
    const given = await reassignBooking(door, member.company, params.id, { to, from }, `member:${member.id}`)
    return isRefusal(given) ? given : { body: await listedAlone(door, member, given) }
  },
  async noteBooking({ member, params, body, door }) {
    const booking = await bookingForHost(door, member, params.id)
    if (!booking) return refuse('NotFound')
    if (isRefusal(booking)) return booking
    const visit = await recordVisit(door, member, booking, body)
    return isRefusal(visit) ? visit : { body: await listedAlone(door, member, booking) }
  },
})
