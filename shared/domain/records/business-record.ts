import type { Booking } from '../booking/booking.ts'
import type { Member } from '../people/member.ts'
import type { Instant } from '../time/time.ts'

/** Something that a company follows up: by now what a booking may lead to. */
export interface BusinessRecord {
  /** Sorts by the moment at which it was made. */
  id: string
  company: string
  version: number
  kind: 'opportunity'
  title: string
  stage: 'new'
  contactId?: string
  /** Whose it is; of nobody where no host serves. */
  ownerId?: string
  /** From which it came. */
  bookingId?: string
  notes: { at: Instant; text: string }[]
  createdAt: Instant
}

const INSTANT_DIGITS = 9

/** The id of the record that a booking makes: always the same, so that it is made once, whoever makes it how often. */
export function opportunityIdOf({ id, createdAt }: Pick<Booking, 'id' | 'createdAt'>): string {
  return `${createdAt.toString(36).padStart(INSTANT_DIGITS, '0')}-${id}`
}

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
 * Whether somebody may see a record: a customer's name stands in it, so it is for whoever follows it up, and for
 * admins.
 */
export function maySeeRecord({ ownerId }: BusinessRecord, { id, role }: Member): boolean {
  return role !== 'member' || ownerId === id
}
