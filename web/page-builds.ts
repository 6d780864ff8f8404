import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { InlineConfig, Plugin } from 'vite'
import type { BookingPhrases } from '../shared/words/booking/en.ts'
import type { DoorPhrases } from '../shared/words/door/en.ts'
import { directionOf, type Language, languages } from '../shared/words/language.ts'
import type { Translated } from '../shared/words/phrase.ts'

export { languages }

const WORDS = /\/shared\/words\/\w+\/en\.ts$/

/**
 * Wherever the booking page imports the English of a subject, a build gets its own language; nothing else of the words
 * comes along.
 */
function wordsIn(language: Language): Plugin {
  return {
    name: 'words',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (!source.endsWith('/en.ts')) return null
      const english = await this.resolve(source, importer, { ...options, skipSelf: true })
      return english && WORDS.test(english.id) ? english.id.replace(/en\.ts$/, `${language}.ts`) : english
    },
  }
}

/**
 * Of what can be asked a stranger's page gets what strangers may ask: the names of all other routes are of no use to
 * it.
 */
function askedByStrangers(): Plugin {
  return {
    name: 'operations',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/shared/api/operations.ts')) return null
      return { code: code.replace(/^ +\w+:\s*'\w+ \/(?!api\/public\/)[^']*',\n/gm, ''), map: null }
    },
  }
}

/**
 * What is wrong with fields that no stranger has: of series, types, groups, templates, settings, searches. One that
 * came all the same would be said as any other that the page does not know.
 */
const faultsOfMembers = `
  notForOneDate kindOfOneDate noSeriesOfItsOwn badRule noDateSoon crowdedAtOnce crowdedDay noWeekday
  notOfOrganizer notLikeIt notOtherResource nobodyOffered tooManyHosts moreThanThere inTwoGroups allServe
  capacitiesDecide tooManyServing tooManyTogether onlyResources answersThemselves customerIsTold bookedLength notPicture nothingAsked
  tooManyWords notSite notMultiple keyRefused onlyMoved noBlank reserved noMeetingAddress notConnected
  fewChoices notEarlier templateField templateFilter templateTag templateLoop templateUnclosed
  templateUnreadable
`
  .trim()
  .split(/\s+/)

/** Of what can be wrong with a field a stranger's page says what can be wrong with theirs. */
function faultsOfStrangers(): Plugin {
  const phrase = /^ {2}(\w+):\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"),\n/gm
  return {
    name: 'faults',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/shared\/words\/faults\/(?:en|de|fr|es|ar)\.ts$/.test(id)) return null
      const gone = faultsOfMembers.filter((name) => !code.includes(`\n  ${name}:`))
      if (gone.length > 0) throw new Error(`no fault is called ${gone.join(', ')}`)
      const left = code.replace(phrase, (line, name: string) => (faultsOfMembers.includes(name) ? '' : line))
      return { code: left, map: null }
    },
  }
}

/** What only one place says is read with it: the first view needs none of these. */
const late = [
  'appointments',
  'bookings',
  'contacts',
  'event',
  'reasons',
  'records',
  'reminders',
  'reminding',
  'rules',
  'search',
  'settings',
  'sharing',
  'mailed',
  'telling',
  'templates',
  'unsent',
  'welcome',
]

