import { z } from 'zod'
import { type PrivateLink, tallyOfLink } from '../../../shared/domain/booking/private-link.ts'
import type { PrivateLinks } from '../../ports/private-links.ts'
import { conditionOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'
import { readTally, tallyKeyOf } from './tally-rows.ts'

export const privateLinkKey = (company: string, type: string, id: string): Key => ({
  pk: `${company}#privateLinks#${type}`,
  sk: id,
})

/** Its end stands in `until`: `expiresAt` is the table's own time to live. */
export const readPrivateLink = readerOf<PrivateLink>()(
  'privateLink',
  z
    .object({
      id: z.string(),
      company: z.string(),
      type: z.string(),
      version: z.number(),
      createdBy: z.string(),
      createdAt: z.number(),
      forEmail: z.string().optional(),
      mostBookings: z.number().optional(),
      until: z.number().optional(),
    })
    .transform(({ until, ...link }) => ({ ...link, ...(until !== undefined && { endsAt: until }) })),
)

export function privateLinks(table: Table): PrivateLinks {
  return {
    async privateLinks(company, type) {
      const rows = await table.query('pk = :pk', { ':pk': privateLinkKey(company, type, '').pk })
      return rows.map(readPrivateLink)
    },
    async bookedByLinks(company, type, links) {
      const keys = links.map((id) => tallyKeyOf(company, tallyOfLink({ type, id })))
      return (await table.getAll(keys)).map(readTally)
    },
    putPrivateLink({ endsAt, ...link }, expectedVersion) {
      const row = { ...link, ...(endsAt !== undefined && { until: endsAt }) }
      return table.put(
        { ...privateLinkKey(link.company, link.type, link.id), row: 'privateLink', ...row },
        conditionOf(expectedVersion),
      )
    },
    async removePrivateLink(company, type, id) {
      return (await table.remove(privateLinkKey(company, type, id))) !== undefined
    },
  }
}
