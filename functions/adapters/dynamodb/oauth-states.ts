import { z } from 'zod'
import { providerKeys } from '../../../shared/domain/event/calendar-providers.ts'
import type { OAuthState, OAuthStates } from '../../ports/oauth-states.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

const keyOf = (hash: string): Key => ({ pk: `~state#${hash}`, sk: 'state' })

/** Its end stands in `until`, in milliseconds: the table's own time to live is in seconds. */
const readState = readerOf<OAuthState>()(
  'state',
  z
    .object({
      company: z.string(),
      memberId: z.string(),
      sessionHash: z.string(),
      provider: z.enum(providerKeys),
      codeVerifier: z.string(),
      until: z.number(),
    })
    .transform(({ until, ...state }) => ({ ...state, expiresAt: until })),
)

export function oauthStates(table: Table): OAuthStates {
  return {
    async putOAuthState(stateHash, state) {
      await table.put({
        ...keyOf(stateHash),
        row: 'state',
        ...state,
        until: state.expiresAt,
        expiresAt: ttl(state.expiresAt),
      })
    },
    async takeOAuthState(stateHash, now) {
      const row = await table.remove(keyOf(stateHash))
      const state = row && readState(row)
      return state && state.expiresAt > now ? state : undefined
    },
  }
}
