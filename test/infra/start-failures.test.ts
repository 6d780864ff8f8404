import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, test } from '@jest/globals'
import { awsCall } from '../../infra/local/aws/call.ts'
import { ROOT, startHost, temporaryFolder } from '../support/host.ts'
import { startTableServer } from '../support/table-server.ts'

/** Starts the host where it cannot start. @returns its exit code and what it said, without the build's line */
function tryToStart(env: Record<string, string>): { code: number | null; said: string[] } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'infra', 'local', 'start.ts')], {
    env: { ...process.env, PORT: '0', ALMANAC_DATA: temporaryFolder(), ...env },
    encoding: 'utf8',
  })
  return { code: status, said: `${stdout}${stderr}`.trim().split('\n') }
}

describe('a start that cannot be says why in one sentence', () => {
  test('a busy port', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const { code, said } = tryToStart({ PORT: String(port) })
    server.close()
    assert.deepEqual([code, said], [1, [`Port ${port} is taken. Stop what uses it, or choose another with PORT.`]])
  })

  test('a port that is none', () =>
    assert.deepEqual(tryToStart({ PORT: 'http' }), {
      code: 1,
      said: ['PORT is "http"; it must be a number from 0 to 65535.'],
    }))

  test('a data folder that is a file', () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const { code, said } = tryToStart({ ALMANAC_DATA: file })
    assert.deepEqual([code, said.length], [1, 1])
    assert.match(said[0]!, /^The data folder .* cannot be written \(EEXIST\)\. Choose another with ALMANAC_DATA\.$/)
  })

  test('a data folder whose table cannot be made into what this version needs', async () => {
    const folder = temporaryFolder()
    const server = await startTableServer({ file: join(folder, 'table.sqlite') })
    await awsCall(server.address, 'DynamoDB_20120810', 'CreateTable', {
      TableName: 'TableCalendar620E05E2',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    })
    await server.stop()
    assert.deepEqual(tryToStart({ ALMANAC_DATA: folder }), {
      code: 1,
      said: [
        'The table TableCalendar620E05E2 that is there has the key id (S) and not pk (S), sk (S). Choose another data folder with ALMANAC_DATA.',
      ],
    })
  })

  test('a second host on the same folder; the first goes on, and ends cleanly when asked to', async () => {
    const host = await startHost()
    const { code, said } = tryToStart({ ALMANAC_DATA: host.dataFolder })
    assert.deepEqual([code, said.length], [1, 1])
    assert.match(said[0]!, /^Another Almanac is running on the data folder/)
    assert.equal((await fetch(`${host.app}/api/health`)).status, 200)
    assert.equal(await host.stop(), 0)
  })

  test('a system without the embedded table server', async () => {
    const { tableServer } = await import('../../infra/local/companions.ts')
    assert.throws(
      () => tableServer('sunos', 'sparc', undefined),
      /There is no embedded table server for sunos-sparc.*DYNAMODB_ENDPOINT/,
    )
    assert.deepEqual(tableServer('sunos', 'sparc', 'http://127.0.0.1:8000/'), { endpoint: 'http://127.0.0.1:8000' })
  })
})
