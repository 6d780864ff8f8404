import type { Json, Properties } from './assembly.ts'
import { REGION } from './assembly.ts'
import { matchesPattern } from './aws/pattern.ts'
import { type QueueClient, queueNameOfArn } from './aws/queues.ts'
import type { Disk } from './disk.ts'
import type { Faults } from './faults.ts'
import { functionIdOfArn, type LocalFunctions } from './functions.ts'

interface Message {
  MessageId: string
  ReceiptHandle: string
  Body: string
  Attributes?: Record<string, string>
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const POLLERS = 2
/** How long a look into an empty queue lasts. */
const WAIT_SECONDS = 1

/** One queue mapping of the template: batches, filters, partial failures; what succeeded is deleted. */
export class QueuePoller {
  private readonly mapping: Properties
  private readonly functions: LocalFunctions
  private readonly queues: QueueClient
  private readonly url: string
  private readonly faults: Faults
  private readonly disk: Disk
  private readonly stopping = new AbortController()
  private running: Promise<unknown> = Promise.resolve()

  constructor(options: {
    mapping: Properties
    functions: LocalFunctions
    queues: QueueClient
    urls: Map<string, string>
    faults: Faults
    disk: Disk
  }) {
    this.mapping = options.mapping
    this.functions = options.functions
    this.queues = options.queues
    this.faults = options.faults
    this.disk = options.disk
    this.url = options.urls.get(queueNameOfArn(String(options.mapping['EventSourceArn']))) ?? ''
  }

  /**
   * Looks no more. A look that is cut off may still be given a message, which then nobody has: the queues end with this
   * host, and the next start finds what was held (`releaseHeldMessages` of the companion).
   */
  stop(): void {
    this.stopping.abort()
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted
  }

  /** Resolves when no message is held any more. */
  async released(): Promise<void> {
    await Promise.race([this.running, new Promise((resolve) => setTimeout(resolve, 2 * WAIT_SECONDS * 1000))])
  }

  private async release(messages: Message[]): Promise<void> {
    for (const { ReceiptHandle } of messages)
      await this.queues.call('ChangeMessageVisibility', { QueueUrl: this.url, ReceiptHandle, VisibilityTimeout: 0 })
  }

  async run(): Promise<void> {
    this.running = Promise.all(Array.from({ length: POLLERS }, () => this.poll()))
    await this.running
  }

  private async poll(): Promise<void> {
    const size = Number(this.mapping['BatchSize'] ?? 10)
    while (!this.stopped) {
      try {
        if (this.isDown()) {
          await pause(100)
          continue
        }
        const { Messages = [] } = await this.queues.call<{ Messages?: Message[] }>(
          'ReceiveMessage',
          {
            QueueUrl: this.url,
            MaxNumberOfMessages: Math.min(10, size),
            WaitTimeSeconds: WAIT_SECONDS,
            AttributeNames: ['All'],
          },
          this.stopping.signal,
        )
        if (this.stopped || this.isDown()) await this.release(Messages)
        else if (Messages.length > 0) await this.handle(Messages)
      } catch (error) {
        if (this.stopped) return
        await pause(300)
        // Where the queue server has ended, the host has too by now and has said so.
        if (!this.stopped) this.disk.complain(`queue ${this.url}`, error as Error)
      }
    }
  }

  private isDown(): boolean {
    return this.faults.weather.down.has(this.functions.handlerOf(functionIdOfArn(String(this.mapping['FunctionName']))))
  }

  private async handle(messages: Message[]): Promise<void> {
    const filters = (
      (this.mapping['FilterCriteria'] as { Filters?: { Pattern: string }[] } | undefined)?.Filters ?? []
    ).map(({ Pattern }) => JSON.parse(Pattern) as Json)
    const fits = ({ Body }: Message) => {
      if (filters.length === 0) return true
      let body: Json = Body
      try {
        body = JSON.parse(Body) as Json
      } catch {
        // A body that is no JSON is matched as text.
      }
      return filters.some((filter) => matchesPattern(filter, { body }))
    }
    const wanted = messages.filter(fits)
    const failed = wanted.length > 0 ? await this.invoke(wanted) : new Set<string>()
    // What no filter wanted is deleted as well: Lambda drops it.
    for (const message of messages)
      if (!failed.has(message.MessageId))
        await this.queues.call('DeleteMessage', { QueueUrl: this.url, ReceiptHandle: message.ReceiptHandle })
  }

  private async invoke(messages: Message[]): Promise<Set<string>> {
    const all = new Set(messages.map(({ MessageId }) => MessageId))
    try {
      const result = (await this.functions.invoke(functionIdOfArn(String(this.mapping['FunctionName'])), {
        Records: messages.map((message) => ({
          messageId: message.MessageId,
          receiptHandle: message.ReceiptHandle,
          body: message.Body,
          attributes: message.Attributes ?? {},
          messageAttributes: {},
          eventSource: 'aws:sqs',
          eventSourceARN: String(this.mapping['EventSourceArn']),
          awsRegion: REGION,
        })),
      })) as { batchItemFailures?: { itemIdentifier: string }[] } | undefined
      if (this.mapping['FunctionResponseTypes'] === undefined) return new Set()
      const named = (result?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier)
      return named.every((id) => all.has(id)) ? new Set(named) : all
    } catch {
      return all
    }
  }
}
