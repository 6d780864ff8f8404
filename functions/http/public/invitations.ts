import * as invitationsApi from '../../../shared/api/invitations.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { endpoint } from '../../middleware/door.ts'
import { acceptInvitation, readInvitation } from '../../usecases/people/invitations.ts'
import { signedIn } from '../session-cookie.ts'
import type { PublicTools } from './tools.ts'

const on = endpoint<PublicTools>()

export const invitationEndpoints = [
  on(invitationsApi.readInvitation, async ({ params, door }) => {
    const read = await readInvitation(door, params.token)
    if (isRefusal(read)) return read
    const { invitation, company, status } = read
    return {
      body: {
        company: company.slug,
        companyName: company.name,
        email: invitation.email,
        invitedBy: invitation.invitedBy,
        status,
      },
    }
  }),
  on(invitationsApi.acceptInvitation, async ({ params, body, door }) => {
    const session = await acceptInvitation(door, params.token, body)
    return isRefusal(session) ? session : signedIn(session, door.publicAddress)
  }),
]
