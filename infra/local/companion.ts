import './loopback.ts'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import net from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Rehearsed, rehearsals, rehearsed } from '../rehearsal/rehearsals.ts'
import { HostClock } from './clock.ts'
import { freePort, onFreePort } from './free-port.ts'

/**
 * The existing software that the host stands on, in one process that lives no longer than the host: the table server
 * (a child), the queue emulator and the mail server with its inbox. It watches its standard input; when the host ends,
 * however it ends, the pipe closes and everything here ends too. What each of them is made of is loaded by itself: most
 * of a start goes by with that, and the table server, which is no JavaScript, starts meanwhile.
 */
interface Orders {
  tableServer: string
  tableFile: string
  queueFolder: string
  mailFolder: string
  clockFile: string
  rehearsalFile: string
  isTest: boolean
  /** Ports of the last time, so that addresses that people keep go on working; 0 chooses one. */
  ports: { mailbox: number } & Record<Rehearsed, number>
}

const { tableServer, tableFile, queueFolder, mailFolder, clockFile, rehearsalFile, isTest, ports } = JSON.parse(
  process.argv[2] ?? '{}',
) as Orders

async function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function startTable(): Promise<number | undefined> {
  if (tableServer === '') return undefined
  const port = await freePort()
  const child = spawn(tableServer, ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', tableFile], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  process.on('exit', () => child.kill('SIGKILL'))
  child.on('exit', (code, signal) => {
    process.stderr.write(`The table server ended: ${signal ?? code}\n`, () => process.exit(1))
  })
  for (let tries = 0; tries < 200; tries++) {
    if (await answers(port)) return port
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('the table server did not start')
}

/**
 * What was cut off when its server ended was never taken: whoever sent it sends it again, and nobody is to see half of
 * it.
 */
function removeCutMails(): void {
  for (const name of readdirSync(mailFolder).filter((one) => one.endsWith('.eml'))) {
    const file = join(mailFolder, name)
    if (!/\r?\n\r?\n/.test(readFileSync(file, 'latin1'))) rmSync(file)
  }
}

async function startMail(): Promise<{ smtp: number; web: number }> {
  const { MailDev } = await import('maildev')
  mkdirSync(mailFolder, { recursive: true })
  removeCutMails()
  return onFreePort(ports.mailbox, async (web) => {
    const smtp = await freePort()
    const at = { ip: '127.0.0.1', webIp: '127.0.0.1' }
    await new MailDev({ smtp, web, ...at, mailDirectory: mailFolder, silent: true }).start()
    return { smtp, web }
  })
}

/** Messages that a dead host's functions held are nobody's now: they are visible again at once, not in six minutes. */
function releaseHeldMessages(): void {
  const file = join(queueFolder, 'fauxqs.db')
  if (!existsSync(file)) return
  const database = new DatabaseSync(file)
  database.exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL')
  database.close()
}

async function startQueues(): Promise<number> {
  mkdirSync(queueFolder, { recursive: true })
  releaseHeldMessages()
  const { startFauxqs } = await import('fauxqs')
  const server = await startFauxqs({ port: 0, dataDir: queueFolder, logger: false })
  return server.port
}

const end = () => process.exit(0)
process.stdin.on('end', end).on('close', end).on('error', end).resume()
process.on('SIGTERM', end)
process.on('SIGINT', () => {})

/** The providers of the rehearsal, on the same clock as everything else. @returns their ports */
async function startProviders(): Promise<Record<Rehearsed, number>> {
  const start = async (name: Rehearsed) => {
    const { address } = await onFreePort(ports[name], (port) =>
      rehearsals[name].start({
        port,
        dataFile: `${rehearsalFile}-${name}.json`,
        now: () => new HostClock(clockFile).now(),
        isTest,
      }),
    )
    return [name, Number(new URL(address).port)] as const
  }
  return Object.fromEntries(await Promise.all(rehearsed.map(start))) as Record<Rehearsed, number>
}

const [table, mail, queues, providers] = await Promise.all([startTable(), startMail(), startQueues(), startProviders()])
process.send?.({ table, queues, smtp: mail.smtp, mailbox: mail.web, ...providers })
// It may be killed at any moment, and would then leave nothing of what it compiled.
flushCompileCache()
