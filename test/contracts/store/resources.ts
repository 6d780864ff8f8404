import { resourceWrite } from '../../../functions/ports/resources.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of resources. */
export const resources: Subject = {
  verbs: [
    {
      title: 'resource',
      write: (company) => resourceWrite(company, { id: 'room', name: 'Room', timeZone: 'UTC' }),
      leaves: async (store, company) => [
        await store.resources(company),
        [{ id: 'room', name: 'Room', timeZone: 'UTC' }],
      ],
    },
  ],
}
