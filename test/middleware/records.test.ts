import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { Context, SQSEvent, SQSRecord } from 'aws-lambda'
import type { z } from 'zod'
import { forEachMessage } from '../../functions/middleware/records.ts'
import { changeNotice, scheduleTick, syncJob } from '../../shared/api/queue-messages.ts'

const notice = { company: 'c', subjectId: 'b1', version: 1, effects: ['mail'], whatIsNew: true }
const tick = { tick: { company: 'c', subjectId: 'b1', at: 1 } }
const push = { job: 'push', company: 'c', memberId: 'ada', connectionId: 'c1', subjectId: 'b1', version: 2 }
const pull = { job: 'pull', company: 'c', memberId: 'ada', connectionId: 'c1' }

const rubbish = ['', 'not json', 'null', '[]', '7', '{}', '{"tick":null}', '{"company":1}', '{"job":"rest"}']

describe('what the queues bring', () => {
  const queues: [string, z.ZodType, unknown[]][] = [
    ['mail', changeNotice, [notice]],
    ['reminders', scheduleTick.or(changeNotice), [tick, notice]],
    ['synchronisation', syncJob, [push, pull]],
  ]
  for (const [name, schema, good] of queues)
    test(`${name}: what cannot be read is named, the rest of the batch is done`, async () => {
      const bodies = [...rubbish, ...good.map((one) => JSON.stringify(one)), ...rubbish]
      const handled: unknown[] = []
      const handler = forEachMessage(schema, async (message) => {
        handled.push(message)
      })
      const Records = bodies.map((body, i) => ({ body, messageId: `m${i}` }) as SQSRecord)
      const answer = await handler({ Records } satisfies SQSEvent, {} as Context)
      const failed = bodies.flatMap((body, i) => (rubbish.includes(body) ? [{ itemIdentifier: `m${i}` }] : []))
      assert.deepEqual(answer.batchItemFailures, failed)
      assert.equal(handled.length, good.length)
      assert.ok(!JSON.stringify(handled).includes('whatIsNew'))
    })
})
