import * as api from '../../../shared/api/search.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { isSeries } from '../../../shared/domain/recurrence/repetition.ts'
import { searchEvents } from '../../usecases/search/search-events.ts'
import { appEndpoints } from './app-door.ts'
import { meetingEntry } from './event-entry.ts'
import { person } from './event-view.ts'

const MOST_NAMED = 4

/** Some of who is in an event: its organizer first, members by today's names. */
function peopleIn({ organizerId, attendees }: CalendarEvent, members: Member[]) {
  const others = attendees
    .filter(({ memberId }) => memberId !== organizerId)
    .map(({ memberId, name, email }) =>
      memberId === undefined ? { id: '', name: name ?? email, email } : person(members, memberId),
    )
  return [person(members, organizerId), ...others].slice(0, MOST_NAMED).map(({ id: _id, ...named }) => named)
}

export const searchEndpoints = appEndpoints(api, {
  async searchEvents({ member, query, door }) {
    const { q = [], people = [], tags = [], place = [], from, to, next: after } = query
    const at = (instant: string | undefined) => (instant === undefined ? undefined : Date.parse(instant))
    const question = { words: q, place, people, tags, from: at(from), to: at(to) }
    const { found, next, ...known } = await searchEvents(door, member, question, after)
    const reading = { reader: member, ...known }
    return {
      body: {
        events: found.map(({ event, occurrence }) => ({
          ...meetingEntry(event, occurrence, reading),
          isSeries: isSeries(event),
          people: peopleIn(event, known.members),
        })),
        ...(next && { next: api.cursorOfSearch(next) }),
      },
    }
  },
})
