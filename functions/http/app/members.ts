import * as api from '../../../shared/api/members.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { changeRole, removeMember } from '../../usecases/people/change-members.ts'
import { pictureAddress } from '../picture-address.ts'
import { appEndpoints } from './app-door.ts'

const memberView = (member: Member): api.Member => {
  const { id, email, name, role, timeZone } = member
  return { id, email, name, role, timeZone, ...pictureAddress(member) }
}

export const memberEndpoints = appEndpoints(api, {
  async listMembers({ member, door }) {
    const members = await door.store.members(member.company)
    return { body: { members: members.map(memberView) } }
  },
  async changeMember({ member, params, body, door }) {
    const changed = await changeRole(door, member, params.id, body.role)
    return isRefusal(changed) ? changed : { body: memberView(changed) }
  },
  async removeMember({ member, params, door }) {
    return (await removeMember(door, member, params.id)) ?? {}
  },
})
