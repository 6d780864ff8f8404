import { isDeepStrictEqual } from 'node:util'
import { type ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { Unavailable } from '../../../shared/domain/answers/unavailable.ts'
import { type Key, shards } from './keys.ts'
import type { Row } from './row.ts'
import { readable } from './row-codec.ts'
import { stamped, upgraded } from './row-versions.ts'

const BATCH_GET_LIMIT = 100
/** So many batches are asked for beside each other: enough that a year's events come in few round trips. */
const BATCHES_AT_ONCE = 8
const BATCH_WRITE_LIMIT = 25
/** How often what a batch left over is sent again, and how long one waits before: longer each time. */
const MOST_TRIES = 8
const FIRST_PAUSE_MS = 25
const LONGEST_PAUSE_MS = 800

/** The table in DynamoDB's own verbs, paging and unprocessed keys dealt with. */
export interface Table {
  name: string
  /** Sends once: who commits retries by itself, and must know which answers were lost. */
  transactions: DynamoDBDocumentClient
  get(key: Key, read?: 'latest' | 'quick'): Promise<Row | undefined>
  getAll(keys: Key[], read?: 'latest' | 'quick'): Promise<Row[]>
  query(condition: string, values: Row, read?: 'latest' | 'quick'): Promise<Row[]>
  /** One page of the rows of a partition whose sort keys begin so. @param after the `next` of the page before */
  page(from: Key, limit: number, after?: string): Promise<{ rows: Row[]; next?: string | undefined }>
  /** The last rows of a partition before a place in it, the last one first. */
  lastOf(partition: string, before: string, most: number): Promise<Row[]>
  /** The first rows of a partition between two places, both included. */
  firstBetween(partition: string, from: string, to: string, most: number): Promise<Row[]>
  /** A part of a partition between two places, both included, the last rows first: as they were a moment ago. */
  lastBetween(partition: string, from: string, to: string, most: number): Promise<{ rows: Row[]; isEnd: boolean }>
  /** Keys of rows of one kind, some of all that there are, in no order. @param after the `next` of those before */
  someKeys(row: string, after?: string): Promise<{ keys: Key[]; next?: string | undefined }>
  /** Puts rows and takes others away, each by itself: those that the table does not take at once are sent again. */
  writeAll(rows: Row[], removed: Key[]): Promise<void>
  /** @returns false when the condition did not hold, unless it failed by this very put, whose answer was lost */
  put(row: Row, condition?: { expression: string; names?: Record<string, string>; values?: Row }): Promise<boolean>
  update(
    key: Key,
    input: Pick<
      UpdateCommandInput,
      | 'UpdateExpression'
      | 'ConditionExpression'
      | 'ExpressionAttributeNames'
      | 'ExpressionAttributeValues'
      | 'ReturnValues'
    >,
  ): Promise<{ held: boolean; row?: Row }>
  /** @returns the removed row */
  remove(key: Key): Promise<Row | undefined>
  /**
   * Rows of one kind in the sparse index that are due, the oldest first in each shard; those of a later release are
   * left to it.
   */
  pending(kind: string, dueBefore: number, limit: number): Promise<Row[]>
  /** @param only those that a filter lets pass */
  countPending(kind: string, only?: { filter: string; values: Row }): Promise<number>
}

/** What the table could not take or answer after all tries of the client: nothing is wrong with what was asked. */
const UNAVAILABLE = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'InternalServerError',
  'TimeoutError',
])
const BROKEN_LINE = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])

/** A fault of the table as the port names it. */
function asUnavailable(error: unknown): unknown {
  const { name, code = '', $metadata } = error as Error & { code?: string; $metadata?: { httpStatusCode?: number } }
  const isOutOfReach =
    UNAVAILABLE.has(name) || BROKEN_LINE.has(code) || BROKEN_LINE.has(name) || ($metadata?.httpStatusCode ?? 0) >= 500
  return isOutOfReach ? new Unavailable(`the table cannot be asked: ${name}`, { cause: error }) : error
}

const isConditionFailure = (error: unknown): error is ConditionalCheckFailedException =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException'

/**
 * Whether what stands in the way of a put is that put itself: its first answer was lost, and the client sent it again
 * (D12). What was sent once is in nobody's way but another's.
 */
