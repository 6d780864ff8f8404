import * as api from '../../../shared/api/days-off.ts'
import { saveAvailability } from '../../usecases/people/save-availability.ts'
import { appEndpoints } from './app-door.ts'
import { principalOf, refusalToSet } from './principals.ts'

export const daysOffEndpoints = appEndpoints(api, {
  async listDaysOff({ member, params, door }) {
    const { facts } = await principalOf(door, member.company, params.id)
    return { body: { daysOff: facts.daysOff } }
  },
  async putDaysOff({ member, params, body, door }) {
    const refusal = await refusalToSet(door, member, params.id)
    if (refusal) return refusal
    const { daysOff } = body
    return (await saveAvailability(door, member.company, params.id, { daysOff })) ?? { body: { daysOff } }
  },
})
