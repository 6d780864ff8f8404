import * as api from '../../../shared/api/slots.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { explainSlot } from '../../usecases/booking/explain-slot.ts'
import { appEndpoints } from './app-door.ts'
import { explanationView } from './explanation-view.ts'

export const slotEndpoints = appEndpoints(api, {
  async explainSlot({ member, params, query, door }) {
    const answer = await explainSlot(door, member.company, params.type, {
      ...query,
      startsAt: Date.parse(query.startsAt),
      bookerEmail: query.email,
      timeZone: member.timeZone,
    })
    return isRefusal(answer) ? answer : { body: explanationView(answer) }
  },
})
