import { directionOf, type Language, languages, readingOf } from '../../../shared/words/language.ts'

const KEPT = 'almanac.language'

const loaders = {
  en: () => import('almanac:words/en'),
  de: () => import('almanac:words/de'),
  fr: () => import('almanac:words/fr'),
  es: () => import('almanac:words/es'),
  ar: () => import('almanac:words/ar'),
} satisfies Record<Language, () => Promise<unknown>>

const isLanguage = (name: string | null): name is Language => (languages as readonly (string | null)[]).includes(name)

/** The one asked for in the address, else that of the member, else the most wanted one of the browser. */
function languageOfPage(): Language {
  const asked = new URLSearchParams(location.search).get('language')
  const kept = localStorage.getItem(KEPT)
  return isLanguage(asked) ? asked : isLanguage(kept) ? kept : readingOf(navigator.languages).language
}

/** The language that this page speaks; it never changes, for every part has taken its words. */
export const language: Language = languageOfPage()

/**
 * Every subject's words in that language. Whatever imports a subject waits for them; the build writes those imports.
 * @public
 */
export const words = await loaders[language]()

document.documentElement.lang = language
document.documentElement.dir = directionOf(language)

/**
 * Keeps which language a member reads. Where the page speaks another one it is loaded again, once.
 * @returns whether it is being loaded again
 */
export function keepLanguage(locale: string | undefined): boolean {
  const wanted = locale?.split('-')[0]?.toLowerCase() ?? null
  if (!isLanguage(wanted)) return false
  const isKept = localStorage.getItem(KEPT) === wanted
  localStorage.setItem(KEPT, wanted)
  const isAsked = new URLSearchParams(location.search).has('language')
  if (wanted === language || isAsked || isKept) return false
  location.reload()
  return true
}
