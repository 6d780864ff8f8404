import type { Calendars } from '../../../functions/ports/calendars.ts'
import type { Calendar } from '../../../shared/domain/people/calendar.ts'
import type { Shelves } from './shelves.ts'

const shelfOf = (company: string) => `${company} calendars`

export const calendars = (shelves: Shelves): Calendars => ({
  async calendars(company) {
    return shelves.range<Calendar>(shelfOf(company))
  },
  async putCalendar(calendar, expectedVersion) {
    return shelves.does(shelves.versioned(shelfOf(calendar.company), calendar.id, expectedVersion, { value: calendar }))
  },
})
