import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, test } from '@jest/globals'
import ts from 'typescript'

const ROOT = dirname(import.meta.dirname)

const below = (...floors: string[]) => floors.map((floor) => `shared/domain/${floor}`)

/** Which rooms each room may reach, besides packages. A door reaches the files beside it in its own room. */
const rooms: Record<string, string[]> = {
  // The walls of the domain, the lower floors first: each reaches only what stands below it.
  'shared/domain/time': [],
  'shared/domain/answers': ['shared/domain/time'],
  'shared/domain/changes': ['shared/domain/time'],
  'shared/domain/people': ['shared/domain/time'],
  'shared/domain/recurrence': ['shared/domain/time', 'shared/domain/answers'],
  'shared/domain/ledger': ['shared/domain/time', 'shared/domain/people', 'shared/domain/recurrence'],
  'shared/domain/event': below('time', 'answers', 'changes', 'people', 'recurrence', 'ledger'),
  'shared/domain/booking': below('time', 'answers', 'people', 'ledger'),
  'shared/domain/offers': below('time', 'answers', 'people', 'recurrence', 'ledger', 'booking'),
  'shared/domain/effects': below('time', 'changes', 'booking', 'sync'),
  'shared/domain/sync': below('time', 'changes', 'recurrence', 'event', 'booking'),
  'shared/api': ['shared/domain'],
  'functions/ports': ['shared/domain'],
  'functions/usecases': ['shared/domain', 'functions/ports'],
  'functions/adapters': ['functions/ports', 'shared/domain'],
  'functions/middleware': ['shared/api', 'shared/domain'],
  'functions/wiring': ['functions/usecases', 'functions/ports', 'functions/adapters'],
  'functions/http': [
    'functions/usecases',
    'functions/ports',
    'shared/api',
    'shared/domain',
    'functions/middleware',
    'functions/wiring',
  ],
  'functions/webhooks': ['functions/usecases', 'shared/api', 'functions/middleware', 'functions/wiring'],
  'functions/jobs': ['functions/usecases', 'functions/ports', 'shared/api', 'functions/middleware', 'functions/wiring'],
  'infra/stack': [],
  'infra/rehearsal': [],
  'infra/local': ['infra/rehearsal'],
  'infra/app.ts': ['infra/stack'],
  'web/src': ['shared/api', 'shared/domain'],
}

