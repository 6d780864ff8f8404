import { z } from 'zod'
import type { Invitation, Invitations, InvitationWrite } from '../../ports/invitations.ts'
import { foundAtVersion, put, versionIs, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const keyOf = (company: string, id: string): Key => ({ pk: `${company}#invitations`, sk: id })

/**
 * Rows with an `expiresAt` of their own keep it as `until` in milliseconds; the table's time to live is in seconds and
 * lags.
 */
const readInvitation = readerOf<Invitation>()(
  'invitation',
  z
    .object({
      id: z.string(),
      company: z.string(),
      version: z.number(),
      email: z.string(),
      role: z.enum(['admin', 'member']),
      status: z.enum(['open', 'accepted', 'revoked']),
      invitedBy: z.string(),
      locale: z.string().optional(),
      generation: z.number(),
      until: z.number(),
      createdAt: z.number(),
    })
    .transform(({ until, ...invitation }) => ({ ...invitation, expiresAt: until })),
)

export function invitations(table: Table): Invitations {
  return {
    async invitation(company, id) {
      const row = await table.get(keyOf(company, id))
      return row && readInvitation(row)
    },
    async invitations(company) {
      const rows = await table.query('pk = :pk', { ':pk': keyOf(company, '').pk })
      return rows.map(readInvitation)
    },
  }
}

export const invitationWrites: WritesOf<InvitationWrite> = {
  invitation: {
    actions(write, table) {
      const { invitation } = write
      return [
        put(
          table,
          {
            ...keyOf(invitation.company, invitation.id),
            row: 'invitation',
            ...invitation,
            until: invitation.expiresAt,
            expiresAt: undefined,
          },
          versionIs(write.expectedVersion),
        ),
      ]
    },
    async found({ invitation }, table) {
      return foundAtVersion(await invitations(table).invitation(invitation.company, invitation.id), invitation)
    },
  },
}
