import type { Visits, VisitWrite } from '../../../functions/ports/visits.ts'
import type { Visit } from '../../../shared/domain/booking/visit.ts'
import type { Shelves, WritesOf } from './shelves.ts'

const shelfOf = (company: string) => `${company} visits`

export const visits = (shelves: Shelves): Visits => ({
  async visits(company, bookingIds) {
    return bookingIds.flatMap((id) => shelves.get<Visit>(shelfOf(company), id) ?? [])
  },
})

export const visitWrites: WritesOf<VisitWrite> = {
  visit: {
    actions({ visit, before }, shelves) {
      return [shelves.versioned(shelfOf(visit.company), visit.bookingId, before?.version ?? 0, { value: visit })]
    },
    found: ({ visit }, shelves) => shelves.foundAtVersion(shelfOf(visit.company), visit.bookingId, visit),
  },
}
