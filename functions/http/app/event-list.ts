import { cursorOf } from '../../../shared/api/cursor.ts'
import * as api from '../../../shared/api/event-list.ts'
import { listEvents } from '../../usecases/event/list-events.ts'
import { pageOf } from '../page.ts'
import { appEndpoints } from './app-door.ts'
import { entryView } from './event-entry.ts'

export const eventListEndpoints = appEndpoints(api, {
  async listEvents({ member, query, door }) {
    const { from, to, members: memberIds = [member.id], next: after } = query
    const listing = { from: Date.parse(from), to: Date.parse(to), memberIds, after }
    const { entries, members } = await listEvents(door, member, listing)
    const { shown, last } = await pageOf(entries, (entry) => entryView(entry, member, members))
    return { body: { events: shown, ...(last && { next: cursorOf(last.position) }) } }
  },
})
