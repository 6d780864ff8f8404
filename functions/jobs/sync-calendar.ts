import { forEachMessage } from '../middleware/records.ts'
import type { SyncJob } from '../ports/job-queue.ts'
import { runSyncJob } from '../usecases/sync/run-sync-job.ts'
import { syncTools } from '../wiring/sync.ts'

const tools = syncTools()

/** From the FIFO queue, one connection's jobs in order. */
export const handler = forEachMessage((body, record) =>
  runSyncJob(tools, body as SyncJob, {
    receipt: record.receiptHandle,
    tries: Number(record.attributes.ApproximateReceiveCount ?? 1),
  }),
)
