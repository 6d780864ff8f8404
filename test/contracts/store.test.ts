import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { bookingWrite } from '../../functions/ports/bookings.ts'
import type { Write } from '../../functions/ports/commit.ts'
import { eventWrite } from '../../functions/ports/events.ts'
import { ledgerWrite } from '../../functions/ports/ledger.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { PATIENCE_MS } from '../../functions/usecases/attempt.ts'
import { awsCall } from '../../infra/local/aws/call.ts'
import type { AwsAnswer, AwsCall } from '../../infra/local/aws/door.ts'
import { colours } from '../../shared/domain/people/colour.ts'
import { openTableDoor, startTableServer, storeAt, type TableServer } from '../support/table-server.ts'
import { bookingOf, eventOf, NOW } from './samples.ts'
import { storeContract } from './store/contract.ts'

const server: TableServer = await startTableServer()
afterAll(() => server.stop())

storeContract('DynamoDB', async () => storeAt(server.address, await server.makeTable()))

describe('rows that the table forgets by itself', () => {
  test('what counts a customer’s bookings outlives the one furthest ahead, in whatever order they were made', async () => {
    const table = await server.makeTable()
    const store = await storeAt(server.address, table)
    const add = (id: string, until: number): Write =>
      ledgerWrite('c', {
        kind: 'addEntry',
        name: { tally: 'booker', type: 'call', booker: 'x' },
        id,
        entry: { count: 1, until },
        room: 5,
      })
    const furthest = NOW + 730 * 86_400_000
    for (const write of [add('far', furthest), add('near', NOW)])
      assert.equal((await store.commit([write])).outcome, 'done')
    const { Items } = await awsCall<{ Items: { expiresAt: { N: string } }[] }>(
      server.address,
      'DynamoDB_20120810',
      'Scan',
      { TableName: table },
    )
    assert.equal(Items.length, 1)
    assert.ok(Number(Items[0]!.expiresAt.N) * 1000 > furthest)
  })
})

type Weather = (call: AwsCall, forward: (call: AwsCall) => Promise<AwsAnswer>) => Promise<AwsAnswer | 'hangup'>

const cancelled = (code: string): AwsAnswer => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
    message: `Transaction cancelled [${code}]`,
    CancellationReasons: [{ Code: code, Message: code }],
  }),
})

const raise = (company: string): Write => ledgerWrite(company, { kind: 'raiseRevision', principal: 'ada' })

