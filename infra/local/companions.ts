import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { ofEach, type Rehearsed } from '../rehearsal/rehearsals.ts'
import { isAlive } from './alive.ts'
import type { DataFolder } from './data-folder.ts'
import { isDiskFull } from './disk.ts'
import { Failure } from './failure.ts'

/** Where the existing software answers; all of it ends with the host. */
export interface Companions {
  table: string
  queues: string
  smtp: string
  mailbox: string
  /** The simulators of providers, by their names. */
  rehearsals: Record<Rehearsed, string>
  pid: number
  stop(): Promise<void>
}

/** The embedded table server, or where the user says that another one is. */
export function tableServer(
  platform: string,
  arch: string,
  endpoint: string | undefined,
): { binary: string } | { endpoint: string } {
  if (endpoint) return { endpoint: endpoint.replace(/\/$/, '') }
  try {
    const manifest = createRequire(import.meta.url).resolve(`@dynoxide/${platform}-${arch}/package.json`)
    const binary = join(dirname(manifest), 'dynoxide')
    if (existsSync(binary)) return { binary }
  } catch {
    // Not packaged for this system.
  }
  throw new Failure(
    `There is no embedded table server for ${platform}-${arch}. Start DynamoDB Local and set DYNAMODB_ENDPOINT to its address, for example http://127.0.0.1:8000.`,
  )
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // All of them have ended.
  }
}

/** A host that was killed leaves its companion a moment to notice; nobody may write to the same files until it has. */
export async function untilFormerIsGone(folder: DataFolder): Promise<void> {
  const former = folder.readJson<{ pid: number }>('companion.json')
  for (let tries = 0; former && isAlive(former.pid) && tries < 150; tries++)
    await new Promise((resolve) => setTimeout(resolve, 20))
}

/** The line of a dying process that names its error, else its last one. */
function reasonIn(said: string): string {
  const lines = said.trim().split('\n')
  return lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.at(-1) ?? ''
}

interface Ports extends Record<Rehearsed, number> {
  pid: number
  table?: number
  queues: number
  smtp: number
  mailbox: number
}

export async function startCompanions(
  folder: DataFolder,
  clockFile: string,
  isTest: boolean,
  /** What they said before they ended. */
  onDeath: (said: string) => void,
): Promise<Companions> {
  const server = tableServer(process.platform, process.arch, process.env['DYNAMODB_ENDPOINT'])
  await untilFormerIsGone(folder)
  const former = folder.readJson<Ports>('companion.json')
  const orders = {
    tableServer: 'binary' in server ? server.binary : '',
    tableFile: folder.file('table.sqlite'),
    queueFolder: folder.file('queues'),
    mailFolder: folder.file('mails'),
    clockFile,
    rehearsalFile: folder.file('rehearsal'),
    isTest,
    ports: { mailbox: former?.mailbox ?? 0, ...ofEach((name) => former?.[name] ?? 0) },
  }
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'companion.ts'), JSON.stringify(orders)],
    // Standard input is the lifeline: it closes when the host ends, also after kill -9. The zones of the providers are
    // reckoned at UTC.
    { stdio: ['pipe', 'ignore', 'pipe', 'ipc'], detached: true, env: { ...process.env, TZ: 'UTC' } },
  )
  // One of them that died leaves none of the others: they are one process group.
  child.once('exit', () => endGroup(child.pid))
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-2000)
  })
  folder.writeJson('companion.json', { ...former, pid: child.pid })
  const ports = await new Promise<Ports>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ports))
    child.once('close', () =>
      reject(
        isDiskFull(said)
          ? folder.disk.failure()
          : new Failure(`The table, queue or mail server did not start: ${reasonIn(said)}`),
      ),
    )
  })
  folder.writeJson('companion.json', { ...ports, pid: child.pid })
  child.removeAllListeners('close')
  child.on('close', () => onDeath(said))
  const at = (port: number | undefined) => `http://127.0.0.1:${port}`
  return {
    table: 'endpoint' in server ? server.endpoint : at(ports.table),
    queues: at(ports.queues),
    smtp: `smtp://127.0.0.1:${ports.smtp}`,
    mailbox: at(ports.mailbox),
    rehearsals: ofEach((name) => at(ports[name])),
    pid: child.pid ?? 0,
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners('close')
        child.once('exit', () => resolve())
        child.stdin?.end()
      }),
  }
}
