import * as invitationsApi from '../../../shared/api/invitations.ts'
import * as membersApi from '../../../shared/api/members.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { endpoint } from '../../middleware/door.ts'
import type { Invitation } from '../../ports/invitations.ts'
import { inviteMember, resendInvitation, revokeInvitation, statusOf } from '../../usecases/people/invitations.ts'
import type { AppTools } from './tools.ts'

const on = endpoint<AppTools>()

async function invitationView(door: AppTools, invitation: Invitation) {
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

export const peopleEndpoints = [
  on(membersApi.listMembers, async ({ member, door }) => {
    const members = await door.store.members(member.company)
    return {
      body: { members: members.map(({ id, email, name, role, timeZone }) => ({ id, email, name, role, timeZone })) },
    }
  }),
  on(invitationsApi.listInvitations, async ({ member, door }) => {
    const invitations = (await door.store.invitations(member.company)).sort((a, b) => b.createdAt - a.createdAt)
    return { body: { invitations: await Promise.all(invitations.map((one) => invitationView(door, one))) } }
  }),
  on(invitationsApi.inviteMember, async ({ member, body, door }) => {
    await door.links.ready(member.company)
    const invitation = await inviteMember(door, member, body)
    return isRefusal(invitation) ? invitation : { body: await invitationView(door, invitation) }
  }),
  on(invitationsApi.resendInvitation, async ({ member, params, door }) => {
    await door.links.ready(member.company)
    const invitation = await resendInvitation(door, member, params.id)
    return isRefusal(invitation) ? invitation : { body: await invitationView(door, invitation) }
  }),
  on(invitationsApi.revokeInvitation, async ({ member, params, door }) => {
    const invitation = await revokeInvitation(door, member, params.id)
    return isRefusal(invitation) ? invitation : {}
  }),
]
