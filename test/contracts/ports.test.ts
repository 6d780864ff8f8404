import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { dynamoStore } from '../../functions/adapters/dynamodb/store.ts'
import { eventBridgeBus } from '../../functions/adapters/eventbridge/bus.ts'
import { kmsSecrets } from '../../functions/adapters/kms/envelope.ts'
import { eventBridgeScheduler } from '../../functions/adapters/scheduler/scheduler.ts'
import { sqsSyncQueue } from '../../functions/adapters/sqs/sync-queue.ts'
import { argon2Passwords } from '../../functions/adapters/system/passwords.ts'
import { systemRandomness } from '../../functions/adapters/system/randomness.ts'
import type { Store, Write } from '../../functions/ports/store.ts'
import { type Host, startHost } from '../../infra/local/host.ts'
import type { Effect } from '../../shared/domain/effect.ts'
import { type Claim, cellsOf } from '../../shared/domain/ledger.ts'
import { ROOT, temporaryFolder } from '../support/host.ts'

const DAY = '2027-02-01'
const at = (time: string) => Date.parse(`${DAY}T${time}:00Z`)
const claim = (id: string, from: string, to: string, buffer = 0): Claim => ({
  id,
  kind: 'booking',
  from: at(from),
  to: at(to),
  bufferBeforeMinutes: buffer,
  bufferAfterMinutes: buffer,
})
const byCells = (one: Claim, principal = 'ada'): Write => ({
  write: 'ledger',
  company: 'c',
  ledger: { kind: 'claimCells', principal, day: DAY, claim: one, cells: cellsOf(one, DAY) },
})

