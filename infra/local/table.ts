import type { Assembly, Json } from './assembly.ts'
import { awsCall } from './aws/call.ts'

const tableCall = <T>(target: string, operation: string, input: Record<string, unknown>): Promise<T> =>
  awsCall(target, 'DynamoDB_20120810', operation, input)

const pick = (properties: Record<string, Json>, ...names: string[]) =>
  Object.fromEntries(names.filter((name) => properties[name] !== undefined).map((name) => [name, properties[name]]))

/** Makes the tables of the template that are not there yet. @returns their names */
export async function createTables(assembly: Assembly, target: string): Promise<string[]> {
  const { TableNames } = await tableCall<{ TableNames: string[] }>(target, 'ListTables', {})
  const tables = [...assembly.resources('AWS::DynamoDB::GlobalTable'), ...assembly.resources('AWS::DynamoDB::Table')]
  for (const { id, properties } of tables) {
    if (TableNames.includes(id)) continue
    const stream = properties['StreamSpecification'] as { StreamViewType: string } | undefined
    await tableCall(target, 'CreateTable', {
      TableName: id,
      ...pick(properties, 'AttributeDefinitions', 'KeySchema', 'BillingMode', 'GlobalSecondaryIndexes'),
      ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.StreamViewType } }),
    })
  }
  return tables.map(({ id }) => id)
}

/** Deletes what has expired by the table's own attribute, as DynamoDB would within days. */
export async function expireItems(assembly: Assembly, target: string, now: number): Promise<void> {
  for (const { id, properties } of assembly.resources('AWS::DynamoDB::GlobalTable')) {
    const attribute = (properties['TimeToLiveSpecification'] as { AttributeName?: string } | undefined)?.AttributeName
    if (!attribute) continue
    const keys = (properties['KeySchema'] as { AttributeName: string }[]).map(({ AttributeName }) => AttributeName)
    const { Items } = await tableCall<{ Items: Record<string, Json>[] }>(target, 'Scan', {
      TableName: id,
      FilterExpression: '#ttl < :now',
      ExpressionAttributeNames: { '#ttl': attribute },
      ExpressionAttributeValues: { ':now': { N: String(Math.floor(now / 1000)) } },
    })
    for (const item of Items)
      await tableCall(target, 'DeleteItem', {
        TableName: id,
        Key: Object.fromEntries(keys.map((key) => [key, item[key]])),
      })
  }
}
