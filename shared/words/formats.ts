/** So many of a kind are kept: a page has a few dozen, whoever writes mails to the whole world has more. */
const MOST_KEPT = 500

/**
 * One formatter for each locale and style: to make one takes about a hundred times as long as to use it, and a calendar
 * writes thousands of dates.
 */
function kept<Options, Format>(
  make: (locale: string, options?: Options) => Format,
): (locale: string, options?: Options) => Format {
  const made = new Map<string, Format>()
  return (locale, options) => {
    const name = options === undefined ? locale : locale + JSON.stringify(options)
    const known = made.get(name)
    if (known) return known
    if (made.size === MOST_KEPT) made.clear()
    const format = make(locale, options)
    made.set(name, format)
    return format
  }
}

/** Dates and times in the words of a locale. */
export const dateFormat = kept(
  (locale, options?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)

/** Numbers in the digits of a locale. */
export const numberFormat = kept((locale, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options))

/** The forms that numbers take in a language (CLDR). */
export const pluralRules = kept((locale, options?: Intl.PluralRulesOptions) => new Intl.PluralRules(locale, options))
