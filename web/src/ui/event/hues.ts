import { type Colour, colours } from '../../../../shared/domain/people/colour.ts'

/** The colour that somebody has by an id, always the same, where nobody chose one. */
export function hueOf(id: string): Colour {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)!) % 9973
  return colours[sum % colours.length]!
}
