import * as api from '../../../shared/api/contacts.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { type Contact, wordsOf } from '../../../shared/domain/people/contact.ts'
import { changeContact, createContact, removeContact } from '../../usecases/people/change-contacts.ts'
import { appEndpoints } from './app-door.ts'

const MOST_CONTACTS = 50

const contactView = ({ id, name, email, phone }: Contact) => ({
  id,
  name,
  email,
  ...(phone !== undefined && { phone }),
})

const cursorOf = (place: string) => Buffer.from(place).toString('base64url')
const placeOf = (cursor: string) => Buffer.from(cursor, 'base64url').toString()

export const contactEndpoints = appEndpoints(api, {
  async listContacts({ member, query, door }) {
    const words = wordsOf(query.q ?? '')
    const after = query.next === undefined ? undefined : placeOf(query.next)
    const { contacts, next } = await door.store.contacts(member.company, words, MOST_CONTACTS, after)
    return { body: { contacts: contacts.map(contactView), ...(next !== undefined && { next: cursorOf(next) }) } }
  },
  async createContact({ member, body, door }) {
    const contact = await createContact(door, member.company, body)
    return isRefusal(contact) ? contact : { body: contactView(contact) }
  },
  async changeContact({ member, params, body, door }) {
    const contact = await changeContact(door, member.company, params.id, body)
    return isRefusal(contact) ? contact : { body: contactView(contact) }
  },
  async removeContact({ member, params, door }) {
    return (await removeContact(door, member.company, params.id)) ?? {}
  },
})
