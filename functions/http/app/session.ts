import * as api from '../../../shared/api/session.ts'
import { isRefusal, refuse } from '../../../shared/domain/refusal.ts'
import { endpoint } from '../../middleware/door.ts'
import { signIn } from '../../usecases/accounts/session.ts'
import { setUpCompany } from '../../usecases/accounts/set-up-company.ts'
import { endedCookie, meView, signedIn } from '../session-cookie.ts'
import type { AppTools } from './tools.ts'

const on = endpoint<AppTools>()

export const sessionEndpoints = [
  on(api.signIn, async ({ body, address, door }) => {
    const session = await signIn(door, body, address)
    return isRefusal(session) ? session : signedIn(session, door.publicAddress)
  }),
  on(api.signOut, async ({ sessionHash, door }) => {
    if (sessionHash !== undefined) await door.store.removeSession(sessionHash)
    return { cookies: [endedCookie(door.publicAddress)] }
  }),
  on(api.getMe, async ({ member, door }) => {
    const found = await door.store.company(member.company)
    return { body: meView(member, found!.company) }
  }),
  on(api.changeMe, async ({ member, body, door }) => {
    const next = { ...member, name: body.name ?? member.name, timeZone: body.timeZone ?? member.timeZone }
    const { company, id, timeZone } = next
    const committed = await door.store.commit([
      { write: 'changedMember', member: next },
      ...(timeZone === member.timeZone
        ? []
        : [{ write: 'facts' as const, company, principal: id, facts: { timeZone } }]),
    ])
    if (committed.outcome !== 'done') return refuse('Busy')
    const found = await door.store.company(member.company)
    return { body: meView(next, found!.company) }
  }),
  on(api.setUpCompany, async ({ body, address, door }) => {
    const session = await setUpCompany(door, body, address)
    return isRefusal(session) ? session : signedIn(session, door.publicAddress)
  }),
]
