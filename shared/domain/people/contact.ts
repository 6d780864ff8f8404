import type { Instant, TimeZone } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'

/** Somebody outside whom a company knows: one card for all of its members. */
export interface Contact {
  id: string
  company: string
  version: number
  name: string
  /** Where they are written to. */
  email: string
  /** Where else they write from. */
  otherEmails?: string[] | undefined
  phone?: string | undefined
  /** Whom they work for. */
  companyName?: string | undefined
  /** How they read (BCP 47): mails to them speak it. */
  locale?: string | undefined
  /** In which mails tell them times. */
  timeZone?: TimeZone | undefined
  /** The ids of cards that this one took in: what names them means this one. */
  formerIds?: string[] | undefined
  createdAt: Instant
  /** When it was taken away; it can be brought back for a while. */
  removedAt?: Instant | undefined
}

/** So long what was taken away can be brought back. */
export const KEPT_REMOVED_MS = 30 * DAY_MS

/** What may be changed of a contact; null takes away. */
export interface ContactChange {
  name?: string | undefined
  email?: string | undefined
  otherEmails?: string[] | undefined
  phone?: string | null | undefined
  companyName?: string | null | undefined
  locale?: string | null | undefined
  timeZone?: TimeZone | null | undefined
}

/** What a new contact says. */
export type ContactDraft = Pick<Contact, 'name' | 'email'> &
  Partial<Pick<Contact, 'otherEmails' | 'phone' | 'companyName' | 'locale' | 'timeZone'>>

/** So many addresses somebody has besides the one that they are written to, and so many cards one takes in. */
export const MOST_OTHER_EMAILS = 5
export const MOST_FORMER_IDS = 10

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

/** All addresses of a contact, the one that they are written to first. */
export const emailsOf = ({ email, otherEmails = [] }: Pick<Contact, 'email' | 'otherEmails'>): string[] => [
  email,
  ...otherEmails,
]

/** The ids under which there is something of a contact: its own, and those of the cards that it took in. */
export const cardIdsOf = ({ id, formerIds = [] }: Pick<Contact, 'id' | 'formerIds'>): string[] => [id, ...formerIds]

/** Whether an id names this contact: its own, or that of a card that it took in. */
export const isCardOf = (contact: Contact | undefined, id: string | undefined): boolean =>
  contact !== undefined && id !== undefined && cardIdsOf(contact).includes(id)

/** So many digits at the end of two numbers are the same where one is written with the country and one without. */
const TELLING_DIGITS = 8

/** What tells a phone number from others, however it is written; nothing where it is too short to tell. */
export function tellingDigitsOf({ phone = '' }: Pick<Contact, 'phone'>): string | undefined {
  const digits = phone.replaceAll(/\D/g, '').slice(-TELLING_DIGITS)
  return digits.length === TELLING_DIGITS ? digits : undefined
}

type Findable = Pick<Contact, 'name' | 'email' | 'otherEmails' | 'companyName' | 'phone'>

/** The words by which a contact is found: those of the name first, then company, addresses and phone. */
export function wordsOfContact(contact: Findable): string[] {
  const words = wordsOf([contact.name, contact.companyName ?? '', ...emailsOf(contact)].join(' '))
  const digits = tellingDigitsOf(contact)
  return digits === undefined || words.includes(digits) ? words : [...words, digits]
}

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

/** Only the facts that there are. */
function factsOf({ otherEmails = [], phone, companyName, locale, timeZone, formerIds = [] }: Partial<Contact>) {
  return {
    ...(otherEmails.length > 0 && { otherEmails }),
    ...(phone && { phone }),
    ...(companyName && { companyName }),
    ...(locale && { locale }),
    ...(timeZone && { timeZone }),
    ...(formerIds.length > 0 && { formerIds }),
  }
}

/** A new contact. */
export function newContact(
  { name, email, ...facts }: ContactDraft,
  { id, company, createdAt }: Pick<Contact, 'id' | 'company' | 'createdAt'>,
): Contact {
  const otherEmails = othersThan(email, facts.otherEmails ?? [])
  return { id, company, version: 1, name, email, ...factsOf({ ...facts, otherEmails }), createdAt }
}

