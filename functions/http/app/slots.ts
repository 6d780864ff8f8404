import * as api from '../../../shared/api/slots.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { explainSlot } from '../../usecases/booking/explain-slot.ts'
import { appEndpoints } from './app-door.ts'
import { reasonView } from './reason-view.ts'

export const slotEndpoints = appEndpoints(api, {
  async explainSlot({ member, params, query, door }) {
    const answer = await explainSlot(door, member.company, params.type, {
      ...query,
      startsAt: Date.parse(query.startsAt),
      bookerEmail: query.email,
      timeZone: member.timeZone,
    })
    if (isRefusal(answer)) return answer
    if ('reason' in answer) return { body: { reason: { ...reasonView(answer.reason), words: answer.words } } }
    const { startsAt, endsAt, hosts, seatings, session } = answer.offer
    return {
      body: {
        offer: {
          startsAt: formatInstant(startsAt),
          endsAt: formatInstant(endsAt),
          hosts,
          resources: [...new Set(seatings.flat())],
          seatings,
          ...(session && { session: { seatsLeft: session.seatsLeft } }),
        },
      },
    }
  },
})
