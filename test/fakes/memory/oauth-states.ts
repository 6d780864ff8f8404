import type { OAuthState, OAuthStates } from '../../../functions/ports/oauth-states.ts'
import { kept, type Shelves } from './shelves.ts'

export const oauthStates = (shelves: Shelves): OAuthStates => ({
  async putOAuthState(stateHash, state) {
    shelves.put('states', stateHash, { value: kept(state) })
  },
  async takeOAuthState(stateHash, now) {
    const found = shelves.remove<OAuthState>('states', stateHash)
    return found && found.expiresAt > now ? found : undefined
  },
})
