import * as api from '../../../shared/api/contacts.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Contact, wordsOf } from '../../../shared/domain/people/contact.ts'
import { changeContact, createContact, removeContact } from '../../usecases/people/change-contacts.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'
import { type MailFaults, mailFaultsOf } from './mail-faults.ts'

const MOST_CONTACTS = 50

const contactView = ({ id, name, email, phone }: Contact, faultOf: MailFaults) => ({
  id,
  name,
  email,
  ...(phone !== undefined && { phone }),
  ...faultOf(email),
})

const cursorOf = (place: string) => Buffer.from(place).toString('base64url')
const placeOf = (cursor: string) => Buffer.from(cursor, 'base64url').toString()

const contactAlone = async (door: AppWorld, contact: Contact) =>
  contactView(contact, await mailFaultsOf(door, contact.company, [contact.email]))

export const contactEndpoints = appEndpoints(api, {
  async listContacts({ member, query, door }) {
    const words = wordsOf(query.q ?? '')
    const after = query.next === undefined ? undefined : placeOf(query.next)
    const { contacts, next } = await door.store.contacts(member.company, words, MOST_CONTACTS, after)
    const faultOf = await mailFaultsOf(
      door,
      member.company,
      contacts.map(({ email }) => email),
    )
    return {
      body: {
        contacts: contacts.map((one) => contactView(one, faultOf)),
        ...(next !== undefined && { next: cursorOf(next) }),
      },
    }
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
})
