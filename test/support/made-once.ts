import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isAlive } from '../../infra/local/alive.ts'

/** What processes that were killed while making the folder have left beside it. */
function removeAbandoned(path: string): void {
  const prefix = `${basename(path)}.made-by-`
  for (const name of readdirSync(dirname(path))) {
    const maker = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : undefined
    if (maker !== undefined && !isAlive(maker)) rmSync(join(dirname(path), name), { recursive: true, force: true })
  }
}

/**
 * Makes a folder that all processes share, once. Each makes it for itself and renames it into place: nobody ever sees
 * half of it, and whoever comes second takes what is there.
 */
export async function madeOnce(path: string, make: (folder: string) => Promise<void> | void): Promise<void> {
  if (existsSync(path)) return
  removeAbandoned(path)
  const own = `${path}.made-by-${process.pid}`
  mkdirSync(own)
  try {
    await make(own)
    renameSync(own, path)
  } catch (error) {
    // A folder that is not empty is not renamed over: somebody else was first.
    if (!existsSync(path)) throw error
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
}
