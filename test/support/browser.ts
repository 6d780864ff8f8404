import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { ROOT } from './host.ts'
import { madeOnce } from './made-once.ts'

/**
 * A real Chromium from npm; CHROMIUM_PATH overrides it. The package unpacks itself into the temporary folder and takes
 * any copy that it finds there for its own, finished or not: hence a folder of its version that is whole or not there.
 */
async function executable(): Promise<string> {
  const own = process.env['CHROMIUM_PATH']
  if (own) return own
  const { version } = createRequire(import.meta.url)(
    join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../../package.json'),
  ) as { version: string }
  const folder = join(tmpdir(), `almanac-chromium-${version}-unpacked`)
  await madeOnce(folder, unpackInto)
  const path = join(folder, 'chromium')
  checkLibraries(path)
  return path
}

/** In a process of its own, whose temporary folder is another than ours. */
function unpackInto(folder: string): void {
  execFileSync(process.execPath, [join(ROOT, 'test', 'support', 'unpack-chromium.ts')], {
    env: { ...process.env, TMPDIR: folder },
  })
}

function checkLibraries(path: string): void {
  if (!existsSync(path)) throw new Error(`Chromium was not unpacked at ${path}.`)
  const missing = execFileSync('ldd', [path], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0])
  if (missing.length > 0)
    throw new Error(
      `Chromium lacks ${missing.join(', ')} on this system; install them or set CHROMIUM_PATH to another Chromium.`,
    )
}

/** How long a page may take for one step: it ends what hangs, and is no measure of anything. */
export const BROWSER_PATIENCE_MS = 30_000

/**
 * A browser whose pages have a worker only where a test asks for it: what one test opened is not kept for its next
 * page.
 */
export async function openBrowser(): Promise<Browser> {
  const browser = await launched(await executable())
  const newContext = browser.newContext.bind(browser)
  browser.newContext = (options) => newContext({ serviceWorkers: 'block', ...options })
  return browser
}

/**
 * One that did not come up, on a machine that was short of something for a moment, says nothing of the pages: it is
 * started again.
 */
async function launched(executablePath: string, triesLeft = 2): Promise<Browser> {
  try {
    return await chromium.launch({
      executablePath,
      headless: true,
      timeout: BROWSER_PATIENCE_MS,
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    })
  } catch (error) {
    if (triesLeft === 0) throw error
    console.error(`Chromium did not start, and is started again: ${(error as Error).message}`)
    return launched(executablePath, triesLeft - 1)
  }
}
