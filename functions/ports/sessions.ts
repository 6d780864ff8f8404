import type { Instant } from '../../shared/domain/time/time.ts'

export interface Session {
  company: string
  memberId: string
  expiresAt: Instant
}

/** Who is signed in. */
export interface Sessions {
  session(tokenHash: string, now: Instant): Promise<Session | undefined>
  putSession(tokenHash: string, session: Session): Promise<void>
  removeSession(tokenHash: string): Promise<void>
}
