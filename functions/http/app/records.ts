import * as api from '../../../shared/api/records.ts'
import { refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { BusinessRecord } from '../../../shared/domain/records/business-record.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'

const MOST_LISTED = 50
/** So many are looked at for one answer, also where few of them are one's own. */
const MOST_READ = 500

/** A customer's name stands in it: it is for whoever follows it up, and admins. */
const maySee = ({ ownerId }: BusinessRecord, { id, role }: Member) => role !== 'member' || ownerId === id

async function recordView({ store }: AppWorld, record: BusinessRecord, members: Member[]) {
  const { id, company, kind, title, stage, contactId, ownerId, bookingId, createdAt } = record
  const contact = contactId === undefined ? undefined : await store.contact(company, contactId)
  const owner = members.find((one) => one.id === ownerId)
  return {
    ...{ id, kind, title, stage },
    ...(contact && { contact: { id: contact.id, name: contact.name, email: contact.email } }),
    ...(owner && { owner: { id: owner.id, name: owner.name, email: owner.email } }),
    ...(bookingId !== undefined && { bookingId }),
    createdAt: formatInstant(createdAt),
  }
}

export const recordEndpoints = appEndpoints(api, {
  async listRecords({ member, query, door }) {
    const found: BusinessRecord[] = []
    let before = query.next
    let isMore = true
    for (let read = 0; isMore && found.length < MOST_LISTED && read < MOST_READ; read += MOST_LISTED) {
      const page = await door.store.records(member.company, MOST_LISTED, before)
      isMore = page.length === MOST_LISTED
      before = page.at(-1)?.id ?? before
      found.push(...page.filter((record) => maySee(record, member)))
    }
    const shown = found.slice(0, MOST_LISTED)
    const last = found.length > MOST_LISTED ? shown.at(-1)!.id : isMore ? before : undefined
    const members = await door.store.members(member.company)
    const records = await Promise.all(shown.map((record) => recordView(door, record, members)))
    return { body: { records, ...(last !== undefined && { next: last }) } }
  },
  async readRecord({ member, params, door }) {
    const record = await door.store.record(member.company, params.id)
    if (!record || !maySee(record, member)) return refuse('NotFound')
    const view = await recordView(door, record, await door.store.members(member.company))
    const notes = record.notes.map(({ at, text }) => ({ at: formatInstant(at), text }))
    return { body: { ...view, notes } }
  },
})
