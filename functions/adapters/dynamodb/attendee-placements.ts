import { z } from 'zod'
import type { AttendeePlacement, AttendeePlacements, AttendeePlacementWrite } from '../../ports/attendee-placements.ts'
import { put, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import { claim } from './ledger-days.ts'
import { span } from './ledger-spans.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const keyOf = (company: string, event: string, principal: string): Key => ({
  pk: `${company}#standings#${event}`,
  sk: principal,
})

const readPlacement = readerOf<AttendeePlacement>()(
  'standing',
  z.object({ principal: z.string(), claim: claim.optional(), span: span.optional() }),
)

export function attendeePlacements(table: Table): AttendeePlacements {
  return {
    async attendeePlacements(company, eventId) {
      const rows = await table.query('pk = :pk', { ':pk': keyOf(company, eventId, '').pk })
      return rows.map(readPlacement)
    },
  }
}

export const attendeePlacementWrites: WritesOf<AttendeePlacementWrite> = {
  attendeePlacement: {
    actions(write, table) {
      return [
        put(table, {
          ...keyOf(write.company, write.eventId, write.placement.principal),
          row: 'standing',
          ...write.placement,
        }),
      ]
    },
  },
  removeAttendeePlacement: {
    actions(write, table) {
      return [{ Delete: { TableName: table, Key: keyOf(write.company, write.eventId, write.principal) } }]
    },
  },
}
