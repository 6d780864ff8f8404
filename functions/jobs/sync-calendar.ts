import { syncJob } from '../../shared/api/queue-messages.ts'
import { forEachMessage } from '../middleware/records.ts'
import { runSyncJob } from '../usecases/sync/run-sync-job.ts'
import { syncTools } from '../wiring/sync.ts'

const tools = syncTools()

/** From the FIFO queue, one connection's jobs in order. */
export const handler = forEachMessage(syncJob, (job, record) =>
  runSyncJob(tools, job, {
    receipt: record.receiptHandle,
    tries: Number(record.attributes.ApproximateReceiveCount ?? 1),
  }),
)
