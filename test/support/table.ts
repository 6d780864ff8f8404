import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { ROOT, type RunningHost } from './host.ts'

/** A way to the table past all doors, for what no door would ever write and for counting what is there. */
export async function tableCall<T>(host: RunningHost, operation: string, input: Record<string, unknown>): Promise<T> {
  const { table: port } = JSON.parse(readFileSync(`${host.dataFolder}/companion.json`, 'utf8')) as { table: number }
  const { Resources } = JSON.parse(readFileSync(`${ROOT}/dist/cdk.out/Almanac.template.json`, 'utf8')) as {
    Resources: Record<string, { Type: string }>
  }
  const [TableName] = Object.entries(Resources).find(([, { Type }]) => Type === 'AWS::DynamoDB::GlobalTable') ?? []
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20260101T000000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=host/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify({ TableName, ...input }),
  })
  const text = await response.text()
  assert.equal(response.status, 200, text)
  return JSON.parse(text) as T
}

/** How many items the table holds. */
export async function itemCount(host: RunningHost): Promise<number> {
  let count = 0
  let ExclusiveStartKey: unknown
  do {
    const page: { Count: number; LastEvaluatedKey?: unknown } = await tableCall(host, 'Scan', {
      Select: 'COUNT',
      ...(ExclusiveStartKey !== undefined && { ExclusiveStartKey }),
    })
    count += page.Count
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey !== undefined)
  return count
}