/** Packages that may stand in one place only. */
const keptTo: [RegExp, RegExp][] = [
  [/^@middy\//, /^functions\/middleware\//],
  [/^@aws-sdk\//, /^functions\/(adapters|wiring)\//],
  [/^@googleapis\//, /^functions\/adapters\/google\//],
  [/^@azure\//, /^functions\/adapters\/microsoft\//],
  [/^nodemailer$/, /^functions\/adapters\/mail\//],
  [/^aws-cdk-lib/, /^infra\/(stack|app\.ts)/],
  [/^zod$/, /^(shared\/api|functions\/middleware|functions\/adapters\/dynamodb)\//],
]

const patterns = ['shared/**/*.ts', 'functions/**/*.ts', 'infra/**/*.ts', 'web/src/**/*.{ts,svelte}']
const files = Array.from(globSync(patterns, { cwd: ROOT })).filter((file) => !file.endsWith('.d.ts'))

function importsOf(file: string): string[] {
  const source = readFileSync(join(ROOT, file), 'utf8')
  const code = file.endsWith('.svelte') ? (/<script[^>]*>([\s\S]*?)<\/script>/.exec(source)?.[1] ?? '') : source
  return ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName)
}

const roomOf = (file: string) => Object.keys(rooms).find((room) => file === room || file.startsWith(`${room}/`))
const graph = new Map(
  files.map((file) => [
    file,
    importsOf(file).map((name) =>
      name.startsWith('.') ? { file: relative(ROOT, resolve(ROOT, dirname(file), name)) } : { package: name },
    ),
  ]),
)

describe('the house', () => {
  test('every file stands in a room', () =>
    assert.deepEqual(
      files.filter((file) => !roomOf(file)),
      [],
    ))

  test('rooms reach only the rooms that they may', () => {
    const leaks = [...graph].flatMap(([file, imports]) =>
      imports.flatMap((target) => {
        if (target.file === undefined || target.file.endsWith('.css')) return []
        const [from, to] = [roomOf(file)!, roomOf(target.file)]
        const mayReach = (room: string) => rooms[from]!.some((one) => room === one || room.startsWith(`${one}/`))
        return to === from || (to !== undefined && mayReach(to)) ? [] : [`${file} -> ${target.file}`]
      }),
    )
    assert.deepEqual(leaks, [])
  })

  test('a use case names the repositories that it uses, never all of them', () => {
    const all = [...graph].filter(
      ([file, imports]) =>
        file.startsWith('functions/usecases/') &&
        imports.some((target) => target.file === 'functions/ports/repositories.ts'),
    )
    assert.deepEqual(
      all.map(([file]) => file),
      [],
    )
  })

  test('every test file belongs to a project that runs it', async () => {
    const { default: config } = (await import(join(ROOT, 'jest.config.js'))) as {
      default: { projects: { testMatch: string[] }[] }
    }
    const patterns = config.projects.flatMap(({ testMatch }) => testMatch)
    const run = globSync(
      patterns.map((pattern) => pattern.replace('<rootDir>/', '')),
      { cwd: ROOT },
    )
    const all = globSync('test/**/*.test.ts', { cwd: ROOT })
    assert.deepEqual(
      Array.from(all).filter((file) => !run.includes(file)),
      [],
    )
  })

  test('every import leads to a file', () => {
    const missing = [...graph].flatMap(([file, imports]) =>
      imports.flatMap((target) =>
        target.file !== undefined && !existsSync(join(ROOT, target.file)) ? [`${file} -> ${target.file}`] : [],
      ),
    )
    assert.deepEqual(missing, [])
  })

  test('packages stay in their adapter', () => {
    const strays = [...graph].flatMap(([file, imports]) =>
      imports.flatMap((target) =>
        keptTo.flatMap(([name, place]) =>
          target.package && name.test(target.package) && !place.test(file) ? [`${file} uses ${target.package}`] : [],
        ),
      ),
    )
    assert.deepEqual(strays, [])
  })

  test('nothing imports the tests, and only wiring reads the environment of functions', () => {
    assert.deepEqual(
      [...graph]
        .filter(([, imports]) => imports.some((target) => target.file?.startsWith('test/')))
        .map(([file]) => file),
      [],
    )
    assert.deepEqual(
      files.filter(
        (file) =>
          file.startsWith('functions/') &&
          !file.startsWith('functions/wiring/') &&
          /process\.env/.test(readFileSync(join(ROOT, file), 'utf8')),
      ),
      [],
    )
  })

  test('the domain asks neither the clock nor chance nor the machine', () => {
    const impure = files.filter(
      (file) =>
        file.startsWith('shared/') &&
        /Date\.now\(|Math\.random\(|new Date\(\)|process\.|from 'node:/.test(readFileSync(join(ROOT, file), 'utf8')),
    )
    assert.deepEqual(impure, [])
  })

  test('there are no circles', () => {
    const state = new Map<string, 'open' | 'done'>()
    const circles: string[] = []
    const visit = (file: string, path: string[]) => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') {
        circles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
        return
      }
      state.set(file, 'open')
      for (const target of graph.get(file) ?? [])
        if (target.file !== undefined && graph.has(target.file)) visit(target.file, [...path, file])
      state.set(file, 'done')
    }
    for (const file of files) visit(file, [])
    assert.deepEqual(
      circles.filter((circle) => !isTypeOnly(circle)),
      [],
    )
  })

  test('no room is called utils, helpers, common, manager or service', () => {
    assert.deepEqual(
      files.filter((file) => /(^|\/)(utils?|helpers?|common|managers?)(\/|\.)/.test(file)),
      [],
    )
  })
})

/** A circle of types alone disappears when types are stripped: nothing runs in it. */
function isTypeOnly(circle: string): boolean {
  const path = circle.split(' -> ')
  return path.slice(0, -1).some((file, i) => {
    const source = readFileSync(join(ROOT, file), 'utf8')
    const next = relative(dirname(join(ROOT, file)), join(ROOT, path[i + 1]!)).replace(/^(?!\.)/, './')
    const lines = source.split('\n').filter((line) => line.includes(`'${next}'`))
    return lines.length > 0 && lines.every((line) => line.startsWith('import type'))
  })
}
