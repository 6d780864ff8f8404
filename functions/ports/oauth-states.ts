import type { Provider } from '../../shared/domain/event/calendar-providers.ts'
import type { Instant } from '../../shared/domain/time/time.ts'

export interface OAuthState {
  company: string
  memberId: string
  sessionHash: string
  provider: Provider
  codeVerifier: string
  expiresAt: Instant
}

/** What an OAuth round trip must bring back. */
export interface OAuthStates {
  /** Keeps a one-time state for an OAuth round trip. */
  putOAuthState(stateHash: string, state: OAuthState): Promise<void>
  /** Takes the state away and returns it: it works once. */
  takeOAuthState(stateHash: string, now: Instant): Promise<OAuthState | undefined>
}
