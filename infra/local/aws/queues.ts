import type { Assembly } from '../assembly.ts'
import { REGION } from '../assembly.ts'

/** The host's own way to the queues: it makes them, fills them as AWS would and empties them for the functions. */
export class QueueClient {
  private readonly target: string

  constructor(target: string) {
    this.target = target
  }

  async call<T>(operation: string, input: Record<string, unknown>): Promise<T> {
    const response = await fetch(this.target, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${operation}`,
        authorization: `AWS4-HMAC-SHA256 Credential=host/20260101/${REGION}/sqs/aws4_request, SignedHeaders=host, Signature=0`,
        'x-amz-date': '20260101T000000Z',
      },
      body: JSON.stringify(input),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${operation}: ${text.slice(0, 500)}`)
    return (text === '' ? {} : JSON.parse(text)) as T
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
