import assert from 'node:assert/strict'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import { eventBridgeBus } from '../../functions/adapters/eventbridge/bus.ts'
import { kmsSecrets } from '../../functions/adapters/kms/envelope.ts'
import { eventBridgeScheduler } from '../../functions/adapters/scheduler/scheduler.ts'
import { sqsSyncQueue } from '../../functions/adapters/sqs/sync-queue.ts'
import { argon2Passwords } from '../../functions/adapters/system/passwords.ts'
import { systemRandomness } from '../../functions/adapters/system/randomness.ts'
import { type Host, startHost } from '../../infra/local/host.ts'
import { ROOT, temporaryFolder } from '../support/host.ts'

describe('what every adapter but the store owes to its port', () => {
  let host: Host

  beforeAll(async () => {
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
  })
  afterAll(() => host.stop())

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
