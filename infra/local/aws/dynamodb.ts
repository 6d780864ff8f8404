import { Agent, request as httpRequest } from 'node:http'
import { ACCOUNT, REGION } from '../assembly.ts'
import { type AwsAnswer, type AwsCall, awsError, openAwsDoor } from './door.ts'
import type { DoorContext } from './door-context.ts'

const agent = new Agent({ keepAlive: true, maxSockets: 64 })

/** Forwards a request as it is. */
export function forward(target: string, call: AwsCall): Promise<AwsAnswer> {
  const { hostname, port } = new URL(target)
  return new Promise((resolve, reject) => {
    const query = call.query.toString()
    const outgoing = httpRequest(
      {
        hostname,
        port,
        agent,
        method: call.method,
        path: `${call.path}${query ? `?${query}` : ''}`,
        headers: { ...call.headers, host: `${hostname}:${port}` },
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('end', () => {
          const headers: Record<string, string> = {}
          for (const [name, value] of Object.entries(incoming.headers))
            if (value !== undefined && name !== 'transfer-encoding' && name !== 'connection')
              headers[name] = String(value)
          resolve({ status: incoming.statusCode ?? 500, body: Buffer.concat(chunks), headers })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(call.body)
  })
}

/** Forwards, and listens whether the server behind it ran out of disk. */
export async function forwarded(target: string, call: AwsCall, { disk }: DoorContext): Promise<AwsAnswer> {
  const answer = await forward(target, call)
  if (answer.status >= 500) disk.hear(answer.body)
  return answer
}

const tableArn = (name: string) => `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}`
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem'])

/**
 * The permissions that a call needs: a transaction needs those of its parts (DynamoDB developer guide, IAM with
 * transactions).
 */
function permissionsOf(call: AwsCall): { action: string; resource: string }[] {
  const { operation, json } = call
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') {
    const items = (json['TransactItems'] ?? []) as Record<string, { TableName: string }>[]
    return items.flatMap((item) =>
      Object.entries(item).map(([part, { TableName }]) => ({
        action: `dynamodb:${part === 'ConditionCheck' ? 'ConditionCheckItem' : `${part}Item`}`,
        resource: tableArn(TableName),
      })),
    )
  }
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem')
    return Object.keys((json['RequestItems'] ?? {}) as object).map((name) => ({
      action: `dynamodb:${operation}`,
      resource: tableArn(name),
    }))
  const index = typeof json['IndexName'] === 'string' ? `/index/${json['IndexName']}` : ''
  return [{ action: `dynamodb:${operation}`, resource: `${tableArn(String(json['TableName']))}${index}` }]
}

/** A recording, fault-injecting door in front of the table server. */
export function openDynamoDoor(target: string, context: DoorContext, onWrite: () => void) {
  return openAwsDoor(async (call) => {
    const handler = context.handlerOf(call.caller)
    const permissions = permissionsOf(call)
    for (const { action, resource } of permissions) context.record.add(handler, action, resource)
    const actions = [`dynamodb:${call.operation}`, ...permissions.map(({ action }) => action)]
    context.faults.pass(handler, actions, 'before')
    const { dynamodb } = context.faults.weather
    if (call.operation === 'TransactWriteItems' && context.faults.happens(dynamodb.conflictRate)) return conflict(call)
    if (context.faults.happens(dynamodb.throttleRate))
      return awsError('com.amazonaws.dynamodb.v20120810#ThrottlingException', 'Rate exceeded (injected)')
    const answer = await forwarded(target, call, context)
    if (WRITES.has(call.operation)) onWrite()
    context.faults.pass(handler, actions, 'after')
    if (WRITES.has(call.operation) && context.faults.happens(dynamodb.lostAnswerRate)) return 'hangup'
    return answer
  })
}

/** What DynamoDB answers when another transaction holds one of the items. */
function conflict(call: AwsCall): AwsAnswer {
  const items = (call.json['TransactItems'] ?? []) as unknown[]
  const reasons = items.map((_, i) =>
    i === 0 ? { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' } : { Code: 'None' },
  )
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
      CancellationReasons: reasons,
    }),
  }
}
