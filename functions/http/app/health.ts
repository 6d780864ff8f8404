import * as api from '../../../shared/api/health.ts'
import { appEndpoints } from './app-door.ts'

export const healthEndpoints = appEndpoints(api, {
  async getHealth({ member, door }) {
    if (!door.showsPending && !member) return { body: { status: 'ok' } }
    // What waits in queues only the host can see: it fills in `queued` where it can.
    return { body: { status: 'ok', pending: { ...(await door.store.pending(door.clock.now())), queued: null } } }
  },
})
