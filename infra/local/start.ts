import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { rehearsals, rehearsed } from '../rehearsal/rehearsals.ts'
import { COMPILED, isStale, ROOT } from './build.ts'
import { type Demo, seedDemo } from './demo/company.ts'
import { Disk, isDiskFull } from './disk.ts'
import { Failure } from './failure.ts'
import { type Host, startHost } from './host.ts'

const isTest = process.env['ALMANAC_TEST'] === '1'
const dataFolder = process.env['ALMANAC_DATA'] || join(ROOT, '.almanac')
// For the servers and functions that it starts; what measures which lines ran must see them compiled.
if (!process.env['NODE_V8_COVERAGE']) process.env['NODE_COMPILE_CACHE'] ??= COMPILED
/** Stands in a folder while its demo company is being made for the first time. */
const UNFINISHED = 'unfinished.json'
const isEmpty = process.argv.includes('--empty')

function port(): number {
  const given = process.env['PORT'] ?? '4400'
  if (!/^\d{1,5}$/.test(given) || Number(given) > 65_535)
    throw new Failure(`PORT is "${given}"; it must be a number from 0 to 65535.`)
  return Number(given)
}

/** Builds in a process of its own, which ends: bundlers stay out of the host's memory. */
function build(): void {
  if (!isStale()) return
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'build.ts')], { stdio: 'inherit' })
  if (status !== 0) throw new Failure('The build failed; what it said stands above.')
}

/** The demo company of an empty folder, or what was made of it before. */
async function demoOf(host: Host, isNew: boolean): Promise<Partial<Demo>> {
  const { folder } = host
  const kept = folder.readJson<Demo>('demo.json')
  if (kept || isEmpty || folder.readJson('begun.json'))
    return kept ? { ...kept, booking: `${host.address}/book/${kept.company}/${kept.types[0]}` } : {}
  const began = performance.now()
  // Only a folder that this host has made: whatever a later start finds of it, nobody has been told of.
  if (isNew) folder.writeJson(UNFINISHED, {})
  try {
    const demo = await seedDemo({
      app: host.address,
      setupCode: host.secret(host.outputs['SetupCodeSecret'] ?? ''),
      mailbox: host.mailbox,
      password: process.env['ALMANAC_DEMO_PASSWORD'] || randomBytes(9).toString('base64url'),
      now: host.clock.now(),
      isLiving: process.env['ALMANAC_DEMO'] !== 'small',
    })
    folder.writeJson('demo.json', demo, 0o600)
    folder.remove(UNFINISHED)
    return demo
  } catch (error) {
    throw folder.disk.wasFullSince(began) ? folder.disk.failure() : error
  }
}

const has = (name: string) => existsSync(join(dataFolder, name))

async function main(): Promise<void> {
  const say = (line: string) => console.log(line)
  const chosenPort = port()
  build()
  const startsAnew = has(UNFINISHED) && !has('demo.json')
  const isNew = startsAnew || !has('host.sqlite')
  const host = await startHost({
    assembly: join(ROOT, 'dist', 'cdk.out'),
    dataFolder,
    port: chosenPort,
    isTest,
    startsAnew,
  })
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    host.stop().then(() => process.exit(0), fail)
  }
  // Whoever starts a host for a while and may die before it hands over a pipe that closes then.
  if (process.env['ALMANAC_ENDS_WITH_STDIN'] === '1') process.stdin.on('close', stop).on('error', stop).resume().unref()
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  const demo = await demoOf(host, isNew)
  if (isEmpty && !demo.company) host.folder.writeJson('begun.json', {})
  const setupUrl = demo.company
    ? undefined
    : `${host.address}/setup?code=${host.secret(host.outputs['SetupCodeSecret'] ?? '')}`
  host.folder.writeJson(
    'local.json',
    {
      app: host.address,
      api: `${host.address}/api`,
      booking: null,
      mailbox: host.mailbox,
      smtp: host.smtp,
      ...(host.inbound && { inbound: host.inbound }),
      ...host.rehearsals,
      pid: process.pid,
      startedAt: new Date().toISOString(),
      ...demo,
      ...(setupUrl && { setupUrl }),
    },
    0o600,
  )
  host.folder.disk.serve()
  say(`
Almanac is open.

  Calendar   ${host.address}${demo.demo ? `      sign in as ${demo.demo.email}, password ${demo.demo.password}` : ''}
  Booking    ${demo.booking ?? '(no appointment types yet)'}
  Mailbox    ${host.mailbox}
${rehearsed.map((name) => `  ${rehearsals[name].title.padEnd(10)} ${host.rehearsals[name]}   (rehearsal)\n`).join('')}${setupUrl ? `  Set up     ${setupUrl}\n` : ''}
  Data       ${host.folder.path}
`)
}

/** Ends with what can be done about it, where a person can do something. */
function fail(error: unknown): never {
  const known = isDiskFull(error) ? new Disk(dataFolder).failure() : error
  console.error(known instanceof Failure ? known.message : known)
  process.exit(1)
}

process.on('uncaughtException', fail)
main().catch(fail)
