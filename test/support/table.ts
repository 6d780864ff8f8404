import { readFileSync } from 'node:fs'
import { awsCall } from '../../infra/local/aws/call.ts'
import { ROOT, type RunningHost } from './host.ts'

/** A way to the table past all doors, for what no door would ever write and for counting what is there. */
export async function tableCall<T>(host: RunningHost, operation: string, input: Record<string, unknown>): Promise<T> {
  const { table: port } = JSON.parse(readFileSync(`${host.dataFolder}/companion.json`, 'utf8')) as { table: number }
  const { Resources } = JSON.parse(readFileSync(`${ROOT}/dist/cdk.out/Almanac.template.json`, 'utf8')) as {
    Resources: Record<string, { Type: string }>
  }
  const [TableName] = Object.entries(Resources).find(([, { Type }]) => Type === 'AWS::DynamoDB::GlobalTable') ?? []
  return awsCall<T>(`http://127.0.0.1:${port}`, 'DynamoDB_20120810', operation, { TableName, ...input })
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
