import type { Json, Properties } from './assembly.ts'
import { ACCOUNT, REGION } from './assembly.ts'
import { awsCall } from './aws/call.ts'
import { matchesPattern } from './aws/pattern.ts'
import { type QueueClient, queueNameOfArn } from './aws/queues.ts'
import type { DataFolder } from './data-folder.ts'
import type { Faults } from './faults.ts'
import { functionIdOfArn, type LocalFunctions } from './functions.ts'

interface StreamRecord {
  eventName: string
  dynamodb: { SequenceNumber: string } & Record<string, Json>
}

const IDLE_POLL_MS = 500
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/**
 * One stream mapping of the template: filters, batches, bisecting, bounded retries, on-failure queue, stored position.
 */
export class StreamPoller {
  private readonly target: string
  private readonly table: string
  private readonly mapping: Properties
  private readonly functions: LocalFunctions
  private readonly folder: DataFolder
  private readonly faults: Faults
  private readonly queues: QueueClient
  private readonly urls: Map<string, string>
  private stopped = false
  private wake: (() => void) | undefined
  private behind = 0
  private unread = false

  constructor(options: {
    target: string
    table: string
    mapping: Properties
    functions: LocalFunctions
    folder: DataFolder
    faults: Faults
    queues: QueueClient
    urls: Map<string, string>
  }) {
    this.target = options.target
    this.table = options.table
    this.mapping = options.mapping
    this.functions = options.functions
    this.folder = options.folder
    this.faults = options.faults
    this.queues = options.queues
    this.urls = options.urls
  }

  /** Records read or known to be there that no batch has finished yet. */
  pending(): number {
    return this.behind + (this.unread ? 1 : 0)
  }

  /** The table was written to: look at once. */
  nudge(): void {
    this.unread = true
    this.wake?.()
  }

  stop(): void {
    this.stopped = true
    this.wake?.()
  }

  private call<T>(operation: string, input: Record<string, unknown>): Promise<T> {
    return awsCall(this.target, 'DynamoDBStreams_20120810', operation, input)
  }

  private key(): string {
    return `stream:${this.mapping['FunctionName']}`
  }

  private position(): string | undefined {
    const row = this.folder.database.prepare('SELECT value FROM kept WHERE key = ?').get(this.key())
    return row && String(row['value'])
  }

