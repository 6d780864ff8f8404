import { z } from 'zod'
import { email, id, instant, line, locale, password, timeZone, token } from './fields.ts'
import { me } from './me.ts'
import { nothing, route } from './route.ts'

export const invitation = z
  .object({
    id,
    email,
    role: z.enum(['admin', 'member']),
    status: z.enum(['open', 'accepted', 'revoked', 'expired']),
    invitedBy: z.string(),
    expiresAt: instant,
    /** Shown to admins only, so that a lost mail does not stop anybody. */
    acceptUrl: z.string().optional(),
  })
  .meta({ id: 'Invitation' })
export type Invitation = z.infer<typeof invitation>

export const listInvitations = route({
  name: 'listInvitations',
  door: 'app',
  method: 'GET',
  path: '/api/invitations',
  summary: 'The invitations of the company, the latest first.',
  caller: 'admin',
  answers: { 200: z.object({ invitations: z.array(invitation) }) },
})

export const inviteMember = route({
  name: 'inviteMember',
  door: 'app',
  method: 'POST',
  path: '/api/invitations',
  summary: 'Invite somebody by mail; the link works for 7 days.',
  caller: 'admin',
  body: z.object({ email, role: z.enum(['admin', 'member']).default('member') }),
  answers: { 201: invitation },
  refusals: ['AlreadyExists'],
})

export const resendInvitation = route({
  name: 'resendInvitation',
  door: 'app',
  method: 'POST',
  path: '/api/invitations/{id}/resend',
  summary: 'Send the invitation again with a new link; the old link ends.',
  caller: 'admin',
  params: z.object({ id }),
  answers: { 200: invitation },
  refusals: ['InvitationOver'],
})

export const revokeInvitation = route({
  name: 'revokeInvitation',
  door: 'app',
  method: 'DELETE',
  path: '/api/invitations/{id}',
  summary: 'Revoke an invitation; its link ends.',
  caller: 'admin',
  params: z.object({ id }),
  answers: { 204: nothing },
  refusals: ['InvitationOver'],
})

export const readInvitation = route({
  name: 'readInvitation',
  door: 'public',
  method: 'GET',
  path: '/api/public/invitations/{token}',
  summary: 'What an invitation link is for and whether it still works.',
  caller: 'link',
  params: z.object({ token }),
  answers: {
    200: z.object({
      company: z.string(),
      companyName: z.string(),
      email,
      invitedBy: z.string(),
      status: invitation.shape.status,
    }),
  },
})

export const acceptInvitation = route({
  name: 'acceptInvitation',
  door: 'public',
  method: 'POST',
  path: '/api/public/invitations/{token}/accept',
  summary: 'Accept an invitation: become a member and sign in.',
  caller: 'link',
  params: z.object({ token }),
  body: z.object({ name: line(120), password, timeZone, locale: locale.optional() }),
  answers: { 201: me },
  refusals: ['InvitationOver', 'AlreadyExists'],
})
