import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { buildWhatChanged } from '../../infra/local/build.ts'

const ROOT = dirname(dirname(import.meta.dirname))
/** Two cores: hosts and browsers beside each other would only wait for one another. */
const CONCURRENCY = 2
const LONGEST_TEST_MS = 180_000

const wanted = process.argv.slice(2)
const files = globSync('test/**/*.test.ts', { cwd: ROOT })
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .sort()
  .map((file) => join(ROOT, file))

// Hosts of parallel tests must not build at the same time.
await buildWhatChanged(console.log)

let passed = 0
let failed = 0
const stream = run({ files, concurrency: CONCURRENCY, timeout: LONGEST_TEST_MS })
stream.on('test:pass', ({ details, skip }) => {
  if (details.type !== 'suite' && skip === undefined) passed++
})
stream.on('test:fail', ({ details }) => {
  if (details.type !== 'suite') failed++
})
stream.on('end', () => {
  // The reporter's own summary comes first; this line is the last.
  setTimeout(() => {
    console.log(`\n${passed} passed, ${failed} failed`)
    process.exit(failed > 0 || passed === 0 ? 1 : 0)
  }, 100)
})
stream.compose(new spec()).pipe(process.stdout)
