import type { Session, Sessions } from '../../../functions/ports/sessions.ts'
import { kept, type Shelves } from './shelves.ts'

export const sessions = (shelves: Shelves): Sessions => ({
  async session(tokenHash, now) {
    const found = shelves.get<Session>('sessions', tokenHash)
    return found && found.expiresAt > now ? found : undefined
  },
  async putSession(tokenHash, session) {
    shelves.put('sessions', tokenHash, { value: kept(session) })
  },
  async removeSession(tokenHash) {
    shelves.remove('sessions', tokenHash)
  },
})
