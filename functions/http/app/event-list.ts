import { createHash } from 'node:crypto'
import { cursorOf } from '../../../shared/api/cursor.ts'
import * as api from '../../../shared/api/event-list.ts'
import { refuse } from '../../../shared/domain/answers/refusal.ts'
import { mayKnowOf } from '../../../shared/domain/calendar/calendar-rights.ts'
import { isTeamCalendar, ownerOfFirst } from '../../../shared/domain/people/calendar.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { listEvents } from '../../usecases/event/list-events.ts'
import { listPutAway } from '../../usecases/event/list-put-away.ts'
import { BIN_MS } from '../../usecases/event/restore-event.ts'
import { pageOf } from '../page.ts'
import { appEndpoints } from './app-door.ts'
import { entryViews, wholeEntry } from './event-entry.ts'
import { readingFor } from './event-reading.ts'
import { person } from './event-view.ts'

const placeOf = ({ at, eventId }: { at: number; eventId: string }) => cursorOf({ at, id: eventId, key: '' })

export const eventListEndpoints = appEndpoints(api, {
  async listEvents({ member, query, door }) {
    const { from, to, calendars: calendarIds, next: after } = query
    const memberIds = query.members ?? (calendarIds ? [] : [member.id])
    const listing = { from: Date.parse(from), to: Date.parse(to), memberIds, calendarIds, after }
    const [{ entries, members, calendars, shown: whose }, tags, veil] = await Promise.all([
      listEvents(door, member, listing),
      door.store.tags(member.company),
      door.links.veil(member.company),
    ])
    const reading = { reader: member, members, calendars, tags }
    const { shown, last } = await pageOf(entries, (entry) => entryViews(entry, reading, whose, veil))
    return { body: { events: shown, ...(last && { next: cursorOf(last.position) }) } }
  },
  async listArchivedEvents({ member, query, door }) {
    const { calendar, next: after } = query
    if (calendar !== undefined && !isTeamCalendar(calendar)) return refuse('NotFound')
    const lying = { company: member.company, lies: 'archive', principal: calendar ?? member.id } as const
    const [reading, { events, next }] = await Promise.all([
      readingFor(door, member),
      listPutAway(door, lying, 0, after && { at: after.at, eventId: after.id }),
    ])
    return {
      body: {
        events: events
          .filter((event) => mayKnowOf(event, member, reading.calendars, reading.members))
          .map((event) => ({
            ...wholeEntry(event, reading),
            archivedAt: formatInstant(event.archivedAt!),
          })),
        ...(next && { next: placeOf(next) }),
      },
    }
  },
  async listDeletedEvents({ member, query, door }) {
    const { next: after } = query
    const lying = { company: member.company, lies: 'bin', principal: member.id } as const
    const since = door.clock.now() - BIN_MS
    const [reading, { events, next }] = await Promise.all([
      readingFor(door, member),
      listPutAway(door, lying, since, after && { at: after.at, eventId: after.id }),
    ])
    return {
      body: {
        events: events.map((event) => ({
          ...wholeEntry(event, reading),
          deletedAt: formatInstant(event.deletion!.at),
          deletedBy: person(reading.members, event.deletion!.by),
        })),
        ...(next && { next: placeOf(next) }),
      },
    }
  },
  async readCalendarRevisions({ member, query, headers, door }) {
    const { members = [], calendars = [] } = query
    const principals = [...new Set([...members, ...calendars.map((id) => ownerOfFirst(id) ?? id)])]
    const wanted = principals.length > 0 ? principals : [member.id]
    const counts = await door.store.revisions(member.company, wanted)
    // Which calendars were asked belongs to it: the same counts of others are another revision.
    const revision = createHash('sha256')
      .update(JSON.stringify([wanted, counts]))
      .digest('base64url')
      .slice(0, 22)
    const etag = `"${revision}"`
    const isKnown = headers['if-none-match']?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
    return isKnown ? { status: 304, headers: { etag } } : { status: 200, body: { revision }, headers: { etag } }
  },
})
