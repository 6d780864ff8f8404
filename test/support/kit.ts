import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './host.ts'

/** The page that shows all parts, built and on loopback. */
export interface RunningKit {
  address: string
  stop: () => void
}

/** Builds the kit into a folder of its own, so that tests beside each other do not meet there, and serves it. */
export async function startKit(): Promise<RunningKit> {
  const folder = mkdtempSync(join(tmpdir(), 'almanac-kit-'))
  const child = spawn(process.execPath, [join(ROOT, 'web', 'serve-kit.ts'), '--built', folder], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const address = await new Promise<string>((found, fail) => {
    const heard = (chunk: Buffer) => {
      said += chunk
      const line = /http:\/\/\S+/.exec(said)?.[0]
      if (line) found(line)
    }
    child.stdout.on('data', heard)
    child.stderr.on('data', heard)
    child.on('exit', () => fail(new Error(`The kit could not be built: ${said}`)))
  })
  return {
    address,
    stop: () => {
      child.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
