import * as api from '../../../shared/api/booking.ts'
import { isRefusal, refuse } from '../../../shared/domain/refusal.ts'
import { formatInstant } from '../../../shared/domain/time.ts'
import { endpoint } from '../../middleware/door.ts'
import { listSlots } from '../../usecases/booking/list-slots.ts'
import type { PublicTools } from './tools.ts'

const on = endpoint<PublicTools>()

export const bookingPageEndpoints = [
  on(api.readBookingPage, async ({ params, door }) => {
    const { type, company } = await door.store.frontDesk(
      params.company,
      params.type,
      { read: 'quick' },
      door.clock.now(),
    )
    if (!type || !company) return refuse('NotFound')
    const people = await door.store.people(params.company, type.hosts, type.resources)
    const { slug, title, description, location, durationsMinutes, horizonDays, questions } = type
    const { seats, confirmation, mostDates } = type
    return {
      body: {
        company: { slug: company.slug, name: company.name },
        type: {
          slug,
          title,
          description,
          location,
          durationsMinutes,
          horizonDays,
          seats,
          confirmation,
          mostDates,
          timeZone: people.members[0]?.timeZone ?? people.resources[0]?.timeZone ?? company.timeZone,
          hosts: people.members.map(({ id, name }) => ({ id, name })),
          resources: people.resources.map(({ id, name }) => ({ id, name })),
          questions,
        },
      },
    }
  }),
  on(api.listSlots, async ({ params, query, door }) => {
    const answer = await listSlots(door, { company: params.company, slug: params.type, ...query })
    if (isRefusal(answer)) return answer
    return {
      body: {
        slots: answer.starts.map((startsAt) => ({
          startsAt: formatInstant(startsAt),
          endsAt: formatInstant(startsAt + answer.durationMinutes * 60_000),
        })),
        closedDays: answer.closedDays,
      },
    }
  }),
]
