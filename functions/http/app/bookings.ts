import * as api from '../../../shared/api/bookings.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { answerRequest } from '../../usecases/booking/confirm-booking.ts'
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
})
