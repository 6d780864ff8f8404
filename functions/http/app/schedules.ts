import * as api from '../../../shared/api/schedules.ts'
import { refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Schedule } from '../../../shared/domain/people/availability.ts'
import { removeSchedule, saveAvailability } from '../../usecases/people/save-availability.ts'
import { appEndpoints } from './app-door.ts'
import { principalOf, refusalToSet } from './principals.ts'

export const scheduleEndpoints = appEndpoints(api, {
  async listSchedules({ member, query, door }) {
    const { schedules } = await principalOf(door, member.company, query.of)
    return { body: { schedules } }
  },
  async getSchedule({ member, params, door }) {
    const { schedules } = await principalOf(door, member.company, params.id.split('.')[0]!)
    const schedule = schedules.find(({ id }) => id === params.id)
    return schedule ? { body: schedule } : refuse('NotFound')
  },
  async putSchedule({ member, params, body, door }) {
    const principal = params.id.split('.')[0]!
    const refusal = await refusalToSet(door, member, principal)
    if (refusal) return refusal
    const schedule = { id: params.id, ...body } as Schedule
    return (await saveAvailability(door, member.company, principal, { schedule })) ?? { body: schedule }
  },
  async removeSchedule({ member, params, door }) {
    const refusal = await refusalToSet(door, member, params.id.split('.')[0]!)
    return refusal ?? (await removeSchedule(door, member.company, params.id)) ?? {}
  },
})
