import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from '@jest/globals'
import { ROOT, temporaryFolder } from '../support/host.ts'

const MODULE = join(ROOT, 'test', 'support', 'made-once.ts')

/** A process that makes the folder in two steps, and then says what it finds there. */
function maker(path: string): ChildProcess {
  const program = `
    import { readdirSync, writeFileSync } from 'node:fs'
    import { madeOnce } from ${JSON.stringify(MODULE)}
    await madeOnce(${JSON.stringify(path)}, async (folder) => {
      writeFileSync(folder + '/first', String(process.pid))
      process.stdout.write('begun ')
      await new Promise((resolve) => process.stdin.once('data', resolve))
      writeFileSync(folder + '/second', String(process.pid))
    })
    process.stdout.write(readdirSync(${JSON.stringify(path)}).join(' '))
    process.exit()`
  return spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['pipe', 'pipe', 'inherit'] })
}

/** What a process says until it ends, and the moment at which it has begun. */
function heard(child: ChildProcess): { begun: Promise<void>; said: Promise<string> } {
  let said = ''
  const begun = new Promise<void>((resolve) =>
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk
      if (said.startsWith('begun')) resolve()
    }),
  )
  return { begun, said: new Promise((resolve) => child.once('close', () => resolve(said))) }
}

describe('a folder that all processes share', () => {
  test('is whole for each of two that make it at the same time, and the second leaves nothing behind', async () => {
    const parent = temporaryFolder()
    const path = join(parent, 'shared')
    const children = [maker(path), maker(path)]
    const both = children.map(heard)
    await Promise.all(both.map(({ begun }) => begun))
    assert.equal(existsSync(path), false, 'nobody sees half of it')
    for (const child of children) child.stdin!.write('go on\n')
    assert.deepEqual(await Promise.all(both.map(({ said }) => said)), ['begun first second', 'begun first second'])
    assert.deepEqual([...readdirSync(parent)], ['shared'])
  })

  test('is made by the next where its maker was killed', async () => {
    const parent = temporaryFolder()
    const path = join(parent, 'shared')
    const killed = maker(path)
    const first = heard(killed)
    await first.begun
    killed.kill('SIGKILL')
    await first.said
    assert.equal(existsSync(path), false)
    const next = maker(path)
    next.stdin!.write('go on\n')
    assert.equal(await heard(next).said, 'begun first second')
    assert.deepEqual([...readdirSync(parent)], ['shared'])
  })

  test('is taken as it is where it is there', async () => {
    const path = join(temporaryFolder(), 'shared')
    mkdirSync(path)
    assert.equal(await heard(maker(path)).said, '')
  })
})
