import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, globSync, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import pg from 'pg'
import { temporaryFolder } from '../support/host.ts'
import { endsWithUs } from '../support/table-server.ts'

/** A PostgreSQL of this run's own: a fresh cluster in a temporary folder, reached by a socket in it. */
export interface Postgres {
  version: string
  pool: pg.Pool
  stop(): Promise<void>
}

/** As many connections as the AWS SDK opens sockets. */
const CONNECTIONS = 50

/** The newest folder that holds both programs, in the PATH or where Debian puts them. */
function programs(): string | undefined {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...globSync('/usr/lib/postgresql/*/bin').sort((a, b) => Number(b.split('/')[4]) - Number(a.split('/')[4])),
  ]
  return folders.find((folder) => existsSync(join(folder, 'postgres')) && existsSync(join(folder, 'initdb')))
}

/** PostgreSQL refuses to run as root: somebody who may do little then runs it. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody'])
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // There is nobody of that name.
    }
  throw new Error('neither postgres nor nobody is a user here')
}

/** @returns nothing where PostgreSQL is not installed */
export async function startPostgres(statementTimeoutMs: number): Promise<Postgres | undefined> {
  const folder = programs()
  if (folder === undefined) return undefined
  const home = join(temporaryFolder(), 'postgres')
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const user = unprivileged()
  const as = { ...user, cwd: '/' }
  if (user) {
    chownSync(join(home, '..'), user.uid, user.gid)
    chownSync(home, user.uid, user.gid)
  }
  const data = join(home, 'data')
  execFileSync(join(folder, 'initdb'), ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
    ...as,
    stdio: 'ignore',
  })
  // As it comes, durable, but on no network at all.
  const server = spawn(join(folder, 'postgres'), ['-D', data, '-k', home, '-c', 'listen_addresses='], {
    ...as,
    stdio: 'ignore',
  })
  const stop = endsWithUs(server, 'SIGINT')
  const pool = new pg.Pool({
    host: home,
    user: 'bench',
    database: 'postgres',
    max: CONNECTIONS,
    idleTimeoutMillis: 0,
    statement_timeout: statementTimeoutMs,
  })
  // A server that ends takes its idle connections with it.
  pool.on('error', () => {})
  const version = await untilReady(pool)
  // All connections are made before anything is measured.
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => pool.connect()))
  for (const client of clients) client.release()
  return {
    version,
    pool,
    async stop() {
      await pool.end()
      await stop()
    },
  }
}

async function untilReady(pool: pg.Pool): Promise<string> {
  for (let tries = 0; ; tries++)
    try {
      const { rows } = await pool.query<{ server_version: string }>('SHOW server_version')
      return rows[0]!.server_version.split(' ')[0]!
    } catch (error) {
      if (tries === 200) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
}
