import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from '@jest/globals'

const ROOT = dirname(import.meta.dirname)
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

describe('the documentation', () => {
  const readme = read('README.md')

  test('every link of README and CONTRIBUTING leads to a file, and every picture is there', () => {
    for (const file of ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md'])
      for (const [, target] of read(file).matchAll(/\]\((?!https?:)([^)#]+)/g))
        assert.ok(existsSync(join(ROOT, dirname(file), target!)), `${file}: ${target}`)
  })

  test('every decision and every rule that the code cites stands on the architecture page', () => {
    const page = read('docs/architecture.md')
    const rules = page.slice(page.indexOf('## Rules of the synchronisation'))
    const sources = globSync('{shared,functions,infra,web/src}/**/*.{ts,svelte}', { cwd: ROOT })
    const cited = Array.from(sources).flatMap((file) =>
      [...read(file).matchAll(/\bD(\d{1,2})\b(?=[,)])|sync rule (\d+)/g)].map(([, decision, rule]) =>
        decision === undefined
          ? { file, found: rules.includes(`\n${rule}. `), name: `sync rule ${rule}` }
          : {
              file,
              found: page.includes(`\n### D${decision} `),
              name: `D${decision}`,
            },
      ),
    )
    assert.ok(cited.length > 20, `only ${cited.length} citations were found`)
    assert.deepEqual(
      cited.filter(({ found }) => !found).map(({ file, name }) => `${file}: ${name}`),
      [],
    )
  })

  test('every script that it names exists', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    for (const [, name] of (readme + read('CONTRIBUTING.md')).matchAll(/npm run ([\w:-]+)/g))
      assert.ok(scripts[name!], name)
    assert.ok(scripts['start'] && scripts['test'])
  })

  test('every variable that it names is read somewhere, and every room of its map is a folder', () => {
    const sources = globSync('infra/local/*.ts', { cwd: ROOT }).map(read).join('\n')
    for (const [, name] of readme.matchAll(/^\| `([A-Z_]+)(?:=1)?` \|/gm))
      assert.ok(sources.includes(`'${name}'`), name)
    for (const [, cell] of readme.matchAll(/^\| (`(?:shared|functions|infra|web|test)[^|]*) \|/gm))
      for (const [, room] of cell!.matchAll(/`([^`]+)`/g)) assert.ok(existsSync(join(ROOT, room!)), room)
  })

  test('every parameter of the deploy command is one of the template', () => {
    const parameters = read('infra/stack/parameters.ts')
    for (const [, name] of readme.matchAll(/--parameters (\w+)=/g)) assert.ok(parameters.includes(`'${name}'`), name)
  })
})
