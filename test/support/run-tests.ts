import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { runCLI } from 'jest'
import { buildWhatChanged } from '../../infra/local/build.ts'
import { ROOT } from './host.ts'

type Options = Parameters<typeof runCLI>[0]

type TestResult = Awaited<ReturnType<typeof runCLI>>['results']['testResults'][number]

interface FileResult {
  passed: number
  /** The titles of those that failed; a file that could not even be loaded is one of them. */
  failed: string[]
}

const resultOf = (file: TestResult): FileResult => ({
  passed: file.numPassingTests,
  failed: [
    ...(file.testExecError ? ['the file'] : []),
    ...file.testResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  ],
})

/** More files than these do not fail by chance. */
const MOST_AGAIN = 3

/**
 * A browser of another process and the host of a third, all on two cores: where a page did not come to what a test
 * waits for, its file is run once more, alone. What fails then is broken; what does not is named, for it is owed a
 * reason.
 * @returns the titles of those that failed once only
 */
async function failedAgain(files: Map<string, FileResult>, run: (paths: string[]) => Promise<void>): Promise<string[]> {
  const first = [...files].filter(([path, { failed }]) => failed.length > 0 && dirname(path) === join('test', 'web'))
  if (first.length === 0 || first.length > MOST_AGAIN) return []
  await run(first.map(([path]) => path))
  return first.flatMap(([path, { failed }]) =>
    failed.filter((title) => !files.get(path)?.failed.includes(title)).map((title) => `${path}: ${title}`),
  )
}

/**
 * Runs all tests, or those whose path contains one of the words, and says `N passed, N failed` last.
 * @returns how many failed
 */
export async function runTests(words: string[], more: Partial<Options> = {}): Promise<number> {
  const run = mkdtempSync(join(tmpdir(), 'almanac-run-'))
  Object.assign(process.env, { ALMANAC_TEST_RUN: run, ALMANAC_CALLS: mkdtempSync(join(run, 'calls-')) })
  // Hosts of parallel tests must not build at the same time.
  await buildWhatChanged(console.log)
  const files = new Map<string, FileResult>()
  const runFiles = async (patterns: string[], projects: string[], options: Partial<Options> = {}) => {
    const all = { ...more, ...options, _: patterns, $0: 'npm test', selectProjects: projects, passWithNoTests: true }
    const { results } = await runCLI(all as Options, [ROOT])
    for (const file of results.testResults) files.set(relative(ROOT, file.testFilePath), resultOf(file))
  }
  await runFiles(words, ['unit', 'integration', 'browser'])
  const again = (paths: string[]) => runFiles(paths, ['browser'], { maxWorkers: 1 })
  const unsteady = words.length === 0 ? await failedAgain(files, again) : []
  // Compared with what all others did, so it comes last, and only when all have run.
  if (words.length === 0) await runFiles([], ['roles'])
  const results = [...files.values()]
  const passed = results.reduce((sum, one) => sum + one.passed, 0)
  const failed = results.reduce((sum, one) => sum + one.failed.length, 0)
  if (failed === 0) rmSync(run, { recursive: true, force: true })
  else console.log(`\nWhat the hosts of this run left is kept in ${run}.`)
  // Said again at the end, where a long record is read first.
  for (const title of unsteady) console.log(`failed beside others, passed alone: ${title}`)
  for (const [path, one] of files) for (const title of one.failed) console.log(`failed: ${path}: ${title}`)
  console.log(`\n${passed} passed, ${failed} failed`)
  return passed === 0 ? 1 : failed
}
