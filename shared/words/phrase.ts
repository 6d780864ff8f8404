import { type BlanksIn, fillBlanks } from '../domain/answers/blanks.ts'
import { numberFormat, pluralRules } from './formats.ts'

/** A sentence for every form that a number takes in a language (CLDR): `{n}` is the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** A sentence with blanks in braces. */
export type Phrase = string | Forms

type Blank<P> = P extends string ? BlanksIn<P> : P extends { other: infer S } ? BlanksIn<S> : never

/**
 * The phrases of a subject; English is written `as const satisfies Phrases`, so that its blanks are known to the
 * compiler.
 */
export type Phrases = Readonly<Record<string, Phrase>>

/** The same phrases in another language. */
export type Translated<P extends Phrases> = { readonly [K in keyof P]: P[K] extends string ? string : Forms }

/** What a phrase needs to be said: nothing, or a value for each of its blanks. */
export type BlanksOf<P> = [Blank<P>] extends [never] ? [] : [blanks: Record<Blank<P>, string | number>]

/** Says the phrases of a subject to one reader. */
export type Say<P extends Phrases> = <K extends keyof P>(name: K, ...blanks: BlanksOf<P[K]>) => string

/** A phrase with its blanks filled in; numbers in the digits of the locale, the form of `{n}` by its plural rules. */
export function filled(phrase: Phrase, locale: string, blanks: Record<string, string | number> = {}): string {
  const sentence =
    typeof phrase === 'string' ? phrase : (phrase[pluralRules(locale).select(Number(blanks['n']))] ?? phrase.other)
  return fillBlanks(sentence, (name) => {
    const value = blanks[name] ?? ''
    return typeof value === 'number' ? numberFormat(locale).format(value) : value
  })
}

/** Says phrases in the language in which they are given, to readers of a locale. */
export function sayIn<P extends Phrases>(phrases: Translated<P>, locale: string): Say<P> {
  return (name, ...[blanks]) => filled(phrases[name], locale, blanks)
}
