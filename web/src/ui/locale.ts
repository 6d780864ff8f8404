/** The reader's language as `Intl` takes it; browsers on bare systems may name a language that is none. */
function canonical(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en'
  } catch {
    return 'en'
  }
}

export const locale = canonical(navigator.language)
