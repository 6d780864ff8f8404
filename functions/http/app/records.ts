import * as api from '../../../shared/api/records.ts'
import { refuse } from '../../../shared/domain/answers/refusal.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { type BusinessRecord, maySeeRecord } from '../../../shared/domain/records/business-record.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { listRecords } from '../../usecases/records/list-records.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'

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
    const { records, next } = await listRecords(door, member, query.next)
    const members = await door.store.members(member.company)
    const shown = await Promise.all(records.map((record) => recordView(door, record, members)))
    return { body: { records: shown, ...(next !== undefined && { next }) } }
  },
  async readRecord({ member, params, door }) {
    const record = await door.store.record(member.company, params.id)
    if (!record || !maySeeRecord(record, member)) return refuse('NotFound')
    const view = await recordView(door, record, await door.store.members(member.company))
    const notes = record.notes.map(({ at, text }) => ({ at: formatInstant(at), text }))
    return { body: { ...view, notes } }
  },
})
