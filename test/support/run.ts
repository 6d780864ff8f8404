import { globSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { buildWhatChanged } from '../../infra/local/build.ts'

const ROOT = dirname(dirname(import.meta.dirname))
/** Two cores: hosts and browsers beside each other would only wait for one another. */
const CONCURRENCY = 2
/** Ends a file that hangs; what waits gives up by itself long before, and says for what (waiting.ts). */
const LONGEST_FILE_MS = 45 * 60_000
/** Looks at what all others did, so it comes last, and only when all have run. */
const LAST = 'test/infra/roles.test.ts'

const wanted = process.argv.slice(2)
const files = globSync('test/**/*.test.ts', { cwd: ROOT })
  .filter((file) => file !== LAST)
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  // The longest first, so that the two cores end together.
  .sort((a, b) => Number(/restart|races/.test(b)) - Number(/restart|races/.test(a)) || a.localeCompare(b))
process.env['ALMANAC_CALLS'] = mkdtempSync(join(tmpdir(), 'almanac-calls-'))

// Hosts of parallel tests must not build at the same time.
await buildWhatChanged(console.log)

let passed = 0
let failed = 0

/** Runs files and prints what came of them; counts tests, not suites. */
function runFiles(list: string[]): Promise<void> {
  const stream = run({
    files: list.map((file) => join(ROOT, file)),
    concurrency: CONCURRENCY,
    timeout: LONGEST_FILE_MS,
  })
  stream.on('test:pass', ({ details, skip }) => {
    if (details.type !== 'suite' && skip === undefined) passed++
  })
  stream.on('test:fail', ({ details }) => {
    if (details.type !== 'suite') failed++
  })
  const report = stream.compose(new spec())
  report.pipe(process.stdout, { end: false })
  return new Promise((resolve) => report.on('end', resolve))
}

await runFiles(files)
if (wanted.length === 0) await runFiles([LAST])
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 || passed === 0 ? 1 : 0)
