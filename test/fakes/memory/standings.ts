import type { KeptStanding, Standings, StandingWrite } from '../../../functions/ports/standings.ts'
import type { Shelves, WritesOf } from './shelves.ts'

const shelfOf = (company: string, eventId: string) => `${company} standings ${eventId}`

export const standings = (shelves: Shelves): Standings => ({
  async standings(company, eventId) {
    return shelves.range<KeptStanding>(shelfOf(company, eventId))
  },
})

export const standingWrites: WritesOf<StandingWrite> = {
  standing({ company, eventId, standing }) {
    return [{ shelf: shelfOf(company, eventId), name: standing.principal, holds: true, next: { value: standing } }]
  },
  removeStanding({ company, eventId, principal }) {
    return [{ shelf: shelfOf(company, eventId), name: principal, holds: true, next: undefined }]
  },
}
