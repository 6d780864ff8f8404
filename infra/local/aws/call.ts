import { REGION } from '../assembly.ts'

const SERVICES = { AmazonSQS: 'sqs', DynamoDB_20120810: 'dynamodb', DynamoDBStreams_20120810: 'dynamodb' }

/**
 * The host's own way to the table server and the queue emulator, past the recording doors. Both want a signature's form
 * but do not check it.
 */
export async function awsCall<T>(
  target: string,
  api: keyof typeof SERVICES,
  operation: string,
  input: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<T> {
  const response = await fetch(target, {
    method: 'POST',
    ...(signal && { signal }),
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `${api}.${operation}`,
      'x-amz-date': '20260101T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=host/20260101/${REGION}/${SERVICES[api]}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${operation}: ${text.slice(0, 500)}`)
  return (text === '' ? {} : JSON.parse(text)) as T
}
