import { type ChildProcess, spawn } from 'node:child_process'
import { connect } from 'node:net'
import { join } from 'node:path'
import { dynamoRepositories } from '../../functions/adapters/dynamodb/repositories.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { readAssembly } from '../../infra/local/assembly.ts'
import { type AwsAnswer, type AwsCall, openAwsDoor } from '../../infra/local/aws/door.ts'
import { forward } from '../../infra/local/aws/dynamodb.ts'
import { tableServer } from '../../infra/local/companions.ts'
import { freePort } from '../../infra/local/free-port.ts'
import { ensureTables } from '../../infra/local/table.ts'
import { ROOT } from './host.ts'

/** A table server without the host around it. */
export interface TableServer {
  address: string
  /** Makes an empty table as the template describes it. @returns its name */
  makeTable(): Promise<string>
  stop(): Promise<void>
}

const isOpen = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

/** Waits until a server that was just started takes connections. @throws when it ended or does not come */
export async function untilOpen(port: number, server: ChildProcess, patienceMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs
  while (performance.now() < deadline && server.exitCode === null) {
    if (await isOpen(port)) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(
    `${server.spawnfile} did not start${server.exitCode === null ? '' : `: it ended with ${server.exitCode}`}`,
  )
}

/** Ends a child, now or with this process; under a test runner its last chance is what stands in afterAll. */
export function endsWithUs(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): () => Promise<void> {
  const kill = () => child.kill(signal)
  process.on('exit', kill)
  return async () => {
    process.off('exit', kill)
    if (child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    kill()
    await ended
  }
}

/**
 * Starts the embedded table server, in memory or on a file; where DYNAMODB_ENDPOINT names another server, that one is
 * used and left running. The template must have been built.
 */
export async function startTableServer({ file }: { file?: string } = {}): Promise<TableServer> {
  const server = tableServer(process.platform, process.arch, process.env['DYNAMODB_ENDPOINT'])
  if ('endpoint' in server) return serverAt(server.endpoint, async () => {})
  const port = await freePort()
  const child = spawn(
    server.binary,
    ['serve', '--host', '127.0.0.1', '--port', String(port), ...(file === undefined ? [] : ['--db-path', file])],
    { stdio: 'ignore' },
  )
  const stop = endsWithUs(child)
  await untilOpen(port, child, 120_000)
  return serverAt(`http://127.0.0.1:${port}`, stop)
}

function serverAt(address: string, stop: () => Promise<void>): TableServer {
  const assembly = readAssembly({ folder: join(ROOT, 'dist', 'cdk.out'), parameters: {}, secret: () => '' })
  let made = 0
  return {
    address,
    async makeTable() {
      const suffix = `${process.pid}x${made++}`
      const renamed = {
        ...assembly,
        resources: (type: string) =>
          assembly.resources(type).map((resource) => ({ ...resource, id: `${resource.id}${suffix}` })),
      }
      const [name] = await ensureTables(renamed, address)
      return name!
    },
    stop,
  }
}

/** The store on a table at an address. The SDK learns the address at a client's first call: that call is made here. */
export async function storeAt(address: string, table: string): Promise<Repositories> {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: address,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  })
  const store = dynamoRepositories(table)
  await store.hasCompanies()
  return store
}

/** A door in front of a table server, behind which a test may look at calls, change them, or lose their answers. */
export async function openTableDoor(
  target: string,
  pass: (call: AwsCall, forward: (call: AwsCall) => Promise<AwsAnswer>) => Promise<AwsAnswer | 'hangup'>,
): Promise<{ address: string; close(): void }> {
  const { address, server } = await openAwsDoor((call) => pass(call, (one) => forward(target, one)))
  return {
    address,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
