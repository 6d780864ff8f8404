import * as api from '../../../shared/api/me.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { changeProfile } from '../../usecases/people/change-profile.ts'
import { meView } from '../session-cookie.ts'
import { appEndpoints } from './app-door.ts'

export const meEndpoints = appEndpoints(api, {
  async getMe({ member, door }) {
    const found = await door.store.company(member.company)
    return { body: meView(member, found!.company) }
  },
  async changeMe({ member, body, door }) {
    const found = await door.store.company(member.company)
    const changed = await changeProfile(door, member, body)
    if (isRefusal(changed)) return changed
    return { body: meView(changed, found!.company) }
  },
})
