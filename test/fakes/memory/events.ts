import type { Events, EventWrite } from '../../../functions/ports/events.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import type { Shelves, WritesOf } from './shelves.ts'

export const eventShelf = (company: string) => `${company} event`

export const events = (shelves: Shelves): Events => ({
  async event(company, id) {
    return shelves.get<CalendarEvent>(eventShelf(company), id)
  },
  async events(company, ids) {
    return [...new Set(ids)].flatMap((id) => shelves.get<CalendarEvent>(eventShelf(company), id) ?? [])
  },
})

export const eventWrites: WritesOf<EventWrite> = {
  event: {
    actions({ event, expectedVersion }, shelves) {
      return [shelves.versioned(eventShelf(event.company), event.id, expectedVersion, { value: event })]
    },
    found: ({ event }, shelves) => shelves.foundAtVersion(eventShelf(event.company), event.id, event),
  },
  checkEvent: {
    actions({ company, id, version }, shelves) {
      const shelf = eventShelf(company)
      const holds = shelves.get<CalendarEvent>(shelf, id)?.version === version
      return [{ shelf, name: id, holds, next: 'unchanged' }]
    },
  },
}
