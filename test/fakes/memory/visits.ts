import type { Visits } from '../../../functions/ports/visits.ts'
import type { Visit } from '../../../shared/domain/booking/visit.ts'
import type { Shelves } from './shelves.ts'

const shelfOf = (company: string) => `${company} visits`

export const visits = (shelves: Shelves): Visits => ({
  async visits(company, bookingIds) {
    return bookingIds.flatMap((id) => shelves.get<Visit>(shelfOf(company), id) ?? [])
  },
  async putVisit(visit, expectedVersion) {
    return shelves.does(shelves.versioned(shelfOf(visit.company), visit.bookingId, expectedVersion, { value: visit }))
  },
})
