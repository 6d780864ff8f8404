import * as meApi from '../../../shared/api/me.ts'
import * as sessionApi from '../../../shared/api/session.ts'
import * as setUpApi from '../../../shared/api/set-up.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { endpoint } from '../../middleware/door.ts'
import { changeProfile } from '../../usecases/people/change-profile.ts'
import { signIn } from '../../usecases/people/session.ts'
import { setUpCompany } from '../../usecases/people/set-up-company.ts'
import { endedCookie, meView, signedIn } from '../session-cookie.ts'
import type { AppTools } from './tools.ts'

const on = endpoint<AppTools>()

export const sessionEndpoints = [
  on(sessionApi.signIn, async ({ body, address, door }) => {
    const session = await signIn(door, body, address)
    return isRefusal(session) ? session : signedIn(session, door.publicAddress)
  }),
  on(sessionApi.signOut, async ({ sessionHash, door }) => {
    if (sessionHash !== undefined) await door.store.removeSession(sessionHash)
    return { cookies: [endedCookie(door.publicAddress)] }
  }),
  on(meApi.getMe, async ({ member, door }) => {
    const found = await door.store.company(member.company)
    return { body: meView(member, found!.company) }
  }),
  on(meApi.changeMe, async ({ member, body, door }) => {
    const next = { ...member, name: body.name ?? member.name, timeZone: body.timeZone ?? member.timeZone }
    const found = await door.store.company(member.company)
    const changed = await changeProfile(door, member, next)
    if (isRefusal(changed)) return changed
    return { body: meView(next, found!.company) }
  }),
  on(setUpApi.setUpCompany, async ({ body, address, door }) => {
    const session = await setUpCompany(door, body, address)
    return isRefusal(session) ? session : signedIn(session, door.publicAddress)
  }),
]
