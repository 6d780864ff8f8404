import type { Gate } from '../middleware/door.ts'
import { type AccountsTools, memberOfToken } from '../usecases/people/session.ts'
import { tokenOf } from './session-cookie.ts'

/** Who may pass a door: the session cookie says who asks, the origin secret that CloudFront does. */
export function gateOf(tools: AccountsTools & { publicAddress: string; originSecret: string }): Gate {
  return {
    publicAddress: tools.publicAddress,
    originSecret: tools.originSecret,
    async memberOf(_headers, cookies) {
      const token = tokenOf(cookies)
      return token === undefined ? undefined : memberOfToken(tools, token)
    },
  }
}
