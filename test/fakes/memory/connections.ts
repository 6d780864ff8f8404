import { type Connections, POLL_EVERY_MS } from '../../../functions/ports/connections.ts'
import { type CalendarConnection, RENEW_BEFORE_END_MS } from '../../../shared/domain/sync/connection.ts'
import { type Item, kept, type Shelves } from './shelves.ts'

const shelfOf = (company: string, memberId: string) => `${company} connections ${memberId}`

function pollOf({ status, lastPulledAt, createdAt, watch }: CalendarConnection): Item['due'] {
  if (status !== 'active') return undefined
  const poll = (lastPulledAt ?? createdAt) + POLL_EVERY_MS
  return { list: 'connection', at: Math.min(poll, watch ? watch.endsAt - RENEW_BEFORE_END_MS : createdAt) }
}

export const connections = (shelves: Shelves): Connections => ({
  async connection(company, memberId, id) {
    return shelves.get<CalendarConnection>(shelfOf(company, memberId), id)
  },
  async connectionsOf(company, memberId) {
    return shelves.range<CalendarConnection>(shelfOf(company, memberId))
  },
  async putConnection(connection, expectedVersion) {
    const shelf = shelfOf(connection.company, connection.memberId)
    // Notifications count `dirty` up meanwhile: it is set only when the connection is made.
    const dirty = shelves.get<CalendarConnection>(shelf, connection.id)?.dirty ?? connection.dirty
    const next = { value: { ...connection, dirty }, due: pollOf(connection) }
    return shelves.does(shelves.versioned(shelf, connection.id, expectedVersion, next))
  },
  async removeConnection({ company, memberId, id }) {
    shelves.remove(shelfOf(company, memberId), id)
  },
  async dueConnections(before) {
    return shelves.dueIn<CalendarConnection>('connection', before)
  },
  async markDirty(company, memberId, id) {
    const shelf = shelfOf(company, memberId)
    const found = shelves.get<CalendarConnection>(shelf, id)
    if (found) shelves.put(shelf, id, { value: kept({ ...found, dirty: found.dirty + 1 }), due: pollOf(found) })
  },
})
