import { isCardOf, wordsOf } from '../../../shared/domain/people/contact.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { type BusinessRecord, maySeeRecord } from '../../../shared/domain/records/business-record.ts'
import type { BusinessRecords } from '../../ports/business-records.ts'
import type { Contacts } from '../../ports/contacts.ts'
import type { World } from '../world.ts'

const MOST_LISTED = 50
/** So many are looked at for one answer, also where few of them are one's own. */
const MOST_READ = 500

/** Which records are asked for; what is left out is any. */
export interface RecordsAsked {
  kind?: string | undefined
  stage?: string | undefined
  contactId?: string | undefined
  /** Words of which each begins a word of the title. */
  q?: string | undefined
}

/**
 * What a member may follow up, the latest first. Words are looked up: what they find is one page.
 * @param after the `next` of the answer before
 */
export async function listRecords(
  { store }: Pick<World<BusinessRecords & Pick<Contacts, 'contact'>>, 'store'>,
  reader: Member,
  { kind, stage, contactId, q = '' }: RecordsAsked,
  after: string | undefined,
): Promise<{ records: BusinessRecord[]; next?: string }> {
  const contact = contactId === undefined ? undefined : await store.contact(reader.company, contactId)
  const isWanted = (record: BusinessRecord) =>
    maySeeRecord(record, reader) &&
    (kind === undefined || record.kind === kind) &&
    (stage === undefined || record.stage === stage) &&
    (contactId === undefined || record.contactId === contactId || isCardOf(contact, record.contactId))
  const words = wordsOf(q)
  if (words.length > 0) {
    const found = await store.recordsFound(reader.company, words, MOST_READ)
    return { records: found.filter(isWanted).slice(0, MOST_LISTED) }
  }
  const records: BusinessRecord[] = []
  let last = after
  for (let looked = 0; looked < MOST_READ; ) {
    const page = await store.records(reader.company, MOST_LISTED, last)
    for (const record of page) {
      if (records.length === MOST_LISTED) break
      last = record.id
      if (isWanted(record)) records.push(record)
    }
    looked += page.length
    // The page was the last one, and all of it was taken.
    if (page.length < MOST_LISTED && last === (page.at(-1)?.id ?? last)) return { records }
    if (records.length === MOST_LISTED) break
  }
  return { records, ...(last !== undefined && { next: last }) }
}
