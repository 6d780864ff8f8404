import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import {
  type Contact,
  type ContactChange,
  type ContactDraft,
  cardIdsOf,
  changedContact,
  changesContact,
  emailsOf,
  KEPT_REMOVED_MS,
  mergedContact,
  newContact,
} from '../../../shared/domain/people/contact.ts'
import {
  type ContactEntry,
  type ContactEntryContent,
  contactEntryAt,
} from '../../../shared/domain/people/contact-entry.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { Committing, Write } from '../../ports/commit.ts'
import {
  type Contacts,
  contactAddressWrite,
  contactEntryWrite,
  contactMergeWrite,
  contactRemoval,
  contactWrite,
} from '../../ports/contacts.ts'
import { attempt, over } from '../attempt.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ChangeContactsStore = Contacts & Committing

type Tools = World<ChangeContactsStore>

/** That these addresses are this contact's only. */
const takesAddresses = ({ company, id }: Contact, addresses: string[]): Write[] =>
  addresses.map((email) => contactAddressWrite(company, email, id))

/** Whose card the address is on that cannot be had. */
async function takenRefusal({ store }: Tools, company: string, email: string | undefined): Promise<Refusal> {
  const holder = email === undefined ? undefined : await store.contactByAddress(company, email)
  return refuse('AlreadyExists', holder && { holder: { id: holder.id, name: holder.name } })
}

/** What the timeline is to say of a change, and who made it. */
export interface Said {
  by: string
  content: ContactEntryContent
}

/** Makes a contact, unless one of its addresses is somebody's. @param said what its timeline begins with */
export async function createContact(
  tools: Tools,
  company: string,
  draft: ContactDraft,
  said: Said[] = [],
): Promise<Contact | Refusal> {
  const id = tools.random.id()
  const createdAt = tools.clock.now()
  const contact = newContact(draft, { id, company, createdAt })
  const addresses = emailsOf(contact)
  const entries = said.map(({ by, content }, i) =>
    contactEntryAt(contact, content, { at: createdAt, by, unlike: `${id}${i}` }),
  )
  return attempt<Contact | Refusal>(tools, async () => ({
    writes: [contactWrite(contact), ...takesAddresses(contact, addresses), ...entries.map(contactEntryWrite)],
    done: () => contact,
    failed: async (index) => {
      // After a lost answer it may be our own that is in the way.
      const stands = await tools.store.contact(company, id)
      return stands?.id === id ? stands : takenRefusal(tools, company, addresses[index - 1])
    },
  }))
}

/**
 * Changes a contact as it stands.
 * @param said what its timeline is to say of it
 */
export async function changeContact(
  tools: Tools,
  company: string,
  id: string,
  change: ContactChange,
  said: Said[] = [],
): Promise<Contact | Refusal> {
  const unlike = tools.random.id()
  return attempt<Contact | Refusal>(tools, async ({ now }) => {
    const before = await tools.store.contact(company, id)
    if (!before) return over(refuse('NotFound'))
    if (!changesContact(before, change) && said.length === 0) return over(before)
    const contact = changedContact(before, change)
    const taken = emailsOf(contact).filter((email) => !emailsOf(before).includes(email))
    const entries = said.map(({ by, content }, i) =>
      contactEntryAt(contact, content, { at: now, by, unlike: `${unlike}${i}` }),
    )
    return {
      writes: [contactWrite(contact, before), ...takesAddresses(contact, taken), ...entries.map(contactEntryWrite)],
      done: () => contact,
      failed: (index) => (index === 0 ? undefined : takenRefusal(tools, company, taken[index - 1])),
    }
  })
}

/** Takes a contact away; it can be brought back for a while. */
export async function removeContact(tools: Tools, company: string, id: string): Promise<Refusal | undefined> {
  const removed = await attempt<Refusal | 'removed'>(tools, async ({ number, now }) => {
    const contact = await tools.store.contact(company, id)
    // One that was there a moment ago was taken away by this, or by somebody else: all the same.
    if (!contact) return over(number === 0 ? refuse('NotFound') : 'removed')
    return { writes: [contactRemoval(contact, now)], done: () => 'removed' }
  })
  if (removed !== 'removed') return removed
  const gone = await tools.store.removedContact(company, id)
  if (gone) await tools.store.keepContactEntries(company, cardIdsOf(gone), tools.clock.now() + KEPT_REMOVED_MS)
  return undefined
}

/** Brings back a contact that was taken away, with all that was written down about them. */
export async function restoreContact(tools: Tools, company: string, id: string): Promise<Contact | Refusal> {
  const restored = await attempt<Contact | Refusal>(tools, async () => {
    const removed = await tools.store.removedContact(company, id)
    if (!removed) {
      const stands = await tools.store.contact(company, id)
      return over(stands ?? refuse('NotFound'))
    }
    const { removedAt: _removed, ...before } = removed
    const contact = { ...before, version: before.version + 1 }
    const addresses = emailsOf(contact)
    return {
      writes: [contactWrite(contact, before), ...takesAddresses(contact, addresses)],
      done: () => contact,
      failed: (index) => (index === 0 ? undefined : takenRefusal(tools, company, addresses[index - 1])),
    }
  })
  if (!('refusal' in restored)) await tools.store.keepContactEntries(company, cardIdsOf(restored), undefined)
  return restored
}

/**
 * Makes two cards of the same person one: what is said of the other one goes up in the first, with its addresses, its
 * timeline and whatever names it.
 */
export async function mergeContacts(
  tools: Tools,
  { company, id: by }: Pick<Member, 'company' | 'id'>,
  id: string,
  otherId: string,
): Promise<Contact | Refusal> {
  const unlike = tools.random.id()
  return attempt<Contact | Refusal>(tools, async ({ now }) => {
    const [kept, other] = await Promise.all([tools.store.contact(company, id), tools.store.contact(company, otherId)])
    if (!kept || !other) return over(refuse('NotFound'))
    // One card already: by this very merge, where its answer was lost.
    if (kept.id === other.id) return over(id === otherId ? refuse('NotFound') : kept)
    const contact = mergedContact(kept, other)
    if (!contact)
      return over(refuse('TooMany', { detail: 'One card cannot hold so many addresses. Take some away first.' }))
    const merged = contactEntryAt(
      contact,
      { kind: 'merged', name: other.name, email: other.email },
      { at: now, by, unlike },
    )
    return {
      writes: [contactWrite(contact, kept), contactMergeWrite(other, contact), contactEntryWrite(merged)],
      done: () => contact,
    }
  })
}

/** Writes a note into the timeline of a contact. */
export async function addContactNote(
  tools: Tools,
  { company, id: by }: Pick<Member, 'company' | 'id'>,
  id: string,
  text: string,
): Promise<ContactEntry | Refusal> {
  const unlike = tools.random.id()
  return attempt<ContactEntry | Refusal>(tools, async ({ now }) => {
    const contact = await tools.store.contact(company, id)
    if (!contact) return over(refuse('NotFound'))
    const entry = contactEntryAt(contact, { kind: 'note', text }, { at: now, by, unlike })
    return { writes: [contactEntryWrite(entry)], done: () => entry }
  })
}
