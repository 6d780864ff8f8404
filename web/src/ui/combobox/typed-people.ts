/** Somebody who can be invited. */
export interface Person {
  name: string
  /** What tells people apart here, in small letters. */
  email: string
  /** Whether they have time for what is planned, as far as that is known. */
  availability?: 'free' | 'busy' | 'unknown'
  /** The address of a picture. */
  picture?: string
}

const ADDRESS = /^[^\s@<>"(),;]+@[^\s@<>"(),;]+\.[^\s@<>"(),;]{2,}$/

/** Whether a text is a mail address, by its shape. */
export const isAddress = (text: string): boolean => ADDRESS.test(text.trim())

/** The name that stands in an address, until a better one is known. */
export const nameInAddress = (email: string): string =>
  email
    .split('@')[0]!
    .split(/[._+-]+/)
    .filter(Boolean)
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join(' ')

/**
 * The people in a text that somebody typed or pasted from a mail: `Noor <noor@a.test>; b@c.test`.
 * @returns those with an address, and what else stood there
 */
export function peopleIn(text: string): { people: Person[]; rest: string[] } {
  const people: Person[] = []
  const rest: string[] = []
  for (const part of text.split(/[,;\n\t]+/)) {
    const piece = part.trim()
    if (piece === '') continue
    const [, name = '', inside = piece] = /^"?(.*?)"?\s*<([^>]+)>$/.exec(piece) ?? []
    const email = inside.trim().toLowerCase()
    if (!isAddress(email)) rest.push(piece)
    else if (!people.some((one) => one.email === email)) people.push({ name: name || nameInAddress(email), email })
  }
  return { people, rest }
}

/** Two letters that stand for a name: where no picture is, and for who sees few colours. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return letters
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase()
}
