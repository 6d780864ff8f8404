import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, test } from '@jest/globals'
import { ROOT } from '../support/host.ts'

interface Call {
  handler: string
  action: string
  resource: string
}

type Json = Record<string, unknown>

/** What Lambda itself does with a function's role to feed it from a stream or a queue; no call of the function. */
const OF_THE_MAPPING =
  /^(logs:|dynamodb:(GetRecords|GetShardIterator|DescribeStream|ListStreams)$|sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes|GetQueueUrl)$)/

/** The recorded calls of the whole run against every role of the template, both ways. */
describe('roles', () => {
  const used = new Map<string, Set<string>>()
  const allowed = new Map<string, Set<string>>()
  const consumers = new Set<string>()

  beforeAll(() => {
    const folder = process.env['ALMANAC_CALLS'] ?? ''
    for (const file of readdirSync(folder))
      for (const line of readFileSync(join(folder, file), 'utf8').trim().split('\n')) {
        const { handler, action, resource } = JSON.parse(line) as Call
        // The index is a thing of its own.
        const what = resource.includes('/index/') ? `${action} on index` : action
        used.set(handler, (used.get(handler) ?? new Set()).add(what))
      }
    const { Resources } = JSON.parse(readFileSync(join(ROOT, 'dist', 'cdk.out', 'Almanac.template.json'), 'utf8')) as {
      Resources: Record<string, { Type: string; Properties: Json }>
    }
    for (const { Type, Properties } of Object.values(Resources)) {
      if (Type !== 'AWS::Lambda::Function' || Properties['Runtime'] !== 'nodejs24.x') continue
      const handler = String(Properties['Handler'])
      const [role] = (Properties['Role'] as { 'Fn::GetAtt': string[] })['Fn::GetAtt']
      const actions = new Set<string>()
      for (const policy of Object.values(Resources).filter(
        (one) => one.Type === 'AWS::IAM::Policy' && JSON.stringify(one.Properties['Roles']).includes(`"${role}"`),
      ))
        for (const { Action, Resource } of (
          policy.Properties['PolicyDocument'] as { Statement: { Action: string | string[]; Resource: unknown }[] }
        ).Statement)
          for (const action of [Action].flat())
            actions.add(JSON.stringify(Resource).includes('/index/') ? `${action} on index` : action)
      allowed.set(handler, actions)
      if ([...actions].includes('sqs:ReceiveMessage')) consumers.add(handler)
    }
  })

  test('every function was exercised', () => {
    assert.deepEqual(
      [...allowed.keys()].filter((handler) => !used.has(handler)),
      [],
    )
  })

  test('nothing is missing: whatever a function called, its role allows', () => {
    const missing = [...used].flatMap(([handler, actions]) =>
      [...actions]
        .filter((action) => allowed.has(handler) && !allowed.get(handler)!.has(action))
        .map((action) => `${handler}: ${action}`),
    )
    assert.deepEqual(missing, [])
  })

  test('nothing is unused: whatever a role allows, its function called', () => {
    const unused = [...allowed].flatMap(([handler, actions]) =>
      [...actions]
        .filter((action) => !OF_THE_MAPPING.test(action) && !used.get(handler)?.has(action))
        // The mapping of a queue may put off its messages too.
        .filter((action) => !(action === 'sqs:ChangeMessageVisibility' && consumers.has(handler)))
        .map((action) => `${handler}: ${action}`),
    )
    assert.deepEqual(unused, [])
  })
})