describe('the DynamoDB store in bad weather', () => {
  let store: Repositories
  let door: { address: string; close(): void }
  let weather: Weather
  const calm: Weather = (call, forward) => forward(call)
  const revisionOf = async (company: string) =>
    (await store.time(company, ['ada'], '2027-02-01', '2027-02-01', 'latest'))[0]!.revision

  beforeAll(async () => {
    weather = calm
    door = await openTableDoor(server.address, (call, forward) => weather(call, forward))
    store = await storeAt(door.address, await server.makeTable())
  })
  afterAll(() => door.close())

  /** Meets the first transactions with bad weather. @returns the tokens of all transactions that came */
  function onTransactions(bad: (call: AwsCall, nth: number) => AwsAnswer | undefined): string[] {
    const tokens: string[] = []
    weather = async (call, forward) => {
      if (call.operation !== 'TransactWriteItems') return forward(call)
      tokens.push(String(call.json['ClientRequestToken']))
      return bad(call, tokens.length) ?? forward(call)
    }
    return tokens
  }

  test('keys that an answer leaves unprocessed are asked for again', async () => {
    weather = calm
    const ids = Array.from({ length: 80 }, (_, i) => `e${i}`)
    await store.commit(ids.map((id) => eventWrite(eventOf('keys', { id }), 0)))
    let asked = 0
    weather = async (call, forward) => {
      if (call.operation !== 'BatchGetItem') return forward(call)
      asked++
      const [[table, { Keys, ...how }] = ['', { Keys: [] }]] = Object.entries(
        call.json['RequestItems'] as Record<string, { Keys: unknown[] }>,
      )
      const [now, later] = [Keys.slice(0, 30), Keys.slice(30)]
      const body = Buffer.from(JSON.stringify({ RequestItems: { [table]: { ...how, Keys: now } } }))
      const answer = await forward({
        ...call,
        body,
        headers: { ...call.headers, 'content-length': String(body.length) },
      })
      const found = JSON.parse(String(answer.body)) as Record<string, unknown>
      const UnprocessedKeys = later.length > 0 ? { [table]: { ...how, Keys: later } } : {}
      const { 'content-length': _length, 'x-amz-crc32': _sum, ...headers } = answer.headers ?? {}
      return { ...answer, headers, body: JSON.stringify({ ...found, UnprocessedKeys }) }
    }
    const events = await store.events('keys', ids)
    assert.deepEqual(events.map(({ id }) => id).sort(), ids.toSorted())
    assert.ok(asked >= 3, `${asked} calls`)
  })

  test('keys that every answer leaves unprocessed are asked for a bounded number of times', async () => {
    let asked = 0
    weather = async (call, forward) => {
      if (call.operation !== 'BatchGetItem') return forward(call)
      asked++
      const body = JSON.stringify({ Responses: {}, UnprocessedKeys: call.json['RequestItems'] })
      return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body }
    }
    await assert.rejects(store.events('keys', ['e1']), { name: 'Unavailable' })
    assert.ok(asked > 1 && asked < 20, `${asked} calls`)
  })

  for (const code of ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])
    test(`${code}: the same transaction is sent again, and done once`, async () => {
      const tokens = onTransactions((_, nth) => (nth <= 3 ? cancelled(code) : undefined))
      assert.deepEqual(await store.commit([raise(code)], { patienceMs: PATIENCE_MS }), { outcome: 'done' })
      assert.equal(tokens.length, 4)
      assert.equal(new Set(tokens).size, 1)
      assert.equal(await revisionOf(code), 1)
    })

  test('a lost answer: the write that happened is not done again', async () => {
    let lost = 0
    weather = async (call, forward) => {
      const answer = await forward(call)
      return call.operation === 'TransactWriteItems' && ++lost <= 2 ? 'hangup' : answer
    }
    assert.deepEqual(await store.commit([raise('lost')], { patienceMs: PATIENCE_MS }), { outcome: 'done' })
    assert.equal(await revisionOf('lost'), 1)
  })

  test('a lost answer of a put: what stands there is one’s own, and nobody else’s', async () => {
    let lost = 0
    const losing = (mayPass: (nth: number) => boolean): void => {
      lost = 0
      weather = async (call, forward) => {
        if (call.operation !== 'PutItem') return forward(call)
        const isLost = ++lost === 1
        if (isLost && !mayPass(lost)) return 'hangup'
        const answer = await forward(call)
        return isLost ? 'hangup' : answer
      }
    }
    const list = (name: string) => ({
      company: 'put',
      version: 1,
      tags: [{ id: 't', name, colour: colours[0] }],
      merged: {},
    })
    losing(() => true)
    assert.equal(await store.putTags(list('mine'), 0), true)
    assert.equal(lost, 2)
    // The same once more is another put: it was sent once.
    assert.equal(await store.putTags(list('mine'), 0), false)
    losing(() => false)
    assert.equal(await store.putTags(list('another'), 0), false)
    assert.equal(lost, 2)
    weather = calm
    assert.equal((await store.tags('put')).tags[0]!.name, 'mine')
  })

  test('a condition that does not hold is an answer, not a reason to try again', async () => {
    weather = calm
    const write = bookingWrite(bookingOf('once'), 0)
    await store.commit([write])
    const tokens = onTransactions(() => undefined)
    assert.deepEqual(await store.commit([write]), { outcome: 'failed', index: 0 })
    assert.equal(tokens.length, 1)
  })

  test('a store that stays in conflict is busy in the end, and nothing is written', async () => {
    onTransactions(() => cancelled('TransactionConflict'))
    assert.deepEqual(await store.commit([raise('busy')], { patienceMs: 300 }), { outcome: 'busy' })
    weather = calm
    assert.equal(await revisionOf('busy'), 0)
  })

  test('a store that stays in conflict after a lost answer says that it does not know', async () => {
    let asked = 0
    weather = async (call, forward) => {
      if (call.operation !== 'TransactWriteItems') return forward(call)
      if (++asked > 1) return cancelled('TransactionConflict')
      await forward(call)
      return 'hangup'
    }
    assert.deepEqual(await store.commit([raise('unknown')], { patienceMs: 300 }), { outcome: 'unknown' })
    assert.ok(asked > 2, `${asked} calls`)
    weather = calm
    assert.equal(await revisionOf('unknown'), 1)
  })

  for (const answer of ['throttled', 'cut off'] as const)
    test(`a table that is ${answer} for good cannot be asked: that is said, and nothing else is made of it`, async () => {
      weather = async () =>
        answer === 'cut off'
          ? 'hangup'
          : { status: 400, body: JSON.stringify({ __type: 'ThrottlingException', message: 'Rate exceeded' }) }
      await assert.rejects(store.event('c', 'any'), { name: 'Unavailable' })
      weather = calm
    })

  test('what the table server does not understand is a fault, not a refusal', async () => {
    weather = async () => ({ status: 400, body: JSON.stringify({ __type: 'ValidationException', message: 'no' }) })
    await assert.rejects(store.commit([raise('fault')]), { name: 'ValidationException' })
  })
})
