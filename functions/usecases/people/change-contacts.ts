import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Contact, type ContactChange, changedContact } from '../../../shared/domain/people/contact.ts'
import type { Committing, Write } from '../../ports/commit.ts'
import { type Contacts, contactAddressWrite, contactRemoval, contactWrite } from '../../ports/contacts.ts'
import { attempt, over } from '../attempt.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ChangeContactsStore = Contacts & Committing

type Tools = World<ChangeContactsStore>

const addressOf = ({ company, email, id }: Contact): Write => contactAddressWrite(company, email, id)

/** Makes a contact, unless there is one with that address. */
export async function createContact(
  tools: Tools,
  company: string,
  input: { name: string; email: string; phone?: string | undefined },
): Promise<Contact | Refusal> {
  const { name, email, phone } = input
  const contact: Contact = {
    id: tools.random.id(),
    company,
    version: 1,
    name,
    email,
    ...(phone && { phone }),
    createdAt: tools.clock.now(),
  }
  return attempt<Contact | Refusal>(tools, async () => ({
    writes: [contactWrite(contact), addressOf(contact)],
    done: () => contact,
    failed: async () => {
      // After a lost answer it may be our own that is in the way.
      const holder = await tools.store.contactByAddress(company, email)
      return holder?.id === contact.id ? contact : refuse('AlreadyExists')
    },
  }))
}

/** Changes a contact as it stands. */
export async function changeContact(
  tools: Tools,
  company: string,
  id: string,
  change: ContactChange,
): Promise<Contact | Refusal> {
  return attempt<Contact | Refusal>(tools, async () => {
    const before = await tools.store.contact(company, id)
    if (!before) return over(refuse('NotFound'))
    const contact = changedContact(before, change)
    const movesAddress = contact.email !== before.email
    return {
      writes: [contactWrite(contact, before), ...(movesAddress ? [addressOf(contact)] : [])],
      done: () => contact,
      failed: (index) => (index === 1 ? refuse('AlreadyExists') : undefined),
    }
  })
}

/** Takes a contact away. */
export async function removeContact(tools: Tools, company: string, id: string): Promise<Refusal | undefined> {
  const removed = await attempt<Refusal | 'removed'>(tools, async ({ number }) => {
    const contact = await tools.store.contact(company, id)
    // One that was there a moment ago was taken away by this, or by somebody else: all the same.
    if (!contact) return over(number === 0 ? refuse('NotFound') : 'removed')
    return { writes: [contactRemoval(contact)], done: () => 'removed' }
  })
  return removed === 'removed' ? undefined : removed
}
