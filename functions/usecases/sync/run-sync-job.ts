import { HOUR_SECONDS } from '../../../shared/domain/time/units.ts'
import { SlowDown } from '../../ports/calendar-provider.ts'
import type { SyncJob } from '../../ports/job-queue.ts'
import { pullCalendar } from './pull-calendar.ts'
import { pushEvent } from './push-event.ts'
import type { SyncWorld } from './sync-world.ts'

const LONGEST_WAIT_SECONDS = 300

/** Waits 1, 2, 4 ... seconds with some jitter, or as long as the provider asks (sync rule 18). */
function waitSeconds(error: unknown, tries: number, fraction: number): number {
  if (error instanceof SlowDown) return Math.min(error.retryAfterSeconds, HOUR_SECONDS)
  return Math.min(LONGEST_WAIT_SECONDS, Math.round(2 ** (tries - 1) * (1 + fraction / 2)))
}

/** Does one job of a connection's queue: pushes what changed here, or pulls what changed there. */
export async function runSyncJob(
  tools: SyncWorld,
  job: SyncJob,
  { receipt, tries }: { receipt: string; tries: number },
): Promise<void> {
  const connection = await tools.store.connection(job.company, job.memberId, job.connectionId)
  if (!connection) return
  try {
    if (job.job === 'push') await pushEvent(tools, connection, job)
    else await pullCalendar(tools, connection)
  } catch (error) {
    // The head of the group waits, not the worker.
    await tools.syncQueue.putOff(receipt, waitSeconds(error, tries, tools.random.fraction()))
    throw error
  }
}
