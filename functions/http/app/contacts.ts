import { importedContact } from '../../../shared/api/contact-fields.ts'
import * as api from '../../../shared/api/contacts.ts'
import { faultAt } from '../../../shared/api/schema-fault.ts'
import { inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Contact, wordsOf } from '../../../shared/domain/people/contact.ts'
import type { ContactEntry } from '../../../shared/domain/people/contact-entry.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { maySeeRecord } from '../../../shared/domain/records/business-record.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import {
  addContactNote,
  changeContact,
  createContact,
  mergeContacts,
  removeContact,
  restoreContact,
} from '../../usecases/people/change-contacts.ts'
import { type IfKnown, importContact } from '../../usecases/people/import-contacts.ts'
import { doublesOf, entriesOf, mailsTo } from '../../usecases/people/read-contact.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'
import { isBookingHiddenFrom, isHiddenFrom, readingFor } from './event-reading.ts'
import { person } from './event-view.ts'
import { type MailFaults, mailFaultsOf } from './mail-faults.ts'

const MOST_CONTACTS = 50

const contactView = (contact: Contact, faultOf: MailFaults) => {
  const { id, version, name, email, otherEmails, phone, companyName, locale, timeZone } = contact
  return {
    ...{ id, version, name, email },
    ...(otherEmails && { otherEmails }),
    ...(phone !== undefined && { phone }),
    ...(companyName !== undefined && { companyName }),
    ...(locale !== undefined && { locale }),
    ...(timeZone !== undefined && { timeZone }),
    ...faultOf(email),
  }
}

const cursorOf = (place: string) => Buffer.from(place).toString('base64url')
const placeOf = (cursor: string) => Buffer.from(cursor, 'base64url').toString()
const afterOf = (cursor: string | undefined) => (cursor === undefined ? undefined : placeOf(cursor))
const nextOf = (place: string | undefined) => (place === undefined ? {} : { next: cursorOf(place) })

async function contactViews(door: AppWorld, company: string, contacts: Contact[]) {
  const faultOf = await mailFaultsOf(
    door,
    company,
    contacts.map(({ email }) => email),
  )
  return contacts.map((one) => contactView(one, faultOf))
}

const contactAlone = async (door: AppWorld, contact: Contact) =>
  contactView(contact, await mailFaultsOf(door, contact.company, [contact.email]))

function entryView({ id, at, by, content }: ContactEntry, members: Member[]): api.ContactEntryView {
  const { kind, ...said } = content
  return { id, at: formatInstant(at), by: person(members, by), kind, ...said }
}

type GivenRow = Partial<
  Record<'name' | 'email' | 'otherEmails' | 'phone' | 'companyName' | 'locale' | 'timeZone' | 'notes', string>
>

/** What is empty in a file is not there; who has no name is called by the address. */
function draftOf({ otherEmails = '', ...cells }: GivenRow) {
  const filled = Object.fromEntries(Object.entries(cells).filter(([, text]) => text?.trim() !== ''))
  const others = otherEmails.split(/[\s,;]+/).filter((one) => one !== '')
  const row = {
    ...filled,
    name: filled['name'] ?? filled['email'],
    email: filled['email']?.trim(),
    ...(others.length > 0 && { otherEmails: others }),
  }
  return importedContact.safeParse(row, { reportInput: true })
}

/** Takes in a row, or says what is wrong with it. */
async function importedRow(
  door: AppWorld,
  member: Member,
  row: GivenRow,
  ifKnown: IfKnown,
  isTrial: boolean,
): Promise<api.ImportedRow> {
  const { data, error } = draftOf(row)
  if (!data) return { outcome: 'faulty', errors: error.issues.map((issue) => faultAt(String(issue.path[0]), issue)) }
  const { notes = '', ...draft } = data
  const came = await importContact(door, member, { draft, notes }, ifKnown, isTrial)
  if (!isRefusal(came)) return came
  return came.refusal === 'AlreadyExists'
    ? { outcome: 'faulty', errors: [inputFault('otherEmails', 'ofAnother')] }
    : { outcome: 'busy' }
}

export const contactEndpoints = appEndpoints(api, {
  async listContacts({ member, query, door }) {
    const words = wordsOf(query.q ?? '')
    const { contacts, next } = await door.store.contacts(member.company, words, MOST_CONTACTS, afterOf(query.next))
    return { body: { contacts: await contactViews(door, member.company, contacts), ...nextOf(next) } }
  },
  async readContact({ member, params, door }) {
    const contact = await door.store.contact(member.company, params.id)
    return contact ? { body: await contactAlone(door, contact) } : refuse('NotFound')
  },
  async createContact({ member, body, door }) {
    const contact = await createContact(door, member.company, body)
    return isRefusal(contact) ? contact : { body: await contactAlone(door, contact) }
  },
  async changeContact({ member, params, body, door }) {
    const contact = await changeContact(door, member.company, params.id, body)
    return isRefusal(contact) ? contact : { body: await contactAlone(door, contact) }
  },
  async removeContact({ member, params, door }) {
    return (await removeContact(door, member.company, params.id)) ?? {}
  },
  async restoreContact({ member, params, door }) {
    const contact = await restoreContact(door, member.company, params.id)
    return isRefusal(contact) ? contact : { body: await contactAlone(door, contact) }
  },
  async mergeContacts({ member, params, body, door }) {
    const contact = await mergeContacts(door, member, params.id, body.contactId)
    return isRefusal(contact) ? contact : { body: await contactAlone(door, contact) }
  },
  async listDoubles({ member, params, door }) {
    const contact = await door.store.contact(member.company, params.id)
    if (!contact) return refuse('NotFound')
    const doubles = await doublesOf(door, contact)
    return { body: { contacts: await contactViews(door, member.company, doubles) } }
  },
  async listContactEntries({ member, params, query, door }) {
    const contact = await door.store.contact(member.company, params.id)
    if (!contact) return refuse('NotFound')
    const [{ entries, next }, members] = await Promise.all([
      entriesOf(door, contact, afterOf(query.next)),
      door.store.members(member.company),
    ])
    return { body: { entries: entries.map((entry) => entryView(entry, members)), ...nextOf(next) } }
  },
  async addContactNote({ member, params, body, door }) {
    const entry = await addContactNote(door, member, params.id, body.text)
    return isRefusal(entry) ? entry : { body: entryView(entry, [member]) }
  },
  async importContacts({ member, body, door }) {
    const { rows, ifKnown = 'keep', isTrial = false } = body
    const said: api.ImportedRow[] = []
    // One after the other: rows of one person must find each other.
    for (const row of rows) said.push(await importedRow(door, member, row, ifKnown, isTrial))
    return { body: { rows: said } }
  },
  async listContactMails({ member, params, query, door }) {
    const contact = await door.store.contact(member.company, params.id)
    if (!contact) return refuse('NotFound')
    const [{ mails, next }, reading] = await Promise.all([
      mailsTo(door, contact, afterOf(query.next)),
      readingFor(door, member),
    ])
    const shown = mails.map(({ mail: { at, address, subject }, event, booking, record }) => {
      const isSeen =
        (event !== undefined && !isHiddenFrom(event, reading, 'open')) ||
        (booking !== undefined && !isBookingHiddenFrom(booking, reading, 'open')) ||
        (record !== undefined && maySeeRecord(record, member))
      return {
        at: formatInstant(at),
        address,
        ...(isSeen && {
          subject,
          ...(event && { eventId: event.id }),
          ...(booking && { bookingId: booking.id }),
          ...(record && { recordId: record.id }),
        }),
      }
    })
    return { body: { mails: shown, ...nextOf(next) } }
  },
})
