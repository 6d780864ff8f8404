import * as api from '../../../shared/api/slots.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { reasonInWords } from '../../../shared/domain/offers/reason-words.ts'
import type { Reason } from '../../../shared/domain/offers/slot-reason.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { explainSlot } from '../../usecases/booking/explain-slot.ts'
import { type AppTools, appEndpoints } from './tools.ts'

async function namesOf(door: AppTools, company: string): Promise<Map<string, string>> {
  const [members, resources] = await Promise.all([door.store.members(company), door.store.resources(company)])
  return new Map([...members, ...resources].map(({ id, name }) => [id, name]))
}

/** A reason with its instants as the wire writes them, and as a sentence for people. */
function reasonView(reason: Reason, names: Map<string, string>, timeZone: string) {
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
    words: reasonInWords(reason, (id) => names.get(id) ?? id, timeZone),
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
    if ('reason' in answer) {
      const names = await namesOf(door, member.company)
      return { body: { reason: reasonView(answer.reason, names, member.timeZone) } }
    }
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
