import type { Assembly, Json, Properties } from './assembly.ts'
import { awsCall } from './aws/call.ts'
import { Failure } from './failure.ts'

const tableCall = <T>(target: string, operation: string, input: Record<string, unknown>): Promise<T> =>
  awsCall(target, 'DynamoDB_20120810', operation, input)

interface KeyPart {
  AttributeName: string
  KeyType: string
}

interface Index {
  IndexName: string
  KeySchema: KeyPart[]
  Projection: { ProjectionType: string; NonKeyAttributes?: string[] }
  IndexStatus?: string
}

/** A table as the template wants it, or as the table server has it. */
interface TableDescription {
  AttributeDefinitions: { AttributeName: string; AttributeType: string }[]
  KeySchema: KeyPart[]
  GlobalSecondaryIndexes?: Index[]
  StreamSpecification?: { StreamEnabled?: boolean; StreamViewType?: string }
  TableStatus?: string
}

/**
 * Brings the tables of the template about: makes what is not there, and what is there as the template says.
 * @returns their names
 */
export async function ensureTables(assembly: Assembly, target: string): Promise<string[]> {
  const { TableNames } = await tableCall<{ TableNames: string[] }>(target, 'ListTables', {})
  const tables = [...assembly.resources('AWS::DynamoDB::GlobalTable'), ...assembly.resources('AWS::DynamoDB::Table')]
  for (const { id, properties } of tables) {
    if (TableNames.includes(id)) await bringUp(target, id, properties as unknown as TableDescription)
    else await make(target, id, properties)
  }
  return tables.map(({ id }) => id)
}

async function make(target: string, name: string, properties: Properties): Promise<void> {
  const { AttributeDefinitions, KeySchema, BillingMode, GlobalSecondaryIndexes, StreamSpecification } =
    properties as unknown as TableDescription & { BillingMode?: string }
  await tableCall(target, 'CreateTable', {
    TableName: name,
    AttributeDefinitions,
    KeySchema,
    BillingMode,
    GlobalSecondaryIndexes,
    ...(StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } }),
  })
}

/** Changes a table as a deployment would: indexes come and go; what cannot be changed in place is refused. */
async function bringUp(target: string, name: string, wanted: TableDescription): Promise<void> {
  const found = await describe(target, name)
  const wrong = firstDifference(wanted, found)
  if (wrong)
    throw new Failure(
      `The table ${name} that is there ${wrong}. Choose another ${process.env['DYNAMODB_ENDPOINT'] ? 'table server with DYNAMODB_ENDPOINT' : 'data folder with ALMANAC_DATA'}.`,
    )
  const has = ({ GlobalSecondaryIndexes = [] }: TableDescription, name: string) =>
    GlobalSecondaryIndexes.some(({ IndexName }) => IndexName === name)
  // One at a time: DynamoDB takes no more in one request.
  for (const { IndexName, KeySchema, Projection } of wanted.GlobalSecondaryIndexes ?? [])
    if (!has(found, IndexName)) await update(target, name, { Create: { IndexName, KeySchema, Projection } }, wanted)
  for (const { IndexName } of found.GlobalSecondaryIndexes ?? [])
    if (!has(wanted, IndexName)) await update(target, name, { Delete: { IndexName } }, wanted)
}

async function update(
  target: string,
  name: string,
  change: { Create: Index } | { Delete: Pick<Index, 'IndexName'> },
  { AttributeDefinitions }: TableDescription,
): Promise<void> {
  const keyNames = 'Create' in change ? change.Create.KeySchema.map(({ AttributeName }) => AttributeName) : []
  await tableCall(target, 'UpdateTable', {
    TableName: name,
    // Those of the new key only: DynamoDB refuses one that nothing uses.
    ...('Create' in change && {
      AttributeDefinitions: AttributeDefinitions.filter(({ AttributeName }) => keyNames.includes(AttributeName)),
    }),
    GlobalSecondaryIndexUpdates: [change],
  })
  await untilAtRest(target, name)
}

async function describe(target: string, name: string): Promise<TableDescription> {
  const { Table } = await tableCall<{ Table: TableDescription }>(target, 'DescribeTable', { TableName: name })
  return Table
}

/** Waits until every index is active; filling one takes as long as the table is large. */
async function untilAtRest(target: string, name: string): Promise<void> {
  for (;;) {
    const { TableStatus, GlobalSecondaryIndexes = [] } = await describe(target, name)
    const states = [TableStatus, ...GlobalSecondaryIndexes.map(({ IndexStatus }) => IndexStatus)]
    if (states.every((state) => state === 'ACTIVE')) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** What no table can be changed into, in words; nothing where all of it fits. */
function firstDifference(wanted: TableDescription, found: TableDescription): string | undefined {
  const [wantedKey, foundKey] = [keyOf(wanted, wanted), keyOf(found, found)]
  if (wantedKey !== foundKey) return `has the key ${foundKey} and not ${wantedKey}`
  const [wantedStream, foundStream] = [streamOf(wanted), streamOf(found)]
  if (wantedStream !== foundStream) return `has the stream ${foundStream} and not ${wantedStream}`
  for (const index of wanted.GlobalSecondaryIndexes ?? []) {
    const present = found.GlobalSecondaryIndexes?.find(({ IndexName }) => IndexName === index.IndexName)
    if (!present) continue
    const [wantedIndex, foundIndex] = [indexOf(wanted, index), indexOf(found, present)]
    if (wantedIndex !== foundIndex) return `has the index ${index.IndexName} on ${foundIndex} and not on ${wantedIndex}`
  }
  return undefined
}

const streamOf = ({ StreamSpecification }: TableDescription) => StreamSpecification?.StreamViewType ?? 'none'

/** The parts of a key with the types that their attributes have: `pk (S), sk (S)`. */
function keyOf({ AttributeDefinitions }: TableDescription, { KeySchema }: { KeySchema: KeyPart[] }): string {
  const typeOf = (name: string) => AttributeDefinitions.find((one) => one.AttributeName === name)?.AttributeType
  return KeySchema.toSorted((a, b) => a.KeyType.localeCompare(b.KeyType))
    .map(({ AttributeName }) => `${AttributeName} (${typeOf(AttributeName)})`)
    .join(', ')
}

function indexOf(table: TableDescription, index: Index): string {
  const { ProjectionType, NonKeyAttributes = [] } = index.Projection
  return [keyOf(table, index), 'with', ProjectionType, ...NonKeyAttributes.toSorted()].join(' ')
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
