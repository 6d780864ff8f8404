import { dynamoRepositories } from '../adapters/dynamodb/repositories.ts'
import { sqsSyncQueue } from '../adapters/sqs/sync-queue.ts'
import { optional, required } from './environment.ts'

/** What taking a notification needs: the way to the connection, and its queue. No provider's code. */
export function webhookTools() {
  return {
    store: dynamoRepositories(required('TABLE_NAME')),
    syncQueue: sqsSyncQueue(required('SYNC_QUEUE_URL')),
    originSecret: optional('ORIGIN_SECRET'),
  }
}
