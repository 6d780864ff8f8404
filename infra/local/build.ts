import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { DAY_MS } from '../../shared/domain/time/units.ts'
import { Failure } from './failure.ts'

export const ROOT = dirname(dirname(import.meta.dirname))
const STAMP = join(ROOT, 'dist', 'stamp.json')
/** Built so that what ran can be traced to the lines of its sources: `npm run coverage`. */
const IS_MEASURED = process.env['ALMANAC_BUILD'] === 'measured'
const SITE = join(ROOT, 'dist', 'site')
/** The pages that a door draws, a language a file, and the letter of mails. */
const PAGES = join(ROOT, 'dist', 'pages')
const FUNCTIONS = join(ROOT, 'dist', 'functions')
/**
 * What V8 made of functions and servers, so that the next start need not do it again: see `NODE_COMPILE_CACHE` of Node.
 */
export const COMPILED = join(ROOT, 'dist', 'compiled')

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesIn(path)
    else if (entry.isFile()) yield path
  }
}

/** A fingerprint of what a part is made from. */
function fingerprint(...sources: string[]): string {
  const hash = createHash('sha256')
  for (const source of sources) {
    const path = join(ROOT, source)
    if (!existsSync(path)) continue
    for (const file of statSync(path).isDirectory() ? filesIn(path) : [path]) {
      hash.update(relative(ROOT, file))
      hash.update(readFileSync(file))
    }
  }
  return hash.digest('hex')
}

/** What a door loads only when it is needed, by `import()`: nothing of it is read when the door opens. */
const LOADED_LATE = ['adapters/stripe/payments.ts']

/** One esbuild pass: every door and job a file of its own, with nothing in it that it does not use. */
async function buildFunctions(): Promise<void> {
  const { build } = await import('esbuild')
  const folders = ['http', 'webhooks', 'jobs'].filter((folder) => existsSync(join(ROOT, 'functions', folder)))
  const entryPoints = folders.flatMap((folder) =>
    readdirSync(join(ROOT, 'functions', folder))
      .filter(
        (name) =>
          name.endsWith('.ts') &&
          /export const handler\b/.test(readFileSync(join(ROOT, 'functions', folder, name), 'utf8')),
      )
      .map((name) => join(ROOT, 'functions', folder, name)),
  )
  const outdir = FUNCTIONS
  const outbase = join(ROOT, 'functions')
  rmSync(outdir, { recursive: true, force: true })
  await build({
    entryPoints: [...entryPoints, ...LOADED_LATE.map((file) => join(outbase, file))],
    outdir,
    outbase,
    plugins: [
      {
        name: 'what is loaded late is a file of its own',
        setup({ onResolve }) {
          onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
            if (kind !== 'dynamic-import') return undefined
            const file = relative(outbase, join(resolveDir, path))
            if (!LOADED_LATE.includes(file)) throw new Failure(`${file} is loaded late and not built by itself`)
            // Every door and job stands one folder deep.
            return { path: `../${file.replace(/\.ts$/, '.mjs')}`, external: true }
          })
        },
      },
    ],
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: !IS_MEASURED,
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: IS_MEASURED,
    logLevel: 'warning',
    // Packages written as CommonJS may ask for require at run time.
    banner: {
      js: "import{createRequire as almanacRequire}from'node:module';const require=almanacRequire(import.meta.url);",
    },
  })
}

/**
 * The calendar app, and the booking page once for each language: none carries the sentences of another. Of that page
 * there are two builds, for browsers and for the door that draws it first.
 */
async function buildSite(): Promise<void> {
  const { build } = await import('vite')
  const { appConfig, drawnPageConfig, drawnPages, embedLoader, languages, letterConfig, strangersPageConfig } =
    await import('../../web/page-builds.ts')
  for (const folder of [SITE, PAGES]) rmSync(folder, { recursive: true, force: true })
  const built = (config: Parameters<typeof build>[0]) => build({ ...config, logLevel: 'warn' })
  await Promise.all([
    built(appConfig(SITE)),
    built(letterConfig(PAGES)),
    ...languages.map(async (language) => {
      for (const page of drawnPages) {
        let document = ''
        await built(
          strangersPageConfig(SITE, page, language, (html) => {
            document = html
          }),
        )
        await built(drawnPageConfig(PAGES, page, language, document))
      }
    }),
  ])
  writeFileSync(join(SITE, 'embed.js'), await embedLoader())
}

/** Pages stand beside the doors that draw them. */
function putPagesToFunctions(): void {
  cpSync(PAGES, join(FUNCTIONS, 'pages'), { recursive: true })
}

const ASSET_LIFE_MS = DAY_MS

/** What a build left a day ago. Younger assets stay, for a host that was started with them may still be running. */
function removeOldAssets(out: string): void {
  for (const name of existsSync(out) ? readdirSync(out) : []) {
    const path = join(out, name)
    if (name.startsWith('asset.') && Date.now() - statSync(path).mtimeMs < ASSET_LIFE_MS) continue
    rmSync(path, { recursive: true, force: true })
  }
}

/** Synthesizes the template in a process of its own, which ends: the CDK stays out of the host's memory. */
function synthesize(): Promise<void> {
  const out = join(ROOT, 'dist', 'cdk.out')
  removeOldAssets(out)
  const child = spawn(process.execPath, [join(ROOT, 'infra', 'app.ts')], {
    cwd: ROOT,
    env: { ...process.env, ALMANAC_SYNTH: 'local', ALMANAC_SYNTH_OUT: out },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('exit', (code) =>
      code === 0 ? done() : fail(new Failure(`The template could not be synthesized: ${said.slice(-2000)}`)),
    )
  })
}

type Part = 'functions' | 'site' | 'template'

/** The fingerprints of now, and those of the last build; an interrupted or missing one leaves none. */
function compared(): { wanted: Record<Part, string>; found: Partial<Record<Part, string>> } {
  const functions = fingerprint('shared', 'functions', 'package-lock.json') + (IS_MEASURED ? ' measured' : '')
  const site = fingerprint('shared', 'web', 'package-lock.json')
  const template = createHash('sha256')
    .update(functions + site + fingerprint('infra/stack', 'infra/app.ts', 'cdk.json'))
    .digest('hex')
  let found: Partial<Record<Part, string>> = {}
  try {
    found = JSON.parse(readFileSync(STAMP, 'utf8'))
  } catch {
    // Everything is built.
  }
  return { wanted: { functions, site, template }, found }
}

/** Whether anything must be built before the host can start. */
export function isStale(): boolean {
  const { wanted, found } = compared()
  return found.template !== wanted.template
}

/** Builds what changed since the last time: functions, pages, template. */
export async function buildWhatChanged(say: (line: string) => void = () => {}): Promise<void> {
  const { wanted, found } = compared()
  if (found.template === wanted.template) return
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  const parts: [Part, () => Promise<void>][] = [
    ['functions', buildFunctions],
    ['site', buildSite],
  ]
  const stale = parts.filter(([part]) => found[part] !== wanted[part])
  say(`Building ${[...stale.map(([part]) => part), 'template'].join(', ')} ...`)
  rmSync(STAMP, { force: true })
  rmSync(COMPILED, { recursive: true, force: true })
  await Promise.all(stale.map(([, build]) => build()))
  putPagesToFunctions()
  await synthesize()
  writeFileSync(STAMP, JSON.stringify(wanted))
}

if (process.argv[1] === import.meta.filename) await buildWhatChanged(console.log)
