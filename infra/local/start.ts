import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { isStale, ROOT } from './build.ts'
import { type Demo, seedDemo } from './demo.ts'
import { Failure } from './failure.ts'
import { type Host, startHost } from './host.ts'

const isTest = process.env['ALMANAC_TEST'] === '1'
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
async function demoOf(host: Host): Promise<Partial<Demo>> {
  const kept = host.folder.readJson<Demo>('demo.json')
  if (kept || isEmpty || host.folder.readJson('begun.json'))
    return kept ? { ...kept, booking: `${host.address}/book/${kept.company}/${kept.types[0]}` } : {}
  const demo = await seedDemo({
    app: host.address,
    setupCode: host.secret(host.outputs['SetupCodeSecret'] ?? ''),
    mailbox: host.mailbox,
    password: process.env['ALMANAC_DEMO_PASSWORD'] || randomBytes(9).toString('base64url'),
    now: host.clock.now(),
  })
  host.folder.writeJson('demo.json', demo, 0o600)
  return demo
}

async function main(): Promise<void> {
  const say = (line: string) => console.log(line)
  const chosenPort = port()
  build()
  const host = await startHost({
    assembly: join(ROOT, 'dist', 'cdk.out'),
    dataFolder: process.env['ALMANAC_DATA'] || join(ROOT, '.almanac'),
    port: chosenPort,
    isTest,
  })
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    host.stop().then(
      () => process.exit(0),
      (error: Error) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  // Whoever starts a host for a while and may die before it hands over a pipe that closes then.
  if (process.env['ALMANAC_ENDS_WITH_STDIN'] === '1') process.stdin.on('close', stop).on('error', stop).resume().unref()
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  const demo = await demoOf(host)
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
      google: host.google,
      microsoft: host.microsoft,
      pid: process.pid,
      startedAt: new Date().toISOString(),
      ...demo,
      ...(setupUrl && { setupUrl }),
    },
    0o600,
  )
  say(`
Almanac is open.

  Calendar   ${host.address}${demo.demo ? `      sign in as ${demo.demo.email}, password ${demo.demo.password}` : ''}
  Booking    ${demo.booking ?? '(no appointment types yet)'}
  Mailbox    ${host.mailbox}
  Google     ${host.google}   (rehearsal)
  Microsoft  ${host.microsoft}   (rehearsal)
${setupUrl ? `  Set up     ${setupUrl}\n` : ''}
  Data       ${host.folder.path}
`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Failure ? error.message : error)
  process.exit(1)
})
