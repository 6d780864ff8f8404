import type { Invitation, Invitations, InvitationWrite } from '../../ports/invitations.ts'
import { put, versionIs, type WritesOf } from './actions.ts'
import { keys } from './keys.ts'
import { bare, type Row, type Table } from './table.ts'

/** Rows with an `expiresAt` of their own keep it as `until` in milliseconds; the table's time to live is in seconds and lags. */
function readInvitation(row: Row): Invitation {
  const { until, ...rest } = bare<Invitation & { until: number }>(row)
  return { ...rest, expiresAt: until }
}

export function invitations(table: Table): Invitations {
  return {
    async invitation(company, id) {
      const row = await table.get(keys.invitation(company, id))
      return row && readInvitation(row)
    },
    async invitations(company) {
      const rows = await table.query('pk = :pk', { ':pk': keys.invitation(company, '').pk })
      return rows.map(readInvitation)
    },
  }
}

export const invitationWrites: WritesOf<InvitationWrite> = {
  invitation(write, table) {
    const { invitation } = write
    return [
      put(
        table,
        {
          ...keys.invitation(invitation.company, invitation.id),
          row: 'invitation',
          ...invitation,
          until: invitation.expiresAt,
          expiresAt: undefined,
        },
        versionIs(write.expectedVersion),
      ),
    ]
  },
}