describe('what every adapter owes to its port', () => {
  let host: Host
  let store: Store
  const ids: Record<string, string> = {}

  before(async () => {
    host = await startHost({
      assembly: join(ROOT, 'dist', 'cdk.out'),
      dataFolder: temporaryFolder(),
      port: 0,
      isTest: true,
    })
    Object.assign(process.env, host.endpoints, {
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'contract',
      AWS_SECRET_ACCESS_KEY: 'x',
    })
    const { Resources } = JSON.parse(readFileSync(join(ROOT, 'dist', 'cdk.out', 'Almanac.template.json'), 'utf8')) as {
      Resources: Record<string, { Type: string }>
    }
    for (const [id, { Type }] of Object.entries(Resources)) ids[Type] ??= id
    store = dynamoStore(ids['AWS::DynamoDB::GlobalTable']!)
  })
  after(() => host.stop())

  const claims = async (principal: string) =>
    (await store.time('c', [principal], DAY, DAY, 'latest'))[0]!.days
      .flatMap((day) => day.claims.map(({ id }) => id))
      .sort()

  test('store: claims of one day that share no cell do not know of each other; those that do fail as a whole', async () => {
    const outcomes = await Promise.all([
      store.commit([byCells(claim('a', '09:00', '09:30'))]),
      store.commit([byCells(claim('b', '10:00', '10:30'))]),
    ])
    assert.deepEqual(outcomes, [{ outcome: 'done' }, { outcome: 'done' }])
    const both = await store.commit([
      byCells(claim('d', '12:00', '12:30')),
      byCells(claim('d', '09:15', '09:45'), 'ada2'),
      byCells(claim('e', '09:15', '09:45'), 'bob'),
    ])
    assert.equal(both.outcome, 'done')
    assert.deepEqual(
      await store.commit([byCells(claim('f', '13:00', '13:30'), 'bob'), byCells(claim('f', '09:15', '09:45'))]),
      { outcome: 'failed', index: 1 },
    )
    assert.deepEqual([await claims('ada'), await claims('bob')], [['a', 'b', 'd'], ['e']])
  })

  test('store: busy time may not reach into a buffer, buffers may overlap buffers', async () => {
    assert.equal((await store.commit([byCells(claim('a', '09:00', '10:00', 30), 'buf')])).outcome, 'done')
    assert.equal((await store.commit([byCells(claim('b', '10:15', '10:45'), 'buf')])).outcome, 'failed')
    assert.equal((await store.commit([byCells(claim('c', '10:30', '11:00', 30), 'buf')])).outcome, 'done')
  })

  test('store: a replaced day recounts its cells, so that a release frees exactly what it held', async () => {
    await store.commit([byCells(claim('a', '09:00', '09:30'), 'rel')])
    const [
      {
        days: [day],
      } = { days: [] },
    ] = await store.time('c', ['rel'], DAY, DAY, 'latest')
    const replace = (expectedVersion: number): Write => ({
      write: 'ledger',
      company: 'c',
      ledger: { kind: 'replaceDay', expectedVersion, next: { ...day!, version: day!.version + 1, claims: [] } },
    })
    assert.equal((await store.commit([replace(day!.version + 7)])).outcome, 'failed')
    assert.equal((await store.commit([replace(day!.version)])).outcome, 'done')
    assert.equal((await store.commit([byCells(claim('b', '09:15', '09:45'), 'rel')])).outcome, 'done')
  })

  test('store: a raised revision fails whoever checked the old one', async () => {
    const check = (expected: number): Write => ({
      write: 'ledger',
      company: 'c',
      ledger: { kind: 'checkRevision', principal: 'rev', expected },
    })
    assert.equal((await store.commit([check(0), byCells(claim('a', '09:00', '09:30'), 'rev')])).outcome, 'done')
    await store.commit([{ write: 'ledger', company: 'c', ledger: { kind: 'raiseRevision', principal: 'rev' } }])
    assert.deepEqual(await store.commit([check(0)]), { outcome: 'failed', index: 0 })
    assert.equal((await store.time('c', ['rev'], DAY, DAY, 'latest'))[0]!.revision, 1)
  })

  test('store: an answer is remembered once, for its time', async () => {
    const now = at('09:00')
    const answer = (bookingId: string, moment: number): Write => ({
      write: 'answer',
      answer: { company: 'c', type: 't', keyHash: 'k', requestHash: 'r', bookingId, expiresAt: moment + 86_400_000 },
    })
    assert.equal((await store.commit([answer('one', now)])).outcome, 'done')
    assert.equal((await store.commit([answer('two', now + 3_600_000)])).outcome, 'failed')
    assert.equal((await store.frontDesk('c', 't', { keyHash: 'k' }, now)).answer?.bookingId, 'one')
    assert.equal((await store.frontDesk('c', 't', { keyHash: 'k' }, now + 86_400_000)).answer, undefined)
    assert.equal((await store.commit([answer('three', now + 86_400_000)])).outcome, 'done')
  })

  test('store: an effect is planned once, led by one worker at a time, and free again when the lease ends', async () => {
    const effect: Effect = {
      company: 'c',
      subjectKind: 'booking',
      subjectId: 's',
      version: 1,
      effect: 'mail',
      recipient: 'customer',
      about: 'booked',
      origin: 'customer',
      state: 'planned',
      dueAt: 1000,
      attempts: 0,
    }
    await store.plan(effect)
    await store.plan({ ...effect, reason: 'planned again' })
    assert.deepEqual(
      (await store.effectsOf('c', 's')).map(({ reason }) => reason),
      [undefined],
    )
    assert.deepEqual(
      [
        await store.begin(effect, 2000, 5000),
        await store.begin(effect, 3000, 6000),
        await store.begin(effect, 5000, 9000),
      ],
      [true, false, true],
    )
    assert.equal((await store.overdueEffects(4000)).length, 0)
    assert.equal((await store.overdueEffects(9000)).length, 1)
    await store.finish({ ...effect, state: 'sent' })
    assert.equal((await store.overdueEffects(99_000)).length, 0)
  })

  test('store: an OAuth state works once, an expired session not at all, tries are counted', async () => {
    const state = {
      company: 'c',
      memberId: 'm',
      sessionHash: 's',
      provider: 'google' as const,
      codeVerifier: 'v',
      expiresAt: 10_000,
    }
    await store.putOAuthState('h', state)
    assert.deepEqual([await store.takeOAuthState('h', 5000), await store.takeOAuthState('h', 5000)], [state, undefined])
    await store.putSession('t', { company: 'c', memberId: 'm', expiresAt: 10_000 })
    assert.deepEqual([(await store.session('t', 9999))?.memberId, await store.session('t', 10_000)], ['m', undefined])
    assert.deepEqual(
      [await store.countTry('k', 0, 900), await store.countTry('k', 0, 900), await store.countTry('k', 900_000, 900)],
      [1, 2, 1],
    )
  })

  test('secrets: only the same context opens, and nothing that was changed', async () => {
    const secrets = kmsSecrets('key')
    const sealed = await secrets.seal('refresh token', { company: 'c', connection: '1' })
    assert.ok(!sealed.includes('refresh'))
    assert.equal(await secrets.open(sealed, { connection: '1', company: 'c' }), 'refresh token')
    await assert.rejects(secrets.open(sealed, { company: 'c', connection: '2' }))
    const changed = sealed.replace(/\.([^.])([^.]*)$/, (_, first, rest) => `.${first === 'A' ? 'B' : 'A'}${rest}`)
    assert.notEqual(changed, sealed)
    await assert.rejects(secrets.open(changed, { company: 'c', connection: '1' }))
  })

  test('passwords: a hash matches its own password only, and never the same twice', async () => {
    const [one, two] = [await argon2Passwords.hash('päss wörd'), await argon2Passwords.hash('päss wörd')]
    assert.notEqual(one, two)
    assert.deepEqual(
      [
        await argon2Passwords.matches('päss wörd', one),
        await argon2Passwords.matches('pass word', one),
        await argon2Passwords.matches('päss wörd', undefined),
      ],
      [true, false, false],
    )
  })

  test('randomness: ids are of letters that Google takes too, fractions below one', () => {
    for (let i = 0; i < 200; i++) {
      assert.match(systemRandomness.id(), /^[0-9a-v]{16}$/)
      assert.ok(systemRandomness.fraction() >= 0 && systemRandomness.fraction() < 1)
    }
  })

  test('scheduler: planning the same tick twice is one schedule, taking back a missing one is no fault', async () => {
    const scheduler = eventBridgeScheduler(
      'group',
      'arn:aws:iam::0:role/r',
      'arn:aws:sqs:eu-central-1:000000000000:nowhere',
    )
    const tick = { company: 'c', subjectId: 's', at: Date.UTC(2090, 0, 1) }
    await scheduler.plan(tick)
    await scheduler.plan(tick)
    assert.equal(Number(host.folder.database.prepare('SELECT count(*) AS n FROM schedules').get()?.['n']), 1)
    await scheduler.cancel(tick)
    await scheduler.cancel(tick)
    assert.equal(Number(host.folder.database.prepare('SELECT count(*) AS n FROM schedules').get()?.['n']), 0)
  })

  test('bus and sync queue: notices are taken, a job with the same mark is enqueued once', async () => {
    const notice = {
      company: 'c',
      subjectKind: 'booking' as const,
      subjectId: 's',
      version: 1,
      kind: 'booked' as const,
      origin: 'customer' as const,
      effects: [],
    }
    assert.deepEqual(await eventBridgeBus('elsewhere').publish(Array.from({ length: 12 }, () => notice)), [])
    const { QueueUrl } = await host.queues.client.call<{ QueueUrl: string }>('CreateQueue', {
      QueueName: 'contract.fifo',
      Attributes: { FifoQueue: 'true' },
    })
    const queue = sqsSyncQueue(QueueUrl)
    const job = { job: 'pull' as const, company: 'c', memberId: 'm', connectionId: '1' }
    await queue.send(job, { dedup: 'same' })
    await queue.send(job, { dedup: 'same' })
    const { Messages } = await host.queues.client.call<{ Messages: { ReceiptHandle: string; Body: string }[] }>(
      'ReceiveMessage',
      { QueueUrl, MaxNumberOfMessages: 10 },
    )
    assert.deepEqual(
      Messages.map(({ Body }) => JSON.parse(Body)),
      [job],
    )
    await queue.putOff(Messages[0]!.ReceiptHandle, 1)
    const again = await host.queues.client.call<{ Messages?: unknown[] }>('ReceiveMessage', {
      QueueUrl,
      WaitTimeSeconds: 3,
    })
    assert.equal(again.Messages?.length, 1)
  })
})
