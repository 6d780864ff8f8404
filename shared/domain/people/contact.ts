import type { Instant } from '../time/time.ts'

/** Somebody outside whom a company knows: one card for all of its members. */
export interface Contact {
  id: string
  company: string
  version: number
  name: string
  email: string
  phone?: string | undefined
  createdAt: Instant
}

/** What may be changed of a contact; null takes the phone away. */
export interface ContactChange {
  name?: string | undefined
  email?: string | undefined
  phone?: string | null | undefined
}

/** How many words of a contact, and how much of each, are found. */
const MOST_WORDS = 12
const LONGEST_WORD = 40
const LONGEST_NAME = 120

/** A text as it is compared: without case, accents and ways to write the same letter. */
export const foldedText = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()

/** The words of a text, folded, each once. */
export function wordsOf(text: string): string[] {
  const words = foldedText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, LONGEST_WORD))
  return [...new Set(words)].slice(0, MOST_WORDS)
}

/** The words by which a contact is found: those of the name first, then those of the address. */
export const wordsOfContact = ({ name, email }: Pick<Contact, 'name' | 'email'>): string[] =>
  wordsOf(`${name} ${email}`)

/** What contacts are listed by. */
export const sortNameOf = ({ name }: Pick<Contact, 'name'>): string =>
  foldedText(name)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME)

/** Whether each of the words begins a word of the contact. */
export function isFoundBy(contact: Contact, words: string[]): boolean {
  const own = wordsOfContact(contact)
  return words.every((word) => own.some((one) => one.startsWith(word)))
}

/** A contact with a change made. */
export function changedContact(contact: Contact, { name, email, phone }: ContactChange): Contact {
  const { phone: before, ...rest } = contact
  const next = phone === undefined ? before : (phone ?? undefined)
  return {
    ...rest,
    version: contact.version + 1,
    name: name ?? contact.name,
    email: email ?? contact.email,
    ...(next !== undefined && next !== '' && { phone: next }),
  }
}
