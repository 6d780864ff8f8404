import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import { readChange } from '../adapters/dynamodb/changes.ts'
import { dynamoRepositories } from '../adapters/dynamodb/repositories.ts'
import { upgraded } from '../adapters/dynamodb/row-versions.ts'
import { eventBridgeBus } from '../adapters/eventbridge/bus.ts'
import { sqsSyncQueue } from '../adapters/sqs/sync-queue.ts'
import { systemRandomness } from '../adapters/system/randomness.ts'
import { clock, quietSeconds, required } from './environment.ts'

/** What publishing changes takes. */
export function changesTools() {
  return {
    store: dynamoRepositories(required('TABLE_NAME')),
    clock: clock(),
    random: systemRandomness,
    bus: eventBridgeBus(required('BUS_NAME')),
    quietSeconds: quietSeconds(),
    syncQueue: sqsSyncQueue(required('SYNC_QUEUE_URL')),
  }
}

/** The change row that a stream record carries. */
export function changeOfRecord(record: DynamoDBRecord) {
  const image = record.dynamodb?.NewImage
  return image && readChange(upgraded(unmarshall(image as Parameters<typeof unmarshall>[0])))
}
