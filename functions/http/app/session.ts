import * as api from '../../../shared/api/session.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { signIn, signOut } from '../../usecases/people/session.ts'
import { endedCookies, signedIn } from '../session-cookie.ts'
import { appEndpoints } from './app-door.ts'

export const sessionEndpoints = appEndpoints(api, {
  async signIn({ body, address, door }) {
    const session = await signIn(door, body, address)
    return isRefusal(session) ? session : signedIn(session, door.publicAddress)
  },
  async signOut({ sessionHash, door }) {
    if (sessionHash !== undefined) await signOut(door, sessionHash)
    return { cookies: endedCookies(door.publicAddress) }
  },
})
