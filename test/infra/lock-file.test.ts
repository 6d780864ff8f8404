import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from '@jest/globals'
import { ROOT } from '../support/host.ts'
import { kept, readLockFile } from '../support/lock-file.ts'

describe('npm ci says nothing that a newcomer would have to understand', () => {
  test('the lock-file asks for no newer Node than we do, and names no registry (npm run lock)', () => {
    const lock = readLockFile()
    assert.deepEqual(lock, kept(lock))
  })

  test('what asks for another Node is told from what does not', () => {
    const asked = {
      '>=22': false,
      '>=22.5.0': false,
      '^22.0.0 || >=24': false,
      '>=20.20': false,
      '18 || 19': false,
      '>=18 <20': false,
      '>=18': true,
      '>= 20.19': true,
      '^20.19.0 || >=22.12.0': true,
      '20.x || 22.x': true,
      '6.* || >= 10.*': true,
      '*': true,
    }
    for (const [node, isKept] of Object.entries(asked)) {
      const { packages } = kept({ packages: { '': { engines: { node: '>=20.19' } }, one: { engines: { node } } } })
      assert.equal(packages['one']!.engines !== undefined, isKept, node)
      assert.deepEqual(packages['']!.engines, { node: '>=20.19' })
    }
  })

  test('every install script is allowed or refused in package.json', () => {
    const { allowScripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      allowScripts: Record<string, boolean>
    }
    const scripted = Object.entries(readLockFile().packages).filter(([, one]) => one.hasInstallScript)
    assert.deepEqual(
      scripted.map(([path]) => path.replace(/^.*node_modules\//, '')).sort(),
      Object.keys(allowScripts).sort(),
    )
  })
})
