import { isRefusal, type Refusal } from '../../../shared/domain/answers/refusal.ts'
import {
  type Contact,
  type ContactDraft,
  cardIdsOf,
  changesContact,
  emailsOf,
  importedChange,
} from '../../../shared/domain/people/contact.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { World } from '../world.ts'
import { type ChangeContactsStore, changeContact, createContact, type Said } from './change-contacts.ts'

type Tools = World<ChangeContactsStore>

/** One row of what is imported. */
export interface ImportedContact {
  draft: ContactDraft
  notes: string
}

/** What becomes of facts that are known otherwise. */
export type IfKnown = 'keep' | 'replace'

/** What came of a row. */
export interface Imported {
  outcome: 'made' | 'changed' | 'same'
  contactId?: string
}

/** So many of the latest notes are looked at, for one that says the same. */
const MOST_NOTES = 30

/** Whoever has one of the addresses. */
async function holderOf({ store }: Tools, company: string, draft: ContactDraft): Promise<Contact | undefined> {
  for (const email of emailsOf(draft)) {
    const holder = await store.contactByAddress(company, email)
    if (holder) return holder
  }
  return undefined
}

/** Whether a note says something that the latest ones do not. */
async function isNewNote({ store }: Tools, contact: Contact, notes: string): Promise<boolean> {
  if (notes === '') return false
  const entries = await store.contactEntries(contact.company, cardIdsOf(contact), MOST_NOTES)
  return !entries.some(({ content }) => content.kind === 'note' && content.text === notes)
}

/**
 * Takes in one row: a new contact, or what it adds to the one who has one of its addresses. The same row again changes
 * nothing.
 * @param isTrial only says what would come of it
 * @returns AlreadyExists where one of its addresses is on the card of somebody else
 */
export async function importContact(
  tools: Tools,
  { company, id: by }: Member,
  { draft, notes }: ImportedContact,
  ifKnown: IfKnown,
  isTrial: boolean,
): Promise<Imported | Refusal> {
  const holder = await holderOf(tools, company, draft)
  const note: Said[] = notes === '' ? [] : [{ by, content: { kind: 'note', text: notes } }]
  if (!holder) {
    if (isTrial) return { outcome: 'made' }
    const made = await createContact(tools, company, draft, [{ by, content: { kind: 'imported' } }, ...note])
    return isRefusal(made) ? made : { outcome: 'made', contactId: made.id }
  }
  const change = importedChange(holder, draft, ifKnown)
  const said = (await isNewNote(tools, holder, notes)) ? note : []
  if (!changesContact(holder, change) && said.length === 0) return { outcome: 'same', contactId: holder.id }
  if (isTrial) return { outcome: 'changed', contactId: holder.id }
  const changed = await changeContact(tools, company, holder.id, change, said)
  return isRefusal(changed) ? changed : { outcome: 'changed', contactId: changed.id }
}
