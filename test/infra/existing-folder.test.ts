import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { type Assembly, type Properties, readAssembly } from '../../infra/local/assembly.ts'
import { awsCall } from '../../infra/local/aws/call.ts'
import { Failure } from '../../infra/local/failure.ts'
import { ensureTables } from '../../infra/local/table.ts'
import { advanceClock, atRest, bookingBody, Client, mails, setFaults, slots } from '../support/client.ts'
import { ROOT, startHost, temporaryFolder } from '../support/host.ts'
import { startTableServer, type TableServer } from '../support/table-server.ts'

const assembly = () => readAssembly({ folder: join(ROOT, 'dist', 'cdk.out'), parameters: {}, secret: () => '' })
const tableOf = (template: Assembly) => template.resources('AWS::DynamoDB::GlobalTable')[0]!

/** The template with its table changed and, where tests share a server, named after them. */
function templateWith(change: Partial<Properties>, suffix: string): Assembly {
  const template = assembly()
  return {
    ...template,
    resources: (type) =>
      template
        .resources(type)
        .map((one) =>
          type === 'AWS::DynamoDB::GlobalTable'
            ? { ...one, id: one.id + suffix, properties: { ...one.properties, ...change } as Properties }
            : one,
        ),
  }
}

const call = <T>(server: TableServer, operation: string, input: object) =>
  awsCall<T>(server.address, 'DynamoDB_20120810', operation, { ...input })

describe('a table that is there already', () => {
  let server: TableServer
  beforeAll(async () => {
    server = await startTableServer()
  })
  afterAll(() => server.stop())

  const indexesOf = async (TableName: string) => {
    const { Table } = await call<{ Table: { GlobalSecondaryIndexes?: { IndexName: string }[] } }>(
      server,
      'DescribeTable',
      { TableName },
    )
    return (Table.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName)
  }
  const key = [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ]
  const defined = (name: string, type = 'S') => ({ AttributeName: name, AttributeType: type })
  const index = (name: string, attribute: string, type = 'ALL') => ({
    IndexName: name,
    KeySchema: [{ AttributeName: attribute, KeyType: 'HASH' }],
    Projection: { ProjectionType: type },
  })
  const bare = { AttributeDefinitions: [defined('pk'), defined('sk')], KeySchema: key }

  test('gets the indexes that it lacks, filled, and loses those that the template no longer has', async () => {
    const old = { ...bare, AttributeDefinitions: [...bare.AttributeDefinitions, defined('colour')] }
    const [name] = await ensureTables(
      templateWith({ ...old, GlobalSecondaryIndexes: [index('old', 'colour')] }, 'One'),
      server.address,
    )
    for (const [i, pendingShard] of ['change#0', 'change#0', 'effect#1'].entries())
      await call(server, 'PutItem', {
        TableName: name,
        Item: { pk: { S: `p${i}` }, sk: { S: 's' }, pendingShard: { S: pendingShard }, pendingAt: { N: String(i) } },
      })
    const { properties } = tableOf(assembly())
    const two = [...(properties['GlobalSecondaryIndexes'] as object[]), index('byColour', 'colour')]
    const definitions = [...(properties['AttributeDefinitions'] as object[]), defined('colour')]
    const wanted = templateWith(
      { AttributeDefinitions: definitions, GlobalSecondaryIndexes: two } as unknown as Properties,
      'One',
    )
    assert.deepEqual(await ensureTables(wanted, server.address), [name])
    assert.deepEqual((await indexesOf(name!)).sort(), ['byColour', 'pending'])
    const { Items } = await call<{ Items: { pk: { S: string } }[] }>(server, 'Query', {
      TableName: name,
      IndexName: 'pending',
      KeyConditionExpression: 'pendingShard = :shard AND pendingAt <= :due',
      ExpressionAttributeValues: { ':shard': { S: 'change#0' }, ':due': { N: '9' } },
    })
    assert.deepEqual(
      Items.map(({ pk }) => pk.S),
      ['p0', 'p1'],
    )
    assert.deepEqual(await ensureTables(wanted, server.address), [name], 'a second time nothing is to be done')
  })

  const cases: [title: string, found: Properties, wanted: Properties, words: string][] = [
    [
      'another key',
      { AttributeDefinitions: [defined('id')], KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] },
      bare,
      'has the key id (S) and not pk (S), sk (S)',
    ],
    [
      'a key of another type',
      { ...bare, AttributeDefinitions: [defined('pk'), defined('sk', 'N')] },
      bare,
      'has the key pk (S), sk (N) and not pk (S), sk (S)',
    ],
    [
      'another stream',
      { ...bare, StreamSpecification: { StreamViewType: 'KEYS_ONLY' } },
      { ...bare, StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } },
      'has the stream KEYS_ONLY and not NEW_AND_OLD_IMAGES',
    ],
    [
      'an index that shows less',
      {
        ...bare,
        AttributeDefinitions: [...bare.AttributeDefinitions, defined('colour')],
        GlobalSecondaryIndexes: [index('byColour', 'colour', 'KEYS_ONLY')],
      },
      {
        ...bare,
        AttributeDefinitions: [...bare.AttributeDefinitions, defined('colour')],
        GlobalSecondaryIndexes: [index('byColour', 'colour')],
      },
      'has the index byColour on colour (S) with KEYS_ONLY and not on colour (S) with ALL',
    ],
  ]
  for (const [i, [title, found, wanted, words]] of cases.entries())
    test(`is refused in one sentence: ${title}`, async () => {
      const none = { GlobalSecondaryIndexes: undefined, ...found }
      const [name] = await ensureTables(templateWith(none, `Refused${i}`), server.address)
      await assert.rejects(
        ensureTables(templateWith({ GlobalSecondaryIndexes: undefined, ...wanted }, `Refused${i}`), server.address),
        (error) =>
          error instanceof Failure &&
          error.message === `The table ${name} that is there ${words}. Choose another data folder with ALMANAC_DATA.`,
      )
    })
})

