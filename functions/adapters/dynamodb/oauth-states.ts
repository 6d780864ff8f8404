import type { OAuthState, OAuthStates } from '../../ports/oauth-states.ts'
import { keys } from './keys.ts'
import { bare, type Table, ttl } from './table.ts'

export function oauthStates(table: Table): OAuthStates {
  return {
    async putOAuthState(stateHash, state) {
      await table.put({
        ...keys.oauthState(stateHash),
        row: 'state',
        ...state,
        until: state.expiresAt,
        expiresAt: ttl(state.expiresAt),
      })
    },
    async takeOAuthState(stateHash, now) {
      const row = await table.remove(keys.oauthState(stateHash))
      if (!row || Number(row['until']) <= now) return undefined
      const { until, ...state } = bare<OAuthState & { until: number }>(row)
      return { ...state, expiresAt: until }
    },
  }
}
