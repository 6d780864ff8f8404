import { isWordAsked, searchWords } from '../../../shared/domain/search/words.ts'

/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  text: string
  isMarked: boolean
}

/** How many letters of a word, as it is written, make up what was asked for: "Müll" of "Müller" for "mull". */
function lengthOf(word: string, asked: string): number {
  const letters = [...word]
  for (let n = 1; n <= letters.length; n++) {
    const begun = searchWords(letters.slice(0, n).join('')).join('')
    if (begun.startsWith(asked)) return letters.slice(0, n).join('').length
  }
  return word.length
}

/** A text in pieces: the beginnings of its words by which it was found are marked. */
export function marked(text: string, question: string): Piece[] {
  const asked = searchWords(question)
  const pieces: Piece[] = []
  let plainFrom = 0
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const folded = searchWords(word).join('')
    const found = asked.filter((one) => isWordAsked(folded, one)).sort((one, other) => other.length - one.length)[0]
    if (found === undefined) continue
    const end = index + lengthOf(word, found)
    if (index > plainFrom) pieces.push({ text: text.slice(plainFrom, index), isMarked: false })
    pieces.push({ text: text.slice(index, end), isMarked: true })
    plainFrom = end
  }
  if (plainFrom < text.length) pieces.push({ text: text.slice(plainFrom), isMarked: false })
  return pieces
}