function isOwnPut({ Item, $metadata: { attempts = 1 } }: ConditionalCheckFailedException, row: Row): boolean {
  return attempts > 1 && isDeepStrictEqual(Item, marshall(stamped(row), { removeUndefinedValues: true }))
}

/**
 * Sends a batch, and what the table left over of it again after a pause, a bounded number of times.
 * @param send answers what was left over
 * @throws Unavailable where something is left after all tries
 */
async function untilNothingIsLeft<T>(batch: T[], send: (left: T[]) => Promise<T[]>): Promise<void> {
  let left = batch
  for (let tries = 0; left.length > 0; tries++) {
    if (tries > MOST_TRIES) throw new Unavailable('the table leaves over what it is asked')
    if (tries > 0)
      await new Promise((resolve) => setTimeout(resolve, Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS)))
    left = await send(left)
  }
}

const inParts = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))

/** A client whose faults are the port's. */
function throughDoor(client: DynamoDBDocumentClient): Pick<DynamoDBDocumentClient, 'send'> {
  const send = ((command: Parameters<DynamoDBDocumentClient['send']>[0]) =>
    client.send(command).catch((error: unknown) => {
      throw asUnavailable(error)
    })) as DynamoDBDocumentClient['send']
  return { send }
}

export function openTable(name: string): Table {
  const client = new DynamoDBClient({ maxAttempts: 6 })
  const sendingOnce = new DynamoDBClient({ maxAttempts: 1, requestHandler: client.config.requestHandler })
  const inDocuments = (one: DynamoDBClient) =>
    DynamoDBDocumentClient.from(one, { marshallOptions: { removeUndefinedValues: true } })
  const documents = throughDoor(inDocuments(client))
  const transactions = inDocuments(sendingOnce)

  /** @param inToday makes rows what they are today, as they come */
  async function queryAll(
    input: Omit<QueryCommandInput, 'TableName'>,
    inToday = (stored: Row[]): Row[] => stored.map((row) => upgraded(row)),
  ): Promise<{ rows: Row[]; count: number }> {
    const rows: Row[] = []
    let count = 0
    let start: Row | undefined
    do {
      const page = await documents.send(new QueryCommand({ TableName: name, ...input, ExclusiveStartKey: start }))
      rows.push(...inToday(page.Items ?? []))
      count += page.Count ?? 0
      start = input.Limit !== undefined && rows.length >= input.Limit ? undefined : page.LastEvaluatedKey
    } while (start)
    return { rows, count }
  }

  return {
    name,
    transactions,
    async get(key, read = 'latest') {
      const answer = await documents.send(
        new GetCommand({ TableName: name, Key: key, ConsistentRead: read === 'latest' }),
      )
      return answer.Item && upgraded(answer.Item)
    },
    async getAll(wanted, read = 'latest') {
      const unique = [...new Map(wanted.map((key) => [`${key.pk}\n${key.sk}`, key])).values()]
      const rows: Row[] = []
      const readBatch = (batch: Key[]) =>
        untilNothingIsLeft<Row>(
          batch.map((key) => ({ ...key })),
          async (missing) => {
            const answer = await documents.send(
              new BatchGetCommand({ RequestItems: { [name]: { Keys: missing, ConsistentRead: read === 'latest' } } }),
            )
            rows.push(...(answer.Responses?.[name] ?? []).map((row) => upgraded(row)))
            return (answer.UnprocessedKeys?.[name]?.Keys as Row[] | undefined) ?? []
          },
        )
      const parts = inParts(unique, BATCH_GET_LIMIT)
      for (const some of inParts(parts, BATCHES_AT_ONCE)) await Promise.all(some.map(readBatch))
      return rows
    },
    async query(condition, values, read = 'latest') {
      const { rows } = await queryAll({
        KeyConditionExpression: condition,
        ExpressionAttributeValues: values,
        ConsistentRead: read === 'latest',
      })
      return rows
    },
    async page({ pk, sk }, limit, after) {
      const answer = await documents.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
          ConsistentRead: true,
          Limit: limit,
          ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
        }),
      )
      const rows = (answer.Items ?? []).map((row) => upgraded(row))
      return { rows, next: answer.LastEvaluatedKey?.['sk'] as string | undefined }
    },
    async lastOf(partition, before, most) {
      const { rows } = await queryAll({
        KeyConditionExpression: 'pk = :pk AND sk < :before',
        ExpressionAttributeValues: { ':pk': partition, ':before': before },
        ScanIndexForward: false,
        Limit: most,
      })
      return rows
    },
    async firstBetween(partition, from, to, most) {
      const { rows } = await queryAll({
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': partition, ':from': from, ':to': to },
        ConsistentRead: true,
        Limit: most,
      })
      return rows
    },
    async lastBetween(partition, from, to, most) {
      const answer = await documents.send(
        new QueryCommand({
          TableName: name,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': partition, ':from': from, ':to': to },
          ScanIndexForward: false,
          Limit: most,
        }),
      )
      const rows = (answer.Items ?? []).map((row) => upgraded(row))
      return { rows, isEnd: answer.LastEvaluatedKey === undefined }
    },
    async someKeys(row, after) {
      const answer = await documents.send(
        new ScanCommand({
          TableName: name,
          FilterExpression: '#row = :row',
          ProjectionExpression: 'pk, sk',
          ExpressionAttributeNames: { '#row': 'row' },
          ExpressionAttributeValues: { ':row': row },
          ...(after !== undefined && { ExclusiveStartKey: JSON.parse(after) as Row }),
        }),
      )
      const { LastEvaluatedKey: last } = answer
      return { keys: (answer.Items ?? []) as Key[], next: last && JSON.stringify(last) }
    },
    async writeAll(rows, removed) {
      const requests = [
        ...rows.map((row) => ({ PutRequest: { Item: stamped(row) } })),
        ...removed.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
      ]
      for (let i = 0; i < requests.length; i += BATCH_WRITE_LIMIT) {
        await untilNothingIsLeft(requests.slice(i, i + BATCH_WRITE_LIMIT), async (left) => {
          const answer = await documents.send(new BatchWriteCommand({ RequestItems: { [name]: left } }))
          return (answer.UnprocessedItems?.[name] ?? []) as typeof requests
        })
      }
    },
    async put(row, condition) {
      try {
        await documents.send(
          new PutCommand({
            TableName: name,
            Item: stamped(row),
            ConditionExpression: condition?.expression,
            ExpressionAttributeNames: condition?.names,
            ExpressionAttributeValues: condition?.values,
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        )
        return true
      } catch (error) {
        if (isConditionFailure(error)) return isOwnPut(error, row)
        throw error
      }
    },
    async update(key, input) {
      try {
        const answer = await documents.send(new UpdateCommand({ TableName: name, Key: key, ...input }))
        return { held: true, row: answer.Attributes }
      } catch (error) {
        if (isConditionFailure(error)) return { held: false }
        throw error
      }
    },
    async remove(key) {
      try {
        const answer = await documents.send(
          new DeleteCommand({
            TableName: name,
            Key: key,
            ReturnValues: 'ALL_OLD',
            ConditionExpression: 'attribute_exists(pk)',
          }),
        )
        return answer.Attributes && upgraded(answer.Attributes)
      } catch (error) {
        if (isConditionFailure(error)) return undefined
        throw error
      }
    },
    async pending(kind, dueBefore, limit) {
      const found = await Promise.all(
        shards.map((shard) =>
          queryAll(
            {
              IndexName: 'pending',
              KeyConditionExpression: 'pendingShard = :shard AND pendingAt <= :due',
              ExpressionAttributeValues: { ':shard': `${kind}#${shard}`, ':due': dueBefore },
              Limit: limit,
            },
            (stored) => readable(stored, (row) => upgraded(row)),
          ),
        ),
      )
      return found.flatMap(({ rows }) => rows)
    },
    async countPending(kind, only) {
      const found = await Promise.all(
        shards.map((shard) =>
          queryAll({
            IndexName: 'pending',
            KeyConditionExpression: 'pendingShard = :shard',
            ExpressionAttributeValues: { ':shard': `${kind}#${shard}`, ...only?.values },
            FilterExpression: only?.filter,
            Select: 'COUNT',
          }),
        ),
      )
      return found.reduce((sum, { count }) => sum + count, 0)
    },
  }
}

/** Seconds of the epoch, as the table's time-to-live wants them, rounded up. */
export function ttl(at: number): number {
  return Math.ceil(at / 1000)
}