test('a folder whose table lacks the index of what is to be done is brought up by its host, and nothing is forgotten', async () => {
  const dataFolder = temporaryFolder()
  let host = await startHost({ dataFolder })
  await setFaults(host, { functions: { 'jobs/publish-changes.handler': 'down', 'jobs/sweep.handler': 'down' } })
  const [, , , slot] = await slots(host, 'call')
  const booked = await new Client(host.app).post(
    '/api/public/demo/call/bookings',
    bookingBody(slot!.startsAt, 'Marked'),
  )
  assert.equal(booked.status, 201)
  await host.kill()
  const server = await startTableServer({ file: join(dataFolder, 'table.sqlite') })
  await call(server, 'UpdateTable', {
    TableName: tableOf(assembly()).id,
    GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'pending' } }],
  })
  await server.stop()
  host = await startHost({ dataFolder })
  // Only the sweep is left to find it, and it looks into the index.
  await setFaults(host, { functions: { 'jobs/publish-changes.handler': 'down' } })
  await advanceClock(host, 5 * 60_000)
  for (let tries = 0; tries < 100 && (await mails(host, 'marked@example.test')).length === 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal((await mails(host, 'marked@example.test')).length, 1)
  assert.equal(await host.stop(), 0)
})

test('a folder whose queues wait otherwise than the template says gets queues as it says, with their messages', async () => {
  const dataFolder = temporaryFolder()
  let host = await startHost({ dataFolder })
  await setFaults(host, { functions: { 'jobs/send-mail.handler': 'down' } })
  const [, , , slot] = await slots(host, 'call')
  const path = '/api/public/demo/call/bookings'
  assert.equal((await new Client(host.app).post(path, bookingBody(slot!.startsAt, 'Waiting'))).status, 201)
  const file = join(dataFolder, 'queues', 'fauxqs.db')
  const mailQueue = <T>(work: (database: DatabaseSync) => T): T => {
    const database = new DatabaseSync(file)
    const done = work(database)
    database.close()
    return done
  }
  const waiting = () =>
    mailQueue((database) =>
      Number(
        database.prepare("SELECT count(*) AS n FROM sqs_messages WHERE queue_name LIKE 'QueuesMail%'").get()!['n'],
      ),
    )
  for (let tries = 0; tries < 100 && waiting() === 0; tries++) await new Promise((resolve) => setTimeout(resolve, 100))
  await host.kill()
  const attributes = () =>
    mailQueue((database) =>
      JSON.parse(
        String(
          database.prepare("SELECT attributes FROM sqs_queues WHERE name = 'QueuesMail440F369D'").get()!['attributes'],
        ),
      ),
    )
  const before = attributes()
  mailQueue((database) =>
    database
      .prepare("UPDATE sqs_queues SET attributes = ? WHERE name = 'QueuesMail440F369D'")
      .run(JSON.stringify({ ...before, VisibilityTimeout: '11' })),
  )
  host = await startHost({ dataFolder })
  await atRest(host)
  assert.equal((await mails(host, 'waiting@example.test')).length, 1)
  assert.equal(await host.stop(), 0)
  assert.deepEqual(attributes(), before)
})
