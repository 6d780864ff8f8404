import { z } from 'zod'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import type { EventsPutAway, PutAway, PutAwayWrite } from '../../ports/events-put-away.ts'
import { put, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import type { Row } from './row.ts'
import { readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

/** The bin is emptied after thirty days; the rest is a day of grace. */
const BIN_LIFE_MS = 31 * DAY_MS

const partition = ({ company, lies, principal }: Pick<PutAway, 'company' | 'lies' | 'principal'>) =>
  `${company}#${lies}#${principal}`

/** Instants sort as texts until the year 2286. */
const placeOf = ({ at, eventId }: Pick<PutAway, 'at' | 'eventId'>) => `${String(at).padStart(13, '0')}#${eventId}`

const keyOf = (putAway: PutAway): Key => ({ pk: partition(putAway), sk: placeOf(putAway) })

const readPutAway = readerOf<PutAway>()(
  'putAway',
  z.object({
    company: z.string(),
    lies: z.enum(['archive', 'bin']),
    principal: z.string(),
    eventId: z.string(),
    at: z.number(),
  }),
)

export function eventsPutAway(table: Table): EventsPutAway {
  return {
    async putAway(company, lies, principal, most, before) {
      const rows = await table.lastOf(partition({ company, lies, principal }), before ? placeOf(before) : '~', most)
      return rows.map(readPutAway)
    },
  }
}

export const putAwayWrites: WritesOf<PutAwayWrite> = {
  putAway: {
    actions({ putAway }, table) {
      const row: Row = { ...keyOf(putAway), row: 'putAway', ...putAway }
      if (putAway.lies === 'bin') row['expiresAt'] = ttl(putAway.at + BIN_LIFE_MS)
      return [put(table, row)]
    },
  },
  takenBack: {
    actions({ putAway }, table) {
      return [{ Delete: { TableName: table, Key: keyOf(putAway) } }]
    },
  },
}
