import middy from '@middy/core'
import type {
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda'
import type { z } from 'zod'

/**
 * A queue's consumer: each message by itself, read by its schema. Those that cannot be read or threw are named and come
 * again, in the end to the dead letters; the others are done.
 */
export function forEachMessage<S extends z.ZodType>(
  schema: S,
  handle: (message: z.output<S>, record: SQSRecord) => Promise<void>,
) {
  return middy<SQSEvent, SQSBatchResponse>().handler(async ({ Records }) => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = []
    for (const record of Records) {
      try {
        await handle(schema.parse(JSON.parse(record.body)), record)
      } catch (error) {
        logFault(error, record.messageId)
        batchItemFailures.push({ itemIdentifier: record.messageId })
      }
    }
    return { batchItemFailures }
  })
}

/** A stream's consumer: in order; a failure is named by its sequence number, from which the stream goes on. */
export function forEachRecord(handle: (record: DynamoDBRecord) => Promise<void>) {
  return middy<DynamoDBStreamEvent, DynamoDBBatchResponse>().handler(async ({ Records }) => {
    for (const record of Records) {
      try {
        await handle(record)
      } catch (error) {
        const itemIdentifier = record.dynamodb?.SequenceNumber ?? ''
        logFault(error, itemIdentifier)
        return { batchItemFailures: [{ itemIdentifier }] }
      }
    }
    return { batchItemFailures: [] }
  })
}

/** A job that a rule's clock starts. */
export function onClock(handle: () => Promise<void>) {
  return middy<unknown, void>().handler(handle)
}

export function logFault(error: unknown, about: string): void {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined }
  console.error(JSON.stringify({ fault: message, about, stack }))
}

/** A line that an alarm of the stack listens to, by its first word. */
export function ring(alarm: string, about: string): void {
  console.error(JSON.stringify({ alarm, about }))
}
