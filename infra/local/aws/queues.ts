import type { Assembly, Properties } from '../assembly.ts'
import { awsCall } from './call.ts'

/** The host's own way to the queues: it makes them, fills them as AWS would and empties them for the functions. */
export class QueueClient {
  private readonly target: string

  constructor(target: string) {
    this.target = target
  }

  call<T>(operation: string, input: Record<string, unknown>, signal?: AbortSignal): Promise<T> {
    return awsCall(this.target, 'AmazonSQS', operation, input, signal)
  }

  /**
   * Brings the queues of the template about: those that are there already get its attributes. Dead-letter queues first.
   */
  async ensure(assembly: Assembly): Promise<Map<string, string>> {
    const urls = new Map<string, string>()
    const queues = assembly
      .resources('AWS::SQS::Queue')
      .sort((a, b) => Number('RedrivePolicy' in a.properties) - Number('RedrivePolicy' in b.properties))
    for (const { id, properties } of queues) {
      const name = properties['FifoQueue'] ? `${id}.fifo` : id
      const { QueueUrl } = await this.call<{ QueueUrl: string }>('CreateQueue', { QueueName: name })
      await this.call('SetQueueAttributes', { QueueUrl, Attributes: attributesOf(properties) })
      urls.set(name, QueueUrl)
    }
    return urls
  }
}

const ATTRIBUTES = [
  'VisibilityTimeout',
  'MessageRetentionPeriod',
  'ContentBasedDeduplication',
  'DelaySeconds',
  'ReceiveMessageWaitTimeSeconds',
]

function attributesOf(properties: Properties): Record<string, string> {
  const { RedrivePolicy } = properties
  const plain = ATTRIBUTES.flatMap((name) =>
    properties[name] === undefined ? [] : [[name, String(properties[name])] as const],
  )
  return { ...Object.fromEntries(plain), ...(RedrivePolicy && { RedrivePolicy: JSON.stringify(RedrivePolicy) }) }
}

export const queueNameOfArn = (arn: string) => arn.split(':').at(-1) ?? ''
