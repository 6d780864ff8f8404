import { attendeePlacementRemoval, attendeePlacementWrite } from '../../../functions/ports/attendee-placements.ts'
import { claimOf } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of attendeePlacements. */
export const attendeePlacements: Subject = {
  verbs: [
    {
      title: 'attendeePlacement',
      write: (company) =>
        attendeePlacementWrite(company, 'e1', { principal: 'ada', claim: claimOf('e1', '09:00', '10:00') }),
      leaves: async (store, company) => [
        await store.attendeePlacements(company, 'e1'),
        [{ principal: 'ada', claim: claimOf('e1', '09:00', '10:00') }],
      ],
    },
    {
      title: 'removeAttendeePlacement',
      given: (company) => [attendeePlacementWrite(company, 'e1', { principal: 'ada' })],
      write: (company) => attendeePlacementRemoval(company, 'e1', 'ada'),
      leaves: async (store, company) => [await store.attendeePlacements(company, 'e1'), []],
    },
  ],
}
