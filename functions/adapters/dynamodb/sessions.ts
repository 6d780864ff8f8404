import type { Session, Sessions } from '../../ports/sessions.ts'
import { keys } from './keys.ts'
import { type Table, ttl } from './table.ts'

export function sessions(table: Table): Sessions {
  return {
    async session(tokenHash, now) {
      const row = await table.get(keys.session(tokenHash))
      if (!row || Number(row['until']) <= now) return undefined
      return { company: String(row['company']), memberId: String(row['memberId']), expiresAt: Number(row['until']) }
    },
    async putSession(tokenHash, session: Session) {
      await table.put({
        ...keys.session(tokenHash),
        row: 'session',
        company: session.company,
        memberId: session.memberId,
        until: session.expiresAt,
        expiresAt: ttl(session.expiresAt),
      })
    },
    async removeSession(tokenHash) {
      await table.remove(keys.session(tokenHash))
    },
  }
}
