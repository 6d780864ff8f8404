/**
 * Marks that turn the direction of what stands around them (UAX 9): in a name they only make it read as another one.
 */
const DIRECTION_MARKS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** Anything that leaves ink: no space, no control, nothing that is drawn as nothing. */
const INK = /[^\s\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u
/** An encoded word (RFC 2047, 2): a mail client would read it as another text. */
const ENCODED_WORD = /=\?[^\s?]+\?[bq]\?[^\s?]*\?=/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this finds
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g

/**
 * One line that people typed or pasted: marks of direction go, spaces around it go, and what leaves no ink is nothing.
 */
export function tidyLine(text: string): string {
  const line = text.replaceAll(DIRECTION_MARKS, '').trim()
  return INK.test(line) ? line : ''
}

/** Text of many lines: its lines end in one way, and what leaves no ink is nothing. */
export function tidyText(text: string): string {
  return INK.test(text) ? text.replaceAll('\r\n', '\n') : ''
}

export function holdsEncodedWord(text: string): boolean {
  return ENCODED_WORD.test(text)
}

/** A text as a mail header may carry it, wherever it came from: one line, read as it is written. */
export function headerText(text: string): string {
  return text.toWellFormed().replaceAll(CONTROLS, ' ').replaceAll(DIRECTION_MARKS, '').replaceAll('=?', '= ?')
}
