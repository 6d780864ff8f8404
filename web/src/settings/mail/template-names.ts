/** A language as the reader calls it. */
export const languageName = (language: string, locale: string): string =>
  new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language

export const namesOf = (names: string[], locale: string): string => new Intl.ListFormat(locale).format(names)
