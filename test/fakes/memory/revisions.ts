import type { Revisions } from '../../../functions/ports/revisions.ts'
import type { Shelves } from './shelves.ts'

const shelfOf = (company: string) => `${company} changes of calendars`

export const revisions = (shelves: Shelves): Revisions => ({
  async revisions(company, principals) {
    return principals.map((principal) => shelves.get<number>(shelfOf(company), principal) ?? 0)
  },
  async raiseRevision(company, principal) {
    const raised = shelves.get<number>(shelfOf(company), principal) ?? 0
    shelves.put(shelfOf(company), principal, { value: raised + 1 })
  },
})
