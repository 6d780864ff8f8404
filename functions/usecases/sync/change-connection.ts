import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarConnection } from '../../../shared/domain/sync/connection.ts'
import { attempt, over, type Step } from '../attempt.ts'
import type { SyncWorld } from './sync-world.ts'

/**
 * Changes some fields of a connection as it stands now; gives up when it is gone.
 * @param deadline of somebody whose patience this shares
 */
export async function changeConnection(
  tools: Pick<SyncWorld, 'store' | 'clock' | 'random'>,
  { company, memberId, id }: CalendarConnection,
  change: Partial<CalendarConnection>,
  deadline?: number,
): Promise<CalendarConnection | undefined> {
  const decideOn = async (): Promise<Step<CalendarConnection | undefined>> => {
    const now = await tools.store.connection(company, memberId, id)
    if (!now) return over(undefined)
    const next = { ...now, ...change, version: now.version + 1 }
    return { put: () => tools.store.putConnection(next, now.version), done: () => next }
  }
  const changed = await attempt(tools, decideOn, deadline)
  if (changed && isRefusal(changed)) throw new Error(`connection ${id} does not hold still`)
  return changed
}
