import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './host.ts'

interface LockFile {
  packages: Record<string, { engines?: { node?: string }; resolved?: string; hasInstallScript?: boolean }>
}

const FILE = join(ROOT, 'package-lock.json')

export const readLockFile = () => JSON.parse(readFileSync(FILE, 'utf8')) as LockFile

/**
 * Whether the oldest Node that we allow is one that a package asks for. Only plain ranges are understood (`>=20`,
 * `^20.19.0 || >=22.12.0`); of anything else the answer is no.
 */
function admits(range: string, oldest: string): boolean {
  const [major, minor] = oldest.split('.').map(Number) as [number, number]
  return range.split('||').some((alternative) => {
    if (alternative.trim() === '*') return true
    const [, sign, asked = '', askedMinor = '0'] =
      /^\s*(>=|\^|~)?\s*v?(\d+)(?:\.(\d+|[x*]))?(?:\.(?:\d+|[x*]))?\s*$/.exec(alternative) ?? []
    const isOldEnough = Number(asked) < major || (Number(asked) === major && (Number(askedMinor) || 0) <= minor)
    return asked !== '' && isOldEnough && (sign === '>=' || Number(asked) === major)
  })
}

/**
 * The lock-file as it is kept. Our packages run on the Node that comes with them, whatever Node runs `npm ci`: what
 * they would be warned about is left out. So are addresses: everybody installs from their own registry.
 */
export function kept(lock: LockFile): LockFile {
  const copy = JSON.parse(JSON.stringify(lock)) as LockFile
  const oldest = /\d+\.\d+/.exec(copy.packages['']?.engines?.node ?? '')?.[0] ?? ''
  for (const [path, found] of Object.entries(copy.packages)) {
    if (/^https?:/.test(found.resolved ?? '')) delete found.resolved
    if (path !== '' && found.engines?.node !== undefined && !admits(found.engines.node, oldest)) delete found.engines
  }
  return copy
}

if (process.argv[1] === import.meta.filename) writeFileSync(FILE, `${JSON.stringify(kept(readLockFile()), null, 2)}\n`)
