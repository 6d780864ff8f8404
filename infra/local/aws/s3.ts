import { openAwsDoor } from './door.ts'
import type { DoorContext } from './door-context.ts'
import { forwarded } from './dynamodb.ts'

const VERBS: Record<string, string> = { GET: 'GetObject', HEAD: 'GetObject', PUT: 'PutObject', DELETE: 'DeleteObject' }

/** A recording door in front of the emulator of buckets; it is asked by paths: `/bucket/name`. */
export function openS3Door(target: string, context: DoorContext) {
  return openAwsDoor(async (call) => {
    const handler = context.handlerOf(call.caller)
    const action = `s3:${VERBS[call.method] ?? call.method}`
    context.record.add(handler, action, `arn:aws:s3:::${call.path.split('/')[1]}/*`)
    context.faults.pass(handler, [action], 'before')
    const answer = await forwarded(target, call, context)
    context.faults.pass(handler, [action], 'after')
    return answer
  })
}
