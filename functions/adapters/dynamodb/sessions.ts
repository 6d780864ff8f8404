import { z } from 'zod'
import type { Session, Sessions } from '../../ports/sessions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

const keyOf = (hash: string): Key => ({ pk: `~session#${hash}`, sk: 'session' })

/** Its end stands in `until`, in milliseconds: the table's own time to live is in seconds. */
const readSession = readerOf<Session>()(
  'session',
  z
    .object({ company: z.string(), memberId: z.string(), until: z.number() })
    .transform(({ until, ...session }) => ({ ...session, expiresAt: until })),
)

export function sessions(table: Table): Sessions {
  return {
    async session(tokenHash, now) {
      const row = await table.get(keyOf(tokenHash))
      const session = row && readSession(row)
      return session && session.expiresAt > now ? session : undefined
    },
    async putSession(tokenHash, session: Session) {
      await table.put({
        ...keyOf(tokenHash),
        row: 'session',
        company: session.company,
        memberId: session.memberId,
        until: session.expiresAt,
        expiresAt: ttl(session.expiresAt),
      })
    },
    async removeSession(tokenHash) {
      await table.remove(keyOf(tokenHash))
    },
  }
}
