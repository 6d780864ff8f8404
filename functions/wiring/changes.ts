import { dynamoStore } from '../adapters/dynamodb/store.ts'
import { eventBridgeBus } from '../adapters/eventbridge/bus.ts'
import { sqsSyncQueue } from '../adapters/sqs/sync-queue.ts'
import { clock, required } from './environment.ts'

/** What publishing changes takes. */
export function changesTools() {
  return {
    store: dynamoStore(required('TABLE_NAME')),
    clock: clock(),
    bus: eventBridgeBus(required('BUS_NAME')),
    syncQueue: sqsSyncQueue(required('SYNC_QUEUE_URL')),
  }
}
