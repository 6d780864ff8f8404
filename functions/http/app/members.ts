import * as api from '../../../shared/api/members.ts'
import { appEndpoints } from './app-door.ts'

export const memberEndpoints = appEndpoints(api, {
  async listMembers({ member, door }) {
    const members = await door.store.members(member.company)
    return {
      body: { members: members.map(({ id, email, name, role, timeZone }) => ({ id, email, name, role, timeZone })) },
    }
  },
})
