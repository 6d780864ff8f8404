import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { runCLI } from 'jest'
import { buildWhatChanged } from '../../infra/local/build.ts'
import { ROOT } from './host.ts'

type Options = Parameters<typeof runCLI>[0]

/** Runs all tests, or those whose path contains one of the words, and says `N passed, N failed` last. @returns how many failed */
export async function runTests(words: string[], more: Partial<Options> = {}): Promise<number> {
  const run = mkdtempSync(join(tmpdir(), 'almanac-run-'))
  Object.assign(process.env, { ALMANAC_TEST_RUN: run, ALMANAC_CALLS: mkdtempSync(join(run, 'calls-')) })
  // Hosts of parallel tests must not build at the same time.
  await buildWhatChanged(console.log)
  let passed = 0
  let failed = 0
  const titles: string[] = []
  /** Runs some files and counts tests; a file that could not even be loaded counts as one that failed. */
  const runFiles = async (patterns: string[], projects: string[]) => {
    const options = { ...more, _: patterns, $0: 'npm test', selectProjects: projects, passWithNoTests: true } as Options
    const { results } = await runCLI(options, [ROOT])
    passed += results.numPassedTests
    failed += results.numFailedTests + results.numRuntimeErrorTestSuites
    for (const file of results.testResults) {
      const path = relative(ROOT, file.testFilePath)
      if (file.testExecError) titles.push(path)
      for (const one of file.testResults) if (one.status === 'failed') titles.push(`${path}: ${one.fullName}`)
    }
  }
  await runFiles(words, ['unit', 'integration', 'browser'])
  // Compared with what all others did, so it comes last, and only when all have run.
  if (words.length === 0) await runFiles([], ['roles'])
  if (failed === 0) rmSync(run, { recursive: true, force: true })
  else console.log(`\nWhat the hosts of this run left is kept in ${run}.`)
  // Said again at the end, where a long record is read first.
  for (const title of titles) console.log(`failed: ${title}`)
  console.log(`\n${passed} passed, ${failed} failed`)
  return passed === 0 ? 1 : failed
}
