import type { Invitation, Invitations, InvitationWrite } from '../../../functions/ports/invitations.ts'
import type { Shelves, WritesOf } from './shelves.ts'

const shelfOf = (company: string) => `${company} invitations`

export const invitations = (shelves: Shelves): Invitations => ({
  async invitation(company, id) {
    return shelves.get<Invitation>(shelfOf(company), id)
  },
  async invitations(company) {
    return shelves.range<Invitation>(shelfOf(company))
  },
})

export const invitationWrites: WritesOf<InvitationWrite> = {
  invitation: {
    actions({ invitation, expectedVersion }, shelves) {
      return [shelves.versioned(shelfOf(invitation.company), invitation.id, expectedVersion, { value: invitation })]
    },
    found: ({ invitation }, shelves) => shelves.foundAtVersion(shelfOf(invitation.company), invitation.id, invitation),
  },
}
