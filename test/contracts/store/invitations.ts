import { invitationWrite } from '../../../functions/ports/invitations.ts'
import { invitationOf } from '../samples.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of invitations. */
export const invitations: Subject = {
  verbs: [
    {
      title: 'invitation',
      isFoundAgain: true,
      write: (company) => invitationWrite(invitationOf(company), 0),
      leaves: async (store, company) => [
        [await store.invitation(company, 'i1'), await store.invitations(company)],
        [invitationOf(company), [invitationOf(company)]],
      ],
      failing: {
        'another version stands there': {
          given: (company) => [invitationWrite(invitationOf(company), 0)],
          write: (company) => invitationWrite(invitationOf(company, { version: 3, status: 'revoked' }), 2),
        },
      },
    },
  ],
}