/** The booking page and the mails have their own. */
const subjects = readdirSync(join(import.meta.dirname, '../shared/words'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['booking', 'mail', 'reply', ...late].includes(entry.name))
  .map(({ name }) => name)

const fileOf = (subject: string, language: string) =>
  join(import.meta.dirname, '../shared/words', subject, `${language}.ts`)

const ALL_OF = 'almanac:words/'
const SUBJECT = '\0words:'

/**
 * The app is built once, and its words are a chunk a language: what imports the English of a subject gets that of the
 * reader, which is there before any of it runs (`shell/words.ts` waits for it; of the late subjects, whatever imports
 * them does).
 */
function wordsOfReader(): Plugin {
  return {
    name: 'words',
    enforce: 'pre',
    async resolveId(source, importer, options) {
      if (source.startsWith(ALL_OF)) return `\0${source}`
      if (!source.endsWith('/en.ts') || importer?.startsWith(`\0${ALL_OF}`)) return null
      const english = await this.resolve(source, importer, { ...options, skipSelf: true })
      return english && WORDS.test(english.id) ? `${SUBJECT}${english.id}` : english
    },
    async load(id) {
      if (id.startsWith(`\0${ALL_OF}`)) {
        const [language = '', subject] = id.slice(ALL_OF.length + 1).split('/')
        if (subject) return `export * from '${fileOf(subject, language)}'`
        return subjects.map((one) => `export * as ${one} from '${fileOf(one, language)}'`).join('\n')
      }
      if (!id.startsWith(SUBJECT)) return null
      const path = id.slice(SUBJECT.length)
      const names = Object.keys((await import(path)) as object).join(', ')
      const subject = path.split('/').at(-2)!
      const words = join(import.meta.dirname, 'src/shell/words.ts')
      if (!late.includes(subject))
        return `import { words } from '${words}'\nexport const { ${names} } = words.${subject}`
      const loaders = languages.map((one) => `${one}: () => import('${ALL_OF}${one}/${subject}')`)
      return `import { language } from '${words}'\nexport const { ${names} } = await { ${loaders.join(', ')} }[language]()`
    },
  }
}

/** Writes the document of a page for strangers in its language. @param keep takes it */
function documentIn(page: DrawnPageName, language: Language, keep: (html: string) => void): Plugin {
  return {
    name: 'document',
    enforce: 'post',
    transformIndexHtml: async (html) => {
      const { phrases } = (await import(`../shared/words/booking/${language}.ts`)) as {
        phrases: Translated<BookingPhrases>
      }
      return html
        .replace('<html lang="en">', `<html lang="${language}" dir="${directionOf(language)}">`)
        .replaceAll('%pageTitle%', phrases.pageTitle)
        .replaceAll('%noScript%', phrases.noScript)
    },
    // No file of the site: the door draws the page, and has its document.
    generateBundle(_, bundle) {
      const document = bundle[`${page}.html`]
      if (document?.type !== 'asset') return
      delete bundle[`${page}.html`]
      keep(String(document.source))
    },
  }
}

/** The app's document is one for all readers: whoever runs no script finds the sentence of each language in it. */
function sentencesWithoutScript(): Plugin {
  return {
    name: 'document',
    transformIndexHtml: async (html) => {
      const sentences = languages.map(async (language) => {
        const { phrases } = (await import(`../shared/words/door/${language}.ts`)) as {
          phrases: Translated<DoorPhrases>
        }
        return `<p lang="${language}" dir="${directionOf(language)}">${phrases.noScript}</p>`
      })
      return html.replace('%noScript%', (await Promise.all(sentences)).join(''))
    },
  }
}

/**
 * What stands beside the pages under its own name, and the worker keeps; the manifest is read by the browser when it
 * installs.
 */
const PUBLIC = join(import.meta.dirname, 'public')

/** The worker that opens the app without a network, with the list of what this build consists of. */
function workerOfBuild(): Plugin {
  return {
    name: 'worker',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const { build } = await import('esbuild')
      const files = [
        '/index.html',
        '/icon.svg',
        ...Object.keys(bundle)
          .filter((name) => name !== 'index.html')
          .map((name) => `/${name}`),
      ]
      const hash = createHash('sha256')
        .update(files.join('\n'))
        .update(readFileSync(join(PUBLIC, 'icon.svg')))
      const page = bundle['index.html']
      if (page?.type === 'asset') hash.update(page.source)
      const made = await build({
        entryPoints: [join(import.meta.dirname, 'worker/worker.ts')],
        write: false,
        bundle: true,
        minify: true,
        format: 'iife',
        target: 'es2022',
        define: { BUILD: JSON.stringify(hash.digest('hex').slice(0, 16)), FILES: JSON.stringify(files) },
      })
      this.emitFile({ type: 'asset', fileName: 'worker.js', source: made.outputFiles[0]!.text })
    },
  }
}

const shared = (outDir: string, page: string, plugins: Plugin[]): InlineConfig => ({
  configFile: false,
  root: import.meta.dirname,
  plugins: [svelte(), ...plugins],
  build: {
    outDir,
    emptyOutDir: false,
    // All browsers that know what these pages are made of load modules ahead.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: join(import.meta.dirname, page),
      // How long each plugin took tells a newcomer nothing.
      checks: { bundlerTimings: false },
    },
  },
})

/** The calendar app, for those who are signed in. */
export const appConfig = (outDir: string): InlineConfig =>
  shared(outDir, 'index.html', [wordsOfReader(), sentencesWithoutScript(), workerOfBuild()])

/** Pages for strangers that the door draws: that of the booking desk, and that of an invitation to an event. */
export const drawnPages = ['book', 'reply'] as const
export type DrawnPageName = (typeof drawnPages)[number]

/**
 * A page for strangers in one language, for their browsers: its scripts and styles.
 * @param keep takes its document
 */
export const strangersPageConfig = (
  outDir: string,
  page: DrawnPageName,
  language: Language,
  keep: (html: string) => void,
): InlineConfig =>
  shared(outDir, `${page}.html`, [
    wordsIn(language),
    askedByStrangers(),
    faultsOfStrangers(),
    documentIn(page, language, keep),
  ])

/**
 * The same page for the door that draws it first: `{page}-{language}.mjs`, a `PageDrawer`.
 * @param document as it was built for browsers
 */
export function drawnPageConfig(
  outDir: string,
  page: DrawnPageName,
  language: Language,
  document: string,
): InlineConfig {
  const config = shared(outDir, `src/${page}-server.ts`, [wordsIn(language)])
  return {
    ...config,
    publicDir: false,
    define: { DOCUMENT: JSON.stringify(document) },
    ssr: { noExternal: true },
    build: {
      ...config.build,
      ssr: true,
      minify: true,
      rolldownOptions: {
        ...config.build?.rolldownOptions,
        output: { entryFileNames: `${page}-${language}.mjs` },
      },
    },
  }
}

/** The mails' letter, for the functions that send them: no words are in it. */
export function letterConfig(outDir: string): InlineConfig {
  const config = shared(outDir, 'src/mail-server.ts', [])
  return {
    ...config,
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ...config.build,
      ssr: true,
      minify: true,
      rolldownOptions: { ...config.build?.rolldownOptions, output: { entryFileNames: 'letter.mjs' } },
    },
  }
}

/** What other sites load to show a booking page in one of theirs (`/embed.js`). */
export async function embedLoader(): Promise<string> {
  const { build } = await import('esbuild')
  const made = await build({
    entryPoints: [join(import.meta.dirname, 'src/embed/embed.ts')],
    write: false,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
  })
  return made.outputFiles[0]!.text
}

/** All parts in all their states, for whoever works on them; no part of the product's site. */
export function kitConfig(outDir: string): InlineConfig {
  const config = shared(outDir, 'kit.html', [])
  // Browsers that know light-dark() themselves: else it is settled once for the page, and both themes could not stand
  // side by side.
  return { ...config, build: { ...config.build, cssTarget: ['chrome123', 'firefox120', 'safari17.5'] } }
}