/** Addresses besides one, each once. */
const othersThan = (email: string, addresses: string[]) => [...new Set(addresses)].filter((one) => one !== email)

/** A contact with a change made. */
export function changedContact(contact: Contact, change: ContactChange): Contact {
  const { id, company, version, createdAt, formerIds } = contact
  const email = change.email ?? contact.email
  const given = <T>(next: T | null | undefined, was: T | undefined) => (next === undefined ? was : (next ?? undefined))
  return {
    id,
    company,
    version: version + 1,
    name: change.name ?? contact.name,
    email,
    ...factsOf({
      otherEmails: othersThan(email, change.otherEmails ?? contact.otherEmails ?? []),
      phone: given(change.phone, contact.phone),
      companyName: given(change.companyName, contact.companyName),
      locale: given(change.locale, contact.locale),
      timeZone: given(change.timeZone, contact.timeZone),
      formerIds,
    }),
    createdAt,
  }
}

/** Whether a change says anything new. */
export function changesContact(contact: Contact, change: ContactChange): boolean {
  const next = changedContact(contact, change)
  return JSON.stringify({ ...next, version: 0 }) !== JSON.stringify(changedContact({ ...contact, version: -1 }, {}))
}

/**
 * What a row of a file changes of a contact who is known: what is not known yet, or whatever it says. Where they are
 * written to stays as it is, and its addresses become theirs.
 */
export function importedChange(known: Contact, draft: ContactDraft, ifKnown: 'keep' | 'replace'): ContactChange {
  const fact = <T>(is: T | undefined, said: T | undefined) => (ifKnown === 'replace' ? (said ?? is) : (is ?? said))
  return {
    name: ifKnown === 'replace' ? draft.name : known.name,
    otherEmails: othersThan(known.email, [...emailsOf(known), ...emailsOf(draft)]).slice(0, MOST_OTHER_EMAILS),
    phone: fact(known.phone, draft.phone || undefined),
    companyName: fact(known.companyName, draft.companyName || undefined),
    locale: fact(known.locale, draft.locale),
    timeZone: fact(known.timeZone, draft.timeZone),
  }
}

/**
 * Two cards of the same person as one: what the one that stays does not say, the other says; all addresses are kept.
 * @returns nothing where it would have more addresses, or took in more cards, than one may
 */
export function mergedContact(kept: Contact, other: Contact): Contact | undefined {
  const { id, company, version, name, email } = kept
  const otherEmails = othersThan(email, [...emailsOf(kept), ...emailsOf(other)])
  const formerIds = [...(kept.formerIds ?? []), other.id, ...(other.formerIds ?? [])]
  if (otherEmails.length > MOST_OTHER_EMAILS || formerIds.length > MOST_FORMER_IDS) return undefined
  const facts = factsOf({
    otherEmails,
    phone: kept.phone ?? other.phone,
    companyName: kept.companyName ?? other.companyName,
    locale: kept.locale ?? other.locale,
    timeZone: kept.timeZone ?? other.timeZone,
    formerIds,
  })
  return {
    id,
    company,
    version: version + 1,
    name,
    email,
    ...facts,
    createdAt: Math.min(kept.createdAt, other.createdAt),
  }
}

/** Whether two cards may be of the same person: called the same, or nearly, where they have the same number. */
export function isMaybeSame(one: Contact, other: Contact): boolean {
  if (one.id === other.id) return false
  const digits = tellingDigitsOf(one)
  const isSamePhone = digits !== undefined && digits === tellingDigitsOf(other)
  // Of a house with one number for all not everybody is the same.
  const others = wordsOf(other.name)
  const isCalledAlike = wordsOf(one.name).some((word) => others.includes(word))
  return (isSamePhone && isCalledAlike) || sortNameOf(one) === sortNameOf(other)
}
