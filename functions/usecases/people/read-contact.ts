import type { Booking } from '../../../shared/domain/booking/booking.ts'
import type { SubjectKind } from '../../../shared/domain/changes/change.ts'
import { placeOfMail, type SentMail } from '../../../shared/domain/effects/sent-mail.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import {
  type Contact,
  cardIdsOf,
  emailsOf,
  isMaybeSame,
  tellingDigitsOf,
  wordsOf,
} from '../../../shared/domain/people/contact.ts'
import type { ContactEntry } from '../../../shared/domain/people/contact-entry.ts'
import type { BusinessRecord } from '../../../shared/domain/records/business-record.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { BusinessRecords } from '../../ports/business-records.ts'
import type { Contacts } from '../../ports/contacts.ts'
import type { Events } from '../../ports/events.ts'
import type { Payments } from '../../ports/payment-rows.ts'
import type { RecordMails } from '../../ports/record-mails.ts'
import type { SentMails } from '../../ports/sent-mails.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ReadContactStore = Contacts &
  SentMails &
  Pick<Events, 'events'> &
  Pick<Bookings, 'bookings'> &
  Pick<Payments, 'payment'> &
  Pick<RecordMails, 'recordMails'> &
  Pick<BusinessRecords, 'recordsById'>

type Tools = Pick<World<ReadContactStore>, 'store'>

const MOST_ENTRIES = 30
const MOST_MAILS = 30
const MOST_DOUBLES = 10
/** So many who are called alike are looked at. */
const MOST_ALIKE = 50

/**
 * A page of the timeline of a contact, the latest first.
 * @param before the `next` of the page before
 */
export async function entriesOf(
  { store }: Tools,
  contact: Contact,
  before: string | undefined,
): Promise<{ entries: ContactEntry[]; next?: string }> {
  const entries = await store.contactEntries(contact.company, cardIdsOf(contact), MOST_ENTRIES, before)
  return { entries, ...(entries.length === MOST_ENTRIES && { next: entries.at(-1)!.id }) }
}

/** A mail that went to a contact, with what it is about as that stands now. */
export interface MailTo {
  mail: SentMail
  event?: CalendarEvent | undefined
  booking?: Booking | undefined
  /** From whose page it was written. */
  record?: BusinessRecord | undefined
}

/**
 * A page of the mails that went to any address of a contact, the latest first.
 * @param before the `next` of the page before: when the last one of it was due
 */
export async function mailsTo(
  { store }: Tools,
  contact: Contact,
  before: string | undefined,
): Promise<{ mails: MailTo[]; next?: string | undefined }> {
  const { company } = contact
  const pages = await Promise.all(
    emailsOf(contact).map((address) => store.sentMails(company, address, MOST_MAILS + 1, before)),
  )
  const all = pages.flat().sort((one, other) => (placeOfMail(one) < placeOfMail(other) ? 1 : -1))
  const mails = all.slice(0, MOST_MAILS)
  const subjectsOf = (...kinds: SubjectKind[]) => [
    ...new Set(mails.flatMap((mail) => (kinds.includes(mail.subjectKind) ? [mail.subjectId] : []))),
  ]
  const payments = await Promise.all(subjectsOf('payment').map((id) => store.payment(company, id)))
  const bookingIdOf = ({ subjectKind, subjectId }: SentMail) =>
    subjectKind === 'payment' ? payments.find((one) => one?.id === subjectId)?.bookingId : subjectId
  const bookingIds = [...subjectsOf('booking', 'waitlist'), ...payments.flatMap((one) => one?.bookingId ?? [])]
  const [events, bookings, written] = await Promise.all([
    store.events(company, subjectsOf('event')),
    store.bookings(company, [...new Set(bookingIds)]),
    store.recordMails(company, subjectsOf('recordMail')),
  ])
  const records = await store.recordsById(company, [...new Set(written.map(({ recordId }) => recordId))])
  const about = (mail: SentMail): Omit<MailTo, 'mail'> => {
    if (mail.subjectKind === 'event') return { event: events.find(({ id }) => id === mail.subjectId) }
    if (mail.subjectKind !== 'recordMail') return { booking: bookings.find(({ id }) => id === bookingIdOf(mail)) }
    const recordId = written.find(({ id }) => id === mail.subjectId)?.recordId
    return { record: records.find(({ id }) => id === recordId) }
  }
  return {
    mails: mails.map((mail) => ({ mail, ...about(mail) })),
    ...(all.length > MOST_MAILS && { next: placeOfMail(mails.at(-1)!) }),
  }
}

/** Cards that may be of the same person. */
export async function doublesOf({ store }: Tools, contact: Contact): Promise<Contact[]> {
  const digits = tellingDigitsOf(contact)
  const ways = [wordsOf(contact.name), ...(digits === undefined ? [] : [[digits]])]
  const pages = await Promise.all(ways.map((words) => store.contacts(contact.company, words, MOST_ALIKE)))
  const alike = new Map(pages.flatMap(({ contacts }) => contacts).map((one) => [one.id, one]))
  return [...alike.values()].filter((other) => isMaybeSame(contact, other)).slice(0, MOST_DOUBLES)
}
