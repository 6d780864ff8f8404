import { foldedText } from '../people/contact.ts'

/** So much of a word is looked at. */
const LONGEST_WORD = 40
/** So many words of one thing are found; those that it says first. */
export const MOST_WORDS = 40
/** So many words are asked for at once. */
export const MOST_WORDS_ASKED = 8

/** Words that begin alike stand in one list: by their first three letters, and longer ones by their first five too. */
const SHORT_BEGIN = 3
const LONG_BEGIN = 5

/** Letters that Unicode does not take apart, as people without them on their keyboard write them. */
const PLAIN: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', ı: 'i', þ: 'th' }
const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g')

/** Scripts written without spaces between words: each of their characters is a word of its own. */
const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}]+/gu

/** The words of a text without case and accents, each once, in their order: "Müller, MÜLLER & Søn" is muller, son. */
export function searchWords(text: string, most = MOST_WORDS): string[] {
  const folded = foldedText(text).replaceAll(NOT_PLAIN, (letter) => PLAIN[letter]!)
  const found = new Set<string>()
  for (const [run] of folded.matchAll(WORDS))
    for (const word of WITHOUT_SPACES.test(run) ? [...run] : [run]) {
      if (found.size === most) return [...found]
      found.add([...word].slice(0, LONGEST_WORD).join(''))
    }
  return [...found]
}

/** The beginnings under which a word stands in the index: "quarterly" under qua and quart. */
export function beginsOf(word: string): string[] {
  const letters = [...word]
  const short = letters.slice(0, SHORT_BEGIN).join('')
  return letters.length < LONG_BEGIN ? [short] : [short, letters.slice(0, LONG_BEGIN).join('')]
}

/**
 * Where a word that is asked for is looked up: no beginning that is in the index is longer and holds all of its words.
 */
export const beginAsked = (word: string): string => beginsOf(word).at(-1)!

/** Whether a word is one that is asked for: begins with it; asked for with one letter or two, it is all of it. */
export const isWordAsked = (word: string, asked: string): boolean =>
  [...asked].length < SHORT_BEGIN ? word === asked : word.startsWith(asked)
