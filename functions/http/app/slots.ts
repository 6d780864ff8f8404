import * as api from '../../../shared/api/slots.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import type { Reason } from '../../../shared/domain/offers/slot-reason.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { explainSlot } from '../../usecases/booking/explain-slot.ts'
import { appEndpoints } from './app-door.ts'

/** A reason with its instants as the wire writes them. */
function reasonView(reason: Reason, words: string) {
  const { until, lift, ...rest } = reason
  const written = lift && {
    ...lift,
    ...('wait' in lift && { wait: formatInstant(lift.wait) }),
    ...('nearest' in lift && { nearest: lift.nearest.map(formatInstant) }),
  }
  return {
    ...rest,
    ...(until !== undefined && Number.isFinite(until) && { until: formatInstant(until) }),
    ...(written && { lift: written }),
    words,
  }
}

export const slotEndpoints = appEndpoints(api, {
  async explainSlot({ member, params, query, door }) {
    const answer = await explainSlot(door, member.company, params.type, {
      ...query,
      startsAt: Date.parse(query.startsAt),
      bookerEmail: query.email,
      timeZone: member.timeZone,
    })
    if (isRefusal(answer)) return answer
    if ('reason' in answer) return { body: { reason: reasonView(answer.reason, answer.words) } }
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
