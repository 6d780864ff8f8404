import { ACCOUNT, REGION } from '../assembly.ts'
import { openAwsDoor } from './door.ts'
import type { DoorContext } from './door-context.ts'
import { forwarded } from './dynamodb.ts'

/** A recording door in front of the queue emulator. */
export function openSqsDoor(target: string, context: DoorContext) {
  return openAwsDoor(async (call) => {
    const handler = context.handlerOf(call.caller)
    const queue =
      String(call.json['QueueUrl'] ?? '')
        .split('/')
        .at(-1) ?? ''
    // Batches need the permission of the single call (SQS developer guide, API permissions).
    const action = `sqs:${call.operation.replace(/Batch$/, '')}`
    context.record.add(handler, action, `arn:aws:sqs:${REGION}:${ACCOUNT}:${queue}`)
    context.faults.pass(handler, [action], 'before')
    const answer = await forwarded(target, call, context)
    context.faults.pass(handler, [action], 'after')
    return answer
  })
}
