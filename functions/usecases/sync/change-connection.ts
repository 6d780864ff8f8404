import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarConnection } from '../../../shared/domain/sync/connection.ts'
import { attempt, over } from '../attempt.ts'
import type { SyncWorld } from './sync-world.ts'

/** Changes some fields of a connection as it stands now; gives up when it is gone. */
export async function changeConnection(
  tools: Pick<SyncWorld, 'store' | 'clock' | 'random'>,
  { company, memberId, id }: CalendarConnection,
  change: Partial<CalendarConnection>,
): Promise<CalendarConnection | undefined> {
  const changed = await attempt<CalendarConnection | undefined>(tools, async () => {
    const now = await tools.store.connection(company, memberId, id)
    if (!now) return over(undefined)
    const next = { ...now, ...change, version: now.version + 1 }
    return { put: () => tools.store.putConnection(next, now.version), done: () => next }
  })
  if (changed && isRefusal(changed)) throw new Error(`connection ${id} does not hold still`)
  return changed
}
