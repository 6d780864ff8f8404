import { claimOf } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of standings. */
export const standings: Subject = {
  verbs: [
    {
      title: 'standing',
      write: (company) => ({
        write: 'standing',
        company,
        eventId: 'e1',
        standing: { principal: 'ada', claim: claimOf('e1', '09:00', '10:00') },
      }),
      leaves: async (store, company) => [
        await store.standings(company, 'e1'),
        [{ principal: 'ada', claim: claimOf('e1', '09:00', '10:00') }],
      ],
    },
    {
      title: 'removeStanding',
      given: (company) => [{ write: 'standing', company, eventId: 'e1', standing: { principal: 'ada' } }],
      write: (company) => ({ write: 'removeStanding', company, eventId: 'e1', principal: 'ada' }),
      leaves: async (store, company) => [await store.standings(company, 'e1'), []],
    },
  ],
}
