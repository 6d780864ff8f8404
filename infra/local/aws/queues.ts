import type { Assembly } from '../assembly.ts'
import { awsCall } from './call.ts'

/** The host's own way to the queues: it makes them, fills them as AWS would and empties them for the functions. */
export class QueueClient {
  private readonly target: string

  constructor(target: string) {
    this.target = target
  }

  call<T>(operation: string, input: Record<string, unknown>): Promise<T> {
    return awsCall(this.target, 'AmazonSQS', operation, input)
  }

  /** Makes every queue of the template that is not there yet; dead-letter queues first. */
  async create(assembly: Assembly): Promise<Map<string, string>> {
    const urls = new Map<string, string>()
    const queues = assembly
      .resources('AWS::SQS::Queue')
      .sort((a, b) => Number('RedrivePolicy' in a.properties) - Number('RedrivePolicy' in b.properties))
    for (const { id, properties } of queues) {
      const name = properties['FifoQueue'] ? `${id}.fifo` : id
      const attributes: Record<string, string> = {}
      for (const [key, value] of Object.entries(properties)) {
        if (key === 'RedrivePolicy') attributes[key] = JSON.stringify(value)
        else if (
          [
            'VisibilityTimeout',
            'MessageRetentionPeriod',
            'FifoQueue',
            'ContentBasedDeduplication',
            'DelaySeconds',
            'ReceiveMessageWaitTimeSeconds',
          ].includes(key)
        )
          attributes[key] = String(value)
      }
      const { QueueUrl } = await this.call<{ QueueUrl: string }>('CreateQueue', {
        QueueName: name,
        Attributes: attributes,
      })
      urls.set(name, QueueUrl)
    }
    return urls
  }
}

export const queueNameOfArn = (arn: string) => arn.split(':').at(-1) ?? ''
