import { join } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { InlineConfig, Plugin } from 'vite'
import type { BookingPhrases } from '../shared/words/booking/en.ts'
import { directionOf, type Language, languages } from '../shared/words/language.ts'
import type { Translated } from '../shared/words/phrase.ts'

export { languages }

const WORDS = /\/shared\/words\/\w+\/en\.ts$/

/** Wherever the pages import the English of a subject, a build gets its own language; nothing else of the words comes along. */
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

/** Writes the document in its language, and under its name. */
function documentIn(language: Language): Plugin {
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
    generateBundle(_, bundle) {
      const document = bundle['book.html']
      if (document) document.fileName = `book.${language}.html`
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
    rolldownOptions: {
      input: join(import.meta.dirname, page),
      // How long each plugin took tells a newcomer nothing.
      checks: { bundlerTimings: false },
    },
  },
})

/** The calendar app, for those who are signed in. */
export const appConfig = (outDir: string): InlineConfig => shared(outDir, 'index.html', [])

/** The booking page of one language, for customers: `book.{language}.html` and its script. */
export const bookingPageConfig = (outDir: string, language: Language): InlineConfig =>
  shared(outDir, 'book.html', [wordsIn(language), documentIn(language)])

/** All parts in all their states, for whoever works on them; no part of the product's site. */
export function kitConfig(outDir: string): InlineConfig {
  const config = shared(outDir, 'kit.html', [])
  // Browsers that know light-dark() themselves: else it is settled once for the page, and both themes could not stand side by side.
  return { ...config, build: { ...config.build, cssTarget: ['chrome123', 'firefox120', 'safari17.5'] } }
}
