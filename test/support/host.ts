import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { COMPILED } from '../../infra/local/build.ts'
import type { Rehearsed } from '../../infra/rehearsal/rehearsals.ts'
import { madeOnce } from './made-once.ts'

export const ROOT = dirname(dirname(import.meta.dirname))

/** `local.json` as the host writes it. */
export interface Local extends Record<Rehearsed, string> {
  app: string
  api: string
  booking: string | null
  mailbox: string
  smtp: string
  /** Where mail is received, if it is. */
  inbound?: string
  pid: number
  company: string
  types: string[]
  setupUrl?: string
  demo: { email: string; password: string; members: { email: string; password: string }[] }
}

export interface RunningHost {
  app: string
  mailbox: string
  local: Local
  pid: number
  dataFolder: string
  /** SIGTERM. @returns the exit code */
  stop(): Promise<number | null>
  /** SIGKILL, as a power cut. */
  kill(): Promise<void>
  /** All that the process has written to its console. */
  said(): string
  /** Resolves when the process has ended by itself. */
  ended: Promise<number | null>
}

export const PASSWORD = 'demo-password'

/** A data folder of one test, in the folder of the run, which goes when the run ends. */
export function temporaryFolder(): string {
  return mkdtempSync(join(process.env['ALMANAC_TEST_RUN'] ?? tmpdir(), 'almanac-test-'))
}

/** What a folder says of one host: its servers' addresses, its log, the calls of its functions. */
const OF_ONE_HOST = ['companion.json', 'local.json', 'functions.log', 'calls.jsonl']
let made: Promise<void> | undefined

/**
 * A data folder of one test with the demo company in it, as a first start makes it. One host of the run makes it, the
 * others begin with a copy: what a first start does is tested where one passes a folder that is empty.
 */
export async function demoFolder(): Promise<string> {
  const run = process.env['ALMANAC_TEST_RUN']
  if (!run) return temporaryFolder()
  const whole = join(run, 'demo-company')
  made ??= madeOnce(whole, async (folder) => {
    const host = await startHost({ dataFolder: folder })
    assert.equal(await host.stop(), 0, host.said())
    for (const name of OF_ONE_HOST) rmSync(join(folder, name), { force: true })
  })
  await made
  const folder = temporaryFolder()
  cpSync(whole, folder, { recursive: true })
  return folder
}

export interface StartOptions {
  /** One with the demo company, where none is named. */
  dataFolder?: string
  args?: string[]
  env?: Record<string, string>
  /** Another checkout of Almanac, whose host is started instead of our own. */
  checkout?: string
  /** No file of the host and its servers may become larger. */
  largestFileBytes?: number
}

/** Node, in a shell that first sets the limit where there is one; the system counts it in blocks of 512 bytes. */
export function limited(largestFileBytes: number | undefined): [command: string, ...before: string[]] {
  if (largestFileBytes === undefined) return [process.execPath]
  return ['sh', '-c', `ulimit -f ${Math.ceil(largestFileBytes / 512)}; exec "$0" "$@"`, process.execPath]
}

/** Starts the real local host as a child, in test mode, on a free port. */
export async function startHost({
  dataFolder: given,
  args = [],
  env = {},
  checkout = ROOT,
  largestFileBytes,
}: StartOptions = {}): Promise<RunningHost> {
  // What a host finds in its folder is its own only where it is told nothing else.
  const isUsual = args.length === 0 && Object.keys(env).length === 0 && checkout === ROOT
  const dataFolder = given ?? (isUsual ? await demoFolder() : temporaryFolder())
  const [command, ...before] = limited(largestFileBytes)
  const child = spawn(command, [...before, join(checkout, 'infra', 'local', 'start.ts'), ...args], {
    env: {
      ...process.env,
      ALMANAC_TEST: '1',
      PORT: '0',
      ALMANAC_DATA: dataFolder,
      ALMANAC_DEMO_PASSWORD: PASSWORD,
      ALMANAC_DEMO: 'small',
      // Mails about events go at once, but where a test is about their waiting.
      ALMANAC_QUIET_SECONDS: '0',
      ALMANAC_ENDS_WITH_STDIN: '1',
      ...(!process.env['ALMANAC_COVERAGE'] && checkout === ROOT && { NODE_COMPILE_CACHE: COMPILED }),
      ...(process.env['ALMANAC_COVERAGE'] && { NODE_V8_COVERAGE: process.env['ALMANAC_COVERAGE'] }),
      ...env,
    },
    // It watches this pipe and ends when the test's process does, however that ends.
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk
    })
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const local = await new Promise<Local>((resolve, reject) => {
    ended.then((code) => reject(new Error(`the host ended with ${code}: ${said}`)))
    child.stdout.on('data', () => {
      if (!said.includes('Almanac is open')) return
      try {
        resolve(JSON.parse(readFileSync(join(dataFolder, 'local.json'), 'utf8')) as Local)
      } catch {
        // Written a moment before it is said; a half-read chunk may come first.
      }
    })
  })
  // A test that failed must not wait for its host for ever.
  const hold = (held: boolean) => {
    for (const one of [child, child.stdin, child.stdout, child.stderr] as unknown as { ref(): void; unref(): void }[])
      held ? one.ref() : one.unref()
  }
  hold(false)
  return {
    app: local.app,
    mailbox: local.mailbox,
    local,
    pid: child.pid ?? 0,
    dataFolder,
    ended,
    said: () => said,
    async stop() {
      hold(true)
      child.kill('SIGTERM')
      return ended
    },
    async kill() {
      hold(true)
      child.kill('SIGKILL')
      await ended
    },
  }
}
