/** The colours that calendars, tags and people are given, in the order in which they are given out: neighbours differ most. */
export const hues = [
  'sea',
  'orange',
  'violet',
  'leaf',
  'rose',
  'blue',
  'amber',
  'indigo',
  'tomato',
  'teal',
  'olive',
  'green',
] as const

export type Hue = (typeof hues)[number]

/** The colour that somebody has by an id, always the same, where nobody chose one. */
export function hueOf(id: string): Hue {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)!) % 9973
  return hues[sum % hues.length]!
}
