import { invitationOf } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of invitations. */
export const invitations: Subject = {
  verbs: [
    {
      title: 'invitation',
      write: (company) => ({ write: 'invitation', invitation: invitationOf(company), expectedVersion: 0 }),
      leaves: async (store, company) => [
        [await store.invitation(company, 'i1'), await store.invitations(company)],
        [invitationOf(company), [invitationOf(company)]],
      ],
      failing: {
        'another version stands there': {
          given: (company) => [{ write: 'invitation', invitation: invitationOf(company), expectedVersion: 0 }],
          write: (company) => ({
            write: 'invitation',
            invitation: invitationOf(company, { version: 3, status: 'revoked' }),
            expectedVersion: 2,
          }),
        },
      },
    },
  ],
}
