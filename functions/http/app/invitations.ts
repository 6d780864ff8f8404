import * as api from '../../../shared/api/invitations.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import type { Invitation } from '../../ports/invitations.ts'
import { inviteMember, resendInvitation, revokeInvitation, statusOf } from '../../usecases/people/invitations.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'

async function invitationView(door: AppWorld, invitation: Invitation) {
  const { id, email, role, invitedBy, company, generation } = invitation
  const status = statusOf(invitation, door.clock.now())
  return {
    id,
    email,
    role,
    status,
    invitedBy,
    expiresAt: formatInstant(invitation.expiresAt),
    ...(status === 'open' && {
      acceptUrl: `${door.publicAddress}/join/${await door.links.sign(company, id, 'join', generation)}`,
    }),
  }
}

export const invitationEndpoints = appEndpoints(api, {
  async listInvitations({ member, door }) {
    const invitations = (await door.store.invitations(member.company)).sort((a, b) => b.createdAt - a.createdAt)
    return { body: { invitations: await Promise.all(invitations.map((one) => invitationView(door, one))) } }
  },
  async inviteMember({ member, body, door }) {
    await door.links.ready(member.company)
    const invitation = await inviteMember(door, member, body)
    return isRefusal(invitation) ? invitation : { body: await invitationView(door, invitation) }
  },
  async resendInvitation({ member, params, door }) {
    await door.links.ready(member.company)
    const invitation = await resendInvitation(door, member, params.id)
    return isRefusal(invitation) ? invitation : { body: await invitationView(door, invitation) }
  },
  async revokeInvitation({ member, params, door }) {
    const invitation = await revokeInvitation(door, member, params.id)
    return isRefusal(invitation) ? invitation : {}
  },
})
