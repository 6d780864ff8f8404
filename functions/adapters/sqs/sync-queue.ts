import { createHash } from 'node:crypto'
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { SyncQueue } from '../../ports/job-queue.ts'

/** The FIFO queue of sync jobs: one group per connection, so that one worker at a time serves it (sync rule 7). */
export function sqsSyncQueue(queueUrl: string): SyncQueue {
  const client = new SQSClient({ useQueueUrlAsEndpoint: false })
  return {
    async send(job, { dedup } = {}) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: queueUrl,
          MessageBody: JSON.stringify(job),
          MessageGroupId: job.connectionId,
          MessageDeduplicationId: createHash('sha256')
            .update(dedup ?? `${JSON.stringify(job)}${Math.random()}`)
            .digest('hex'),
        }),
      )
    },
    async putOff(receipt, seconds) {
      await client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle: receipt, VisibilityTimeout: seconds }),
      )
    },
  }
}
