import * as api from '../../../shared/api/bookings.ts'
import { cursorOf } from '../../../shared/api/cursor.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { answersFor } from '../../usecases/booking/answers-for.ts'
import { answerRequest } from '../../usecases/booking/confirm-booking.ts'
import { listBookings } from '../../usecases/booking/list-bookings.ts'
import { appEndpoints } from './app-door.ts'
import { bookingEventView } from './event-booking-view.ts'
import { bookingForHost } from './event-bookings.ts'
import { readingFor } from './event-reading.ts'

export const bookingEndpoints = appEndpoints(api, {
  async answerRequest({ member, params, body, door }) {
    const booking = await bookingForHost(door, member, params.id)
    if (!booking) return refuse('NotFound')
    if (isRefusal(booking)) return booking
    const reading = await readingFor(door, member)
    const answered = await answerRequest(door, member.company, params.id, body.answer, `member:${member.id}`)
    if (isRefusal(answered)) return answered
    return { body: bookingEventView(answered, reading) }
  },
  async listBookings({ member, query, door }) {
    const { from, to, next: after, ...wanted } = query
    const listing = { ...wanted, from: Date.parse(from), to: Date.parse(to), after }
    const [{ bookings, next }, members, resources] = await Promise.all([
      listBookings(door, member, listing),
      door.store.members(member.company),
      door.store.resources(member.company),
    ])
    const named = (ids: string[], known: { id: string; name: string }[]) =>
      ids.map((id) => ({ id, name: known.find((one) => one.id === id)?.name ?? '' }))
    return {
      body: {
        bookings: bookings.map((booking) => ({
          id: booking.id,
          version: booking.version,
          status: booking.status === 'pending' ? 'pending' : 'confirmed',
          type: { slug: booking.type, title: booking.title },
          startsAt: formatInstant(booking.startsAt),
          endsAt: formatInstant(booking.endsAt),
          customer: {
            name: booking.customer.name,
            email: booking.customer.email,
            timeZone: booking.customer.timeZone,
          },
          guests: booking.guests,
          hosts: named(booking.hosts, members),
          resources: named(booking.resources, resources),
          seats: booking.seats,
          answers: answersFor(booking, member.locale),
          because: booking.assignedBecause,
          canAnswer: booking.status === 'pending',
        })),
        ...(next && { next: cursorOf({ ...next, key: '' }) }),
      },
    }
  },
})
