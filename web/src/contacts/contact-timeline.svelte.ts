import type { Contact } from '../../../shared/api/contacts.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { ContactPhrases } from '../../../shared/words/contacts/en.ts'
import type { Say } from '../../../shared/words/phrase.ts'
import { eventAddress } from '../calendar/calendar-address.ts'
import { type Answer, ask } from '../ui/api.ts'
import { titleFor } from '../ui/event/event-words.ts'
import type { Reader } from '../ui/reader.svelte.ts'

const PAST_MS = 300 * DAY_MS
const AHEAD_MS = 99 * DAY_MS
/** So many pages of meetings are read at once. */
const MOST_PAGES = 5

export type LineKind = 'meeting' | 'mail' | 'note'

/** One line of what there was, and will be, with somebody. */
export interface Line {
  id: string
  kind: LineKind
  words: string
  /** Where it leads. */
  href?: string
  /** What was written. */
  text?: string
  /** Who did it. */
  by?: string
  /** Epoch milliseconds: what sorts the lines. */
  at: number
  /** It is a day without a time. */
  isDay?: boolean
}

type Entry = Answer<'listContactEntries'>['entries'][number]
type Mail = Answer<'listContactMails'>['mails'][number]

/** Meetings, bookings, mails and notes of one contact as one list, the latest first, that goes on page by page. */
export class ContactTimeline {
  #contact: Contact
  #reader: Reader
  #say: Say<ContactPhrases>
  #meetings = $state.raw<readonly Line[]>([])
  #notes = $state.raw<readonly Line[]>([])
  #mails = $state.raw<readonly Line[]>([])
  #nextNote = $state<string>()
  #nextMail = $state<string>()

  constructor(contact: Contact, reader: Reader, say: Say<ContactPhrases>) {
    this.#contact = contact
    this.#reader = reader
    this.#say = say
  }

  /** Whether there is more before the last line. */
  get goesOn(): boolean {
    return this.#nextNote !== undefined || this.#nextMail !== undefined
  }

  /** What is known without a gap: nothing before the last of a list that goes on. */
  get lines(): readonly Line[] {
    const ends = [
      ...(this.#nextNote === undefined ? [] : [this.#notes.at(-1)?.at ?? 0]),
      ...(this.#nextMail === undefined ? [] : [this.#mails.at(-1)?.at ?? 0]),
    ]
    const from = Math.max(Number.NEGATIVE_INFINITY, ...ends)
    return [...this.#meetings, ...this.#notes, ...this.#mails]
      .filter(({ at }) => at >= from)
      .sort((one, other) => other.at - one.at)
  }

  /** @throws ProblemError where something of it cannot be had */
  async load(): Promise<void> {
    const emails = [this.#contact.email, ...(this.#contact.otherEmails ?? [])]
    const params = { id: this.#contact.id }
    const [entries, mails, ...found] = await Promise.all([
      ask('listContactEntries', { params, query: {} }),
      ask('listContactMails', { params, query: {} }),
      ...emails.flatMap((email) => [this.#meetingsWith(email), this.#bookingsOf(email)]),
    ])
    // Whoever is asked by two addresses meets once.
    this.#meetings = [...new Map(found.flat().map((line) => [line.id, line])).values()]
    this.#notes = entries.entries.map((entry) => this.#lineOfEntry(entry))
    this.#nextNote = entries.next
    this.#mails = mails.mails.map((mail) => this.#lineOfMail(mail))
    this.#nextMail = mails.next
  }

  /** Reads on. @throws ProblemError */
  async earlier(): Promise<void> {
    const params = { id: this.#contact.id }
    const [entries, mails] = await Promise.all([
      this.#nextNote === undefined ? undefined : ask('listContactEntries', { params, query: { next: this.#nextNote } }),
      this.#nextMail === undefined ? undefined : ask('listContactMails', { params, query: { next: this.#nextMail } }),
    ])
    if (entries) {
      this.#notes = [...this.#notes, ...entries.entries.map((entry) => this.#lineOfEntry(entry))]
      this.#nextNote = entries.next
    }
    if (mails) {
      this.#mails = [...this.#mails, ...mails.mails.map((mail) => this.#lineOfMail(mail))]
      this.#nextMail = mails.next
    }
  }

  /** A note that was just written. */
  add(entry: Entry): void {
    this.#notes = [this.#lineOfEntry(entry), ...this.#notes]
  }

  #lineOfEntry({ id, at, by, kind, text, name = '', email = '' }: Entry): Line {
    const words = { note: '', merged: this.#say('wasMerged', { name, email }), imported: this.#say('wasImported') }[
      kind
    ]
    return {
      id,
      kind: 'note',
      words,
      ...(text !== undefined && { text }),
      ...(by && { by: by.name }),
      at: Date.parse(at),
    }
  }

  #lineOfMail({ at, address, subject, eventId, bookingId, recordId }: Mail): Line {
    const subjectId = eventId ?? bookingId
    return {
      id: `mail ${at} ${address} ${subject ?? ''}`,
      kind: 'mail',
      words: subject === undefined ? this.#say('mailUnseen') : this.#say('mailTo', { subject }),
      ...(subjectId !== undefined && { href: eventAddress(subjectId) }),
      ...(recordId !== undefined && { href: `/records/${recordId}` }),
      at: Date.parse(at),
    }
  }

  async #meetingsWith(email: string): Promise<Line[]> {
    const found: Line[] = []
    let next: string | undefined
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await ask('searchEvents', { query: { people: email, ...(next !== undefined && { next }) } })
      for (const event of answer.events)
        found.push({
          id: event.id,
          kind: 'meeting',
          href: eventAddress(event.id, event.occurrence),
          words: titleFor(event, this.#reader),
          at: Date.parse(event.startsAt ?? event.startDate ?? ''),
          isDay: event.startsAt === undefined,
        })
      next = answer.next
      if (next === undefined) break
    }
    return found
  }

  async #bookingsOf(email: string): Promise<Line[]> {
    const now = Date.now()
    const query = {
      from: new Date(now - PAST_MS).toISOString(),
      to: new Date(now + AHEAD_MS).toISOString(),
      q: email,
    }
    const [{ bookings }, cancelled] = await Promise.all([
      ask('listBookings', { query }),
      ask('listBookings', { query: { ...query, status: 'cancelled' } }),
    ])
    return [...bookings, ...cancelled.bookings]
      .filter(({ customer }) => customer.email === email)
      .map(({ id, type, startsAt, status }) => ({
        id,
        kind: 'meeting',
        href: eventAddress(id),
        words: this.#say(status === 'cancelled' ? 'bookingCancelled' : 'booked', { title: type.title }),
        at: Date.parse(startsAt),
      }))
  }
}
