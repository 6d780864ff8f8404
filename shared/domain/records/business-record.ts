import type { Booking } from '../booking/booking.ts'
import { wordsOf } from '../people/contact.ts'
import type { Member } from '../people/member.ts'
import { idAt } from '../time/id-at.ts'
import type { Instant } from '../time/time.ts'
import { DAY_MS } from '../time/units.ts'
import type { RecordKind } from './record-settings.ts'

/** Something that a company follows up: an opportunity, a task, an appraisal, or what else it has a kind for. */
export interface BusinessRecord {
  /** Sorts by the moment at which it was made. */
  id: string
  company: string
  version: number
  /** Of the company's record settings. */
  kind: string
  title: string
  /** One of its kind's. */
  stage: string
  contactId?: string
  /** Whose it is; of nobody where no host serves, or nobody took it. */
  ownerId?: string
  /** What it is worth, in the company's own money: no more than a number to compare by. */
  value?: number
  /** From which it came. */
  bookingId?: string
  /** Members besides its owner who follow it: whoever made it, and whoever was given something to do. */
  followers?: string[]
  /** What was said as it was made; what is said later stands in its timeline. */
  notes: { at: Instant; text: string }[]
  createdAt: Instant
  /** When it was taken away; it can be brought back for a while. */
  removedAt?: Instant
}

/** So long what was taken away can be brought back. */
export const RECORD_KEPT_REMOVED_MS = 30 * DAY_MS

/** What may be changed of a record; null takes away. */
export interface RecordChange {
  title?: string | undefined
  stage?: string | undefined
  contactId?: string | null | undefined
  ownerId?: string | null | undefined
  value?: number | null | undefined
}

/** So many follow a record; of more, those who were there first stay. */
const MOST_FOLLOWERS = 50

/** The id of the record that a booking makes: always the same, so that it is made once, whoever makes it how often. */
export const opportunityIdOf = ({ id, createdAt }: Pick<Booking, 'id' | 'createdAt'>): string => idAt(createdAt, id)

/** What a booking may lead to: called as it is, its host's, with what the customer answered as its first note. */
export function opportunityOf(
  booking: Booking,
  contactId: string | undefined,
  answers: { question: string; answer: string }[],
): BusinessRecord {
  const { id, company, title, customer, hosts, createdAt } = booking
  const text = answers.map(({ question, answer }) => `${question}: ${answer}`).join('\n')
  return {
    id: opportunityIdOf(booking),
    company,
    version: 1,
    kind: 'opportunity',
    title: `${title}: ${customer.name}`,
    stage: 'new',
    ...(contactId !== undefined && { contactId }),
    ...(hosts[0] !== undefined && { ownerId: hosts[0] }),
    bookingId: id,
    notes: text === '' ? [] : [{ at: createdAt, text }],
    createdAt,
  }
}

/**
 * Whether somebody may see a record, and so write in it: a customer's name stands in it, so it is for whoever follows
 * it up, and for admins. What was taken away nobody sees.
 */
export const maySeeRecord = (record: BusinessRecord, member: Member): boolean =>
  record.removedAt === undefined && isRecordOf(record, member)

/** Whether somebody follows a record up, also one that was taken away. */
export function isRecordOf({ ownerId, followers = [] }: BusinessRecord, { id, role }: Member): boolean {
  return role !== 'member' || ownerId === id || followers.includes(id)
}

/** The same record, followed by these too. */
export function followedBy(record: BusinessRecord, ...memberIds: (string | undefined)[]): BusinessRecord {
  const { ownerId, followers = [] } = record
  const others = memberIds.filter((id) => id !== undefined && id !== ownerId) as string[]
  const all = [...new Set([...followers, ...others])].slice(0, MOST_FOLLOWERS)
  return all.length === followers.length ? record : { ...record, followers: all }
}

/** A record with a change made. Whoever had it follows it when it becomes somebody else's. */
export function changedRecord(record: BusinessRecord, change: RecordChange): BusinessRecord {
  const { title = record.title, stage = record.stage } = change
  const { contactId: contact, ownerId: owner, value: worth, ...rest } = record
  const given = <T>(next: T | null | undefined, was: T | undefined) => (next === undefined ? was : (next ?? undefined))
  const [contactId, ownerId, value] = [
    given(change.contactId, contact),
    given(change.ownerId, owner),
    given(change.value, worth),
  ]
  const changed: BusinessRecord = {
    ...rest,
    version: record.version + 1,
    title,
    stage,
    ...(contactId !== undefined && { contactId }),
    ...(ownerId !== undefined && { ownerId }),
    ...(value !== undefined && { value }),
  }
  return ownerId === owner ? changed : followedBy(changed, owner)
}

/** The words by which a record is found. */
export const wordsOfRecord = ({ title }: Pick<BusinessRecord, 'title'>): string[] => wordsOf(title)

/** Whether each of the words begins a word of the record. */
export const isRecordFoundBy = (record: BusinessRecord, words: string[]): boolean =>
  words.every((word) => wordsOfRecord(record).some((one) => one.startsWith(word)))

/** Whether nothing is to be done of it any more. */
export const isClosedRecord = ({ stage }: Pick<BusinessRecord, 'stage'>, kind: RecordKind | undefined): boolean =>
  kind?.stages.some(({ id, isClosed }) => id === stage && isClosed) ?? false
