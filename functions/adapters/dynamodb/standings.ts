import type { KeptStanding, Standings, StandingWrite } from '../../ports/standings.ts'
import { put, type WritesOf } from './actions.ts'
import { keys } from './keys.ts'
import { bare, type Table } from './table.ts'

export function standings(table: Table): Standings {
  return {
    async standings(company, eventId) {
      const rows = await table.query('pk = :pk', { ':pk': keys.standing(company, eventId, '').pk })
      return rows.map((row) => bare<KeptStanding>(row))
    },
  }
}

export const standingWrites: WritesOf<StandingWrite> = {
  standing(write, table) {
    return [
      put(table, {
        ...keys.standing(write.company, write.eventId, write.standing.principal),
        row: 'standing',
        ...write.standing,
      }),
    ]
  },
  removeStanding(write, table) {
    return [{ Delete: { TableName: table, Key: keys.standing(write.company, write.eventId, write.principal) } }]
  },
}
