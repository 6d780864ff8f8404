/** The languages in which Almanac speaks to people. */
export const languages = ['en', 'de', 'fr', 'es', 'ar'] as const

export type Language = (typeof languages)[number]

const DEFAULT_LOCALES: Record<Language, string> = { en: 'en-GB', de: 'de', fr: 'fr', es: 'es', ar: 'ar' }

/**
 * How somebody reads: the language of the sentences, and the locale (BCP 47) by which Intl words dates, numbers and
 * lists.
 */
export interface Reading {
  language: Language
  locale: string
}

const isLanguage = (word: string): word is Language => (languages as readonly string[]).includes(word)

/** Browsers on bare systems may name a language that is none, such as en-US@posix. */
function isTag(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1
  } catch {
    return false
  }
}

/**
 * The first of the preferred locales in whose language we speak, with its regional habits (12 or 24 hours, digits,
 * order of dates); English as it is written in Britain where there is none.
 */
export function readingOf(preferred: readonly (string | undefined)[]): Reading {
  for (const locale of preferred) {
    const language = locale?.split('-')[0]?.toLowerCase() ?? ''
    if (isLanguage(language))
      return { language, locale: locale === language || !isTag(locale!) ? DEFAULT_LOCALES[language] : locale! }
  }
  return { language: 'en', locale: DEFAULT_LOCALES.en }
}

/** As many preferences as anybody means. */
const MOST_PREFERENCES = 20

/**
 * The locales that a browser says its reader prefers (RFC 9110, 12.5.4), the most wanted first.
 * @example preferredIn('pl,de;q=0.4,fr-CH;q=0.9') // ['pl', 'fr-CH', 'de']
 */
export function preferredIn(acceptLanguage: string): string[] {
  return acceptLanguage
    .split(',', MOST_PREFERENCES)
    .map((part) => {
      const [locale = '', ...terms] = part.split(';').map((term) => term.trim())
      const weight = terms.find((term) => term.startsWith('q='))?.slice(2)
      return { locale, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ locale }) => locale)
}

/** The reading of a page that was built for one language, by a visitor with these preferences. */
export function readingIn(language: Language, preferred: readonly string[]): Reading {
  return readingOf([...preferred.filter((locale) => locale.split('-')[0]?.toLowerCase() === language), language])
}

/** In which direction the lines of a language run. */
export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr')
