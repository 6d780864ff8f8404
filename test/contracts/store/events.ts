import { eventCheck } from '../../../functions/ports/events.ts'
import { eventOf } from '../samples.ts'
import { event } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of events. */
export const events: Subject = {
  verbs: [
    {
      title: 'event, new',
      isFoundAgain: true,
      write: (company) => event(company, 1, 0),
      leaves: async (store, company) => [await store.event(company, 'e1'), eventOf(company)],
      failing: {
        'it exists': { given: (company) => [event(company, 1, 0)], write: (company) => event(company, 1, 0) },
      },
    },
    {
      title: 'event, changed',
      isFoundAgain: true,
      given: (company) => [event(company, 1, 0)],
      write: (company) => event(company, 2, 1),
      leaves: async (store, company) => [(await store.event(company, 'e1'))?.version, 2],
      failing: {
        'another version stands there': {
          given: (company) => [event(company, 1, 0)],
          write: (company) => event(company, 3, 2),
        },
      },
    },
    {
      title: 'checkEvent',
      given: (company) => [event(company, 1, 0)],
      write: (company) => eventCheck(company, 'e1', 1),
      leaves: async (store, company) => [(await store.event(company, 'e1'))?.version, 1],
      failing: {
        'it was changed': {
          given: (company) => [event(company, 1, 0), event(company, 2, 1)],
          write: (company) => eventCheck(company, 'e1', 1),
        },
      },
    },
  ],
}
