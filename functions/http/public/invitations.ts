import * as api from '../../../shared/api/invitations.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { acceptInvitation, readInvitation } from '../../usecases/people/invitations.ts'
import { signedIn } from '../session-cookie.ts'
import { publicEndpoints } from './public-door.ts'

export const invitationEndpoints = publicEndpoints(api, {
  async readInvitation({ params, door }) {
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
  },
  async acceptInvitation({ params, body, door }) {
    const session = await acceptInvitation(door, params.token, body)
    return isRefusal(session) ? session : signedIn(session, door.publicAddress)
  },
})
