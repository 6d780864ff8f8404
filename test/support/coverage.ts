import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eachMapping, TraceMap } from '@jridgewell/trace-mapping'
import { transformSync } from 'esbuild'

/**
 * `npm run coverage`: which lines of the functions, the shared rooms and the local host the tests run. Jest sees what
 * its own files import; hosts, their functions' workers and the bundles in them say it themselves (NODE_V8_COVERAGE),
 * as far as they end by themselves: what was killed says nothing.
 */
const ROOT = dirname(dirname(import.meta.dirname))
const PATTERNS = ['shared/**/*.ts', 'functions/**/*.ts', 'infra/local/**/*.ts']

/** Lines of each source, by its path from the root. */
type Lines = Map<string, Set<number>>

/** A function as V8 counts it; ranges are nested, the innermost says how often a character ran. */
interface CountedFunction {
  ranges: { startOffset: number; endOffset: number; count: number }[]
}

const add = (lines: Lines, path: string, line: number) => {
  const known = lines.get(path) ?? new Set()
  lines.set(path, known.add(line))
}

/** The lines that hold code: those to which a compiler maps some. */
function codeLines(): Lines {
  const lines: Lines = new Map()
  for (const path of PATTERNS.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))) {
    const source = readFileSync(join(ROOT, path), 'utf8')
    const { map } = transformSync(source, { loader: 'ts', sourcemap: 'external' })
    lines.set(path, new Set())
    eachMapping(new TraceMap(map), ({ originalLine }) => originalLine !== null && add(lines, path, originalLine))
  }
  return lines
}

/** What jest's own files ran, as istanbul writes it. */
function ranInJest(folder: string, ran: Lines): void {
  const path = join(folder, 'coverage-final.json')
  if (!existsSync(path)) return
  type File = {
    statementMap: Record<string, { start: { line: number }; end: { line: number } }>
    s: Record<string, number>
  }
  for (const [file, { statementMap, s }] of Object.entries(
    JSON.parse(readFileSync(path, 'utf8')) as Record<string, File>,
  ))
    for (const [id, { start, end }] of Object.entries(statementMap))
      if ((s[id] ?? 0) > 0) for (let line = start.line; line <= end.line; line++) add(ran, relative(ROOT, file), line)
}

/** Which characters of each script ran, in any of the processes; scripts of the same text are one. */
function ranInHosts(folder: string): Map<string, { path: string; ran: Uint8Array }> {
  const scripts = new Map<string, { path: string; ran: Uint8Array }>()
  const textOf = new Map<string, { key: string; length: number }>()
  for (const name of readdirSync(folder)) {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
      result: { url: string; functions: CountedFunction[] }[]
    }
    for (const { url, functions } of result) {
      if (!url.startsWith('file://')) continue
      const path = fileURLToPath(url)
      if (!path.startsWith(ROOT) || path.includes('node_modules') || !existsSync(path)) continue
      let text = textOf.get(path)
      if (!text) {
        const content = readFileSync(path, 'utf8')
        text = { key: createHash('sha256').update(content).digest('hex'), length: content.length }
        textOf.set(path, text)
      }
      const script = scripts.get(text.key) ?? { path, ran: new Uint8Array(text.length) }
      scripts.set(text.key, script)
      mark(functions, script.ran)
    }
  }
  return scripts
}

/**
 * Outer ranges stand before inner ones, functions before those within them: the last word on a character is the
 * innermost.
 */
function mark(functions: CountedFunction[], ran: Uint8Array): void {
  const now = new Uint8Array(ran.length)
  for (const { ranges } of functions)
    for (const { startOffset, endOffset, count } of ranges) now.fill(count > 0 ? 1 : 0, startOffset, endOffset)
  for (let i = 0; i < ran.length; i++) ran[i]! |= now[i]!
}

/** The source lines of what ran of a script: a bundle's through its map, a source's own. */
function traced({ path, ran: characters }: { path: string; ran: Uint8Array }, ran: Lines): void {
  const text = readFileSync(path, 'utf8')
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const isBundle = existsSync(`${path}.map`)
  if (!isBundle) {
    starts.forEach((start, i) => {
      const end = starts[i + 1] ?? text.length
      const first = start + (text.slice(start, end).match(/^\s*/)?.[0].length ?? 0)
      if (characters[first]) add(ran, relative(ROOT, path), i + 1)
    })
    return
  }
  eachMapping(
    new TraceMap(readFileSync(`${path}.map`, 'utf8')),
    ({ generatedLine, generatedColumn, source, originalLine }) => {
      if (source === null || originalLine === null || !characters[starts[generatedLine - 1]! + generatedColumn]) return
      add(ran, source.replace(/^(\.\.\/)+/, ''), originalLine)
    },
  )
}

const roomOf = (path: string) => {
  const parts = path.split('/').slice(0, -1)
  return parts.slice(0, parts[1] === 'domain' || parts[1] === 'usecases' || parts[1] === 'adapters' ? 3 : 2).join('/')
}

function table(code: Lines, ran: Lines): string {
  const rooms = new Map<string, { lines: number; ran: number }>()
  for (const [path, lines] of code)
    for (const room of [roomOf(path), 'all']) {
      const sum = rooms.get(room) ?? { lines: 0, ran: 0 }
      rooms.set(room, sum)
      sum.lines += lines.size
      sum.ran += [...lines].filter((line) => ran.get(path)?.has(line)).length
    }
  const rows = [...rooms].sort(([a], [b]) => (a === 'all' ? 1 : b === 'all' ? -1 : a < b ? -1 : 1))
  return rows
    .map(([room, { lines, ran: hit }]) => {
      const share = lines === 0 ? '  -' : `${((100 * hit) / lines).toFixed(1)} %`
      return `${room.padEnd(34)} ${String(hit).padStart(6)} of ${String(lines).padStart(6)} lines  ${share.padStart(8)}`
    })
    .join('\n')
}

const folder = mkdtempSync(join(tmpdir(), 'almanac-coverage-'))
const hosts = mkdtempSync(join(folder, 'hosts-'))
const jest = join(folder, 'jest')
Object.assign(process.env, { ALMANAC_BUILD: 'measured', ALMANAC_COVERAGE: hosts })
// Reads the two when it is loaded.
const { runTests } = await import('./run-tests.ts')
const failed = await runTests(process.argv.slice(2), {
  coverage: true,
  coverageProvider: 'v8',
  coverageReporters: ['json'],
  coverageDirectory: jest,
  collectCoverageFrom: JSON.stringify(PATTERNS),
})
const ran: Lines = new Map()
ranInJest(jest, ran)
for (const script of ranInHosts(hosts).values()) traced(script, ran)
console.log(`\n${table(codeLines(), ran)}`)
rmSync(folder, { recursive: true, force: true })
process.exit(failed > 0 ? 1 : 0)