  private keep(sequence: string): void {
    this.folder.database
      .prepare('INSERT INTO kept (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
      .run(this.key(), sequence)
  }

  async run(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.follow()
      } catch (error) {
        await pause(200)
        // Where the table server has ended, the host has too by now and has said so.
        if (!this.stopped) this.folder.disk.complain('stream', error as Error)
      }
    }
  }

  /** Follows the stream's one shard from the stored position until something breaks. */
  private async follow(): Promise<void> {
    const { Streams } = await this.call<{ Streams: { StreamArn: string }[] }>('ListStreams', { TableName: this.table })
    const StreamArn = Streams.at(-1)?.StreamArn
    const { StreamDescription } = await this.call<{ StreamDescription: { Shards: { ShardId: string }[] } }>(
      'DescribeStream',
      { StreamArn },
    )
    const ShardId = StreamDescription.Shards.at(-1)?.ShardId
    const after = this.position()
    let { ShardIterator: iterator } = await this.call<{ ShardIterator: string | undefined }>('GetShardIterator', {
      StreamArn,
      ShardId,
      ...(after
        ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
        : { ShardIteratorType: 'TRIM_HORIZON' }),
    })
    while (!this.stopped && iterator) {
      this.unread = false
      const page: { Records: StreamRecord[]; NextShardIterator?: string } = await this.call('GetRecords', {
        ShardIterator: iterator,
        Limit: 1000,
      })
      if (page.Records.length > 0) {
        await this.handleAll(page.Records)
        if (this.stopped) return
      } else if (!this.unread) await this.untilWoken()
      iterator = page.NextShardIterator
    }
  }

  private untilWoken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, IDLE_POLL_MS)
      this.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  private async handleAll(records: StreamRecord[]): Promise<void> {
    const filters = (
      (this.mapping['FilterCriteria'] as { Filters?: { Pattern: string }[] } | undefined)?.Filters ?? []
    ).map(({ Pattern }) => JSON.parse(Pattern) as Json)
    const wanted = records.filter(
      (record) => filters.length === 0 || filters.some((filter) => matchesPattern(filter, record as unknown as Json)),
    )
    const size = Number(this.mapping['BatchSize'] ?? 100)
    this.behind = wanted.length
    for (let i = 0; i < wanted.length; i += size) {
      const batch = wanted.slice(i, i + size)
      while (
        this.faults.weather.down.has(this.functions.handlerOf(functionIdOfArn(String(this.mapping['FunctionName']))))
      ) {
        if (this.stopped) return
        await pause(100)
      }
      await this.handleBatch(this.weathered(batch), Number(this.mapping['MaximumRetryAttempts'] ?? 10))
      if (this.stopped) return
      this.behind -= batch.length
      this.keep(batch.at(-1)!.dynamodb.SequenceNumber)
    }
    this.keep(records.at(-1)!.dynamodb.SequenceNumber)
  }

  /** Under test: records come out of order and twice, as sharded streams and retries may bring them. */
  private weathered(batch: StreamRecord[]): StreamRecord[] {
    const { shuffle, repeatRate } = this.faults.weather.stream
    const repeated = batch.flatMap((record) => (this.faults.happens(repeatRate) ? [record, record] : [record]))
    return shuffle
      ? repeated
          .map((record) => ({ record, order: Math.random() }))
          .sort((a, b) => a.order - b.order)
          .map(({ record }) => record)
      : repeated
  }

  private async handleBatch(batch: StreamRecord[], retries: number): Promise<void> {
    const arn = String(this.mapping['EventSourceArn'])
    const event = {
      Records: batch.map((record) => ({
        ...record,
        eventID: record.dynamodb.SequenceNumber,
        eventSource: 'aws:dynamodb',
        eventVersion: '1.1',
        awsRegion: REGION,
        eventSourceARN: arn,
      })),
    }
    let rest = batch
    try {
      const result = (await this.functions.invoke(functionIdOfArn(String(this.mapping['FunctionName'])), event)) as
        | { batchItemFailures?: { itemIdentifier: string }[] }
        | undefined
      const first = result?.batchItemFailures?.[0]?.itemIdentifier
      if (first === undefined || this.mapping['FunctionResponseTypes'] === undefined) return
      // Everything before the first failure is done; the stream goes on from there.
      rest = batch.slice(
        Math.max(
          0,
          batch.findIndex(({ dynamodb }) => dynamodb.SequenceNumber === first),
        ),
      )
    } catch {
      rest = batch
    }
    if (this.stopped) return
    if (this.mapping['BisectBatchOnFunctionError'] && rest.length > 1) {
      const half = Math.ceil(rest.length / 2)
      await this.handleBatch(rest.slice(0, half), retries)
      await this.handleBatch(rest.slice(half), retries)
    } else if (retries > 0) {
      await pause(100)
      await this.handleBatch(rest, retries - 1)
    } else await this.giveUp(rest)
  }

  private async giveUp(records: StreamRecord[]): Promise<void> {
    const destination = (this.mapping['DestinationConfig'] as { OnFailure?: { Destination?: string } } | undefined)
      ?.OnFailure?.Destination
    const url = destination && this.urls.get(queueNameOfArn(destination))
    if (!url) return
    const [first] = records
    await this.queues.call('SendMessage', {
      QueueUrl: url,
      MessageBody: JSON.stringify({
        requestContext: {
          condition: 'RetryAttemptsExhausted',
          functionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${this.mapping['FunctionName']}`,
        },
        DDBStreamBatchInfo: {
          startSequenceNumber: first?.dynamodb.SequenceNumber,
          endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
          batchSize: records.length,
        },
      }),
    })
  }
}
