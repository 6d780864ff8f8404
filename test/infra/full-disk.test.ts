import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from '@jest/globals'
import { awsCall } from '../../infra/local/aws/call.ts'
import { bookingBody, Client, mails, recovered, type Slot, signIn, slots } from '../support/client.ts'
import { limited, PASSWORD, ROOT, type RunningHost, startHost, temporaryFolder } from '../support/host.ts'
import { openTableDoor, startTableServer } from '../support/table-server.ts'

const START = join(ROOT, 'infra', 'local', 'start.ts')

/** Starts a host none of whose files may become larger. */
function startWithin(kilobytes: number, dataFolder: string) {
  const [command, ...before] = limited(kilobytes * 1024)
  return spawnSync(command, [...before, START], {
    env: { ...process.env, ALMANAC_TEST: '1', ALMANAC_DEMO: 'small', PORT: '0', ALMANAC_DATA: dataFolder },
    encoding: 'utf8',
    timeout: 240_000,
  })
}

const sentence = (dataFolder: string) =>
  `The disk under the data folder ${dataFolder} is full: make room and start again, nothing that was acknowledged is lost.`

const path = '/api/public/demo/call/bookings'
const book = (host: RunningHost, { startsAt }: Slot, name: string) =>
  new Client(host.app).post(path, bookingBody(startsAt, name), { 'idempotency-key': name })

describe('a disk that is full', () => {
  // What takes no more differs: first the host's own database, then the queues, the table, the demo company in it.
  for (const kilobytes of [0, 40, 250, 500])
    test(`stops a start with one sentence: no file over ${kilobytes} kB`, () => {
      const dataFolder = temporaryFolder()
      const { status, stdout, stderr } = startWithin(kilobytes, dataFolder)
      assert.deepEqual([status, `${stdout}${stderr}`], [1, `${sentence(dataFolder)}\n`])
    })

  test('ends a host whose table server it ends, with one sentence; nothing that was acknowledged is lost', async () => {
    const dataFolder = temporaryFolder()
    let host = await startHost({ dataFolder })
    const offered = await slots(host, 'call')
    await host.stop()
    const sizes = readdirSync(dataFolder).map((name) => statSync(join(dataFolder, name)).size)
    host = await startHost({ dataFolder, largestFileBytes: Math.max(...sizes) + 400 * 1024 })
    const opened = host.said()
    const acknowledged: string[] = []
    for (const [i, slot] of offered.entries()) {
      const answer = await book(host, slot, `full${i}`).catch(() => undefined)
      if (answer?.status === 201) acknowledged.push(`full${i}`)
      else break
    }
    assert.equal(await host.ended, 1)
    assert.equal(host.said().slice(opened.length), `${sentence(dataFolder)}\n`)
    assert.ok(acknowledged.length > 0 && acknowledged.length < offered.length, `${acknowledged.length} were booked`)
    host = await startHost({ dataFolder })
    await recovered(host)
    const told = new Set((await mails(host)).map(({ to }) => to[0]?.address))
    assert.deepEqual(
      acknowledged.filter((name) => !told.has(`${name}@example.test`)),
      [],
    )
    assert.equal(await host.stop(), 0)
  })

  test('lets a host go on whose table server goes on: reading is served, writing is 503 until there is room', async () => {
    const server = await startTableServer({ file: join(temporaryFolder(), 'table.sqlite') })
    let isFull = false
    const door = await openTableDoor(server.address, async (call, forward) =>
      isFull && /^(Put|Update|Delete|Transact)/.test(call.operation)
        ? {
            // As the embedded server answered on a disk of 24 MB that was full.
            status: 500,
            headers: { 'content-type': 'application/x-amz-json-1.0' },
            body: '{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"backend: database or disk is full"}',
          }
        : forward(call),
    )
    const dataFolder = temporaryFolder()
    // The system's own disk without room: what is written to the log is refused.
    symlinkSync('/dev/full', join(dataFolder, 'functions.log'))
    const host = await startHost({ dataFolder, env: { DYNAMODB_ENDPOINT: door.address } })
    const [slot] = await slots(host, 'call')
    isFull = true
    const refused = await book(host, slot!, 'Patient')
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [503, '30'])
    assert.ok((await slots(host, 'call')).length > 0)
    isFull = false
    assert.equal((await book(host, slot!, 'Patient')).status, 201)
    assert.equal((await signIn(host, 'ada@demo.test', PASSWORD)).cookie !== '', true)
    assert.deepEqual(
      host
        .said()
        .split('\n')
        .filter((line) => /error|full|\bat /i.test(line)),
      [`The disk under the data folder ${dataFolder} is full; until there is room, what must be written is refused.`],
    )
    assert.equal(await host.stop(), 0)
    door.close()
    await server.stop()
  })
})

test('a first start that was cut off in the middle of the demo company begins anew', async () => {
  const dataFolder = temporaryFolder()
  assert.equal(startWithin(500, dataFolder).status, 1)
  const server = await startTableServer({ file: join(dataFolder, 'table.sqlite') })
  const { Item } = await awsCall<{ Item?: object }>(server.address, 'DynamoDB_20120810', 'GetItem', {
    TableName: 'TableCalendar620E05E2',
    Key: { pk: { S: '~companies' }, sk: { S: 'first' } },
  })
  await server.stop()
  assert.ok(Item, 'a company is there')
  assert.equal(existsSync(join(dataFolder, 'demo.json')), false, 'it is only half of the demo company')
  const host = await startHost({ dataFolder })
  assert.equal((await signIn(host)).cookie !== '', true)
  assert.equal(await host.stop(), 0)
})
