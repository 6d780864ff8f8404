import { claimOf } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of attendeePlacements. */
export const attendeePlacements: Subject = {
  verbs: [
    {
      title: 'attendeePlacement',
      write: (company) => ({
        write: 'attendeePlacement',
        company,
        eventId: 'e1',
        placement: { principal: 'ada', claim: claimOf('e1', '09:00', '10:00') },
      }),
      leaves: async (store, company) => [
        await store.attendeePlacements(company, 'e1'),
        [{ principal: 'ada', claim: claimOf('e1', '09:00', '10:00') }],
      ],
    },
    {
      title: 'removeAttendeePlacement',
      given: (company) => [{ write: 'attendeePlacement', company, eventId: 'e1', placement: { principal: 'ada' } }],
      write: (company) => ({ write: 'removeAttendeePlacement', company, eventId: 'e1', principal: 'ada' }),
      leaves: async (store, company) => [await store.attendeePlacements(company, 'e1'), []],
    },
  ],
}
