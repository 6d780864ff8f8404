import * as api from '../../../shared/api/slots.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { listSlots } from '../../usecases/booking/list-slots.ts'
import { publicEndpoints } from './public-door.ts'

export const slotEndpoints = publicEndpoints(api, {
  async listSlots({ params, query, door }) {
    const answer = await listSlots(door, { company: params.company, slug: params.type, ...query })
    if (isRefusal(answer)) return answer
    return {
      body: {
        slots: answer.starts.map((startsAt) => ({
          startsAt: formatInstant(startsAt),
          endsAt: formatInstant(startsAt + answer.durationMinutes * MINUTE_MS),
        })),
        closedDays: answer.closedDays,
      },
    }
  },
})
