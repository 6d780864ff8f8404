import { z } from 'zod'
import { firstWebsites, type Websites as WebsiteList } from '../../../shared/domain/booking/website.ts'
import type { Websites } from '../../ports/websites.ts'
import { conditionOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const websitesKey = (company: string): Key => ({ pk: `${company}#websites`, sk: 'websites' })

const readWebsites = readerOf<WebsiteList>()(
  'websites',
  z.object({
    company: z.string(),
    version: z.number(),
    websites: z.array(z.object({ id: z.string(), title: z.string(), introduction: z.string() })),
    order: z.array(z.string()).optional(),
  }),
)

export function websites(table: Table): Websites {
  return {
    async websites(company) {
      const row = await table.get(websitesKey(company))
      return row ? readWebsites(row) : firstWebsites(company)
    },
    putWebsites(list, expectedVersion) {
      return table.put({ ...websitesKey(list.company), row: 'websites', ...list }, conditionOf(expectedVersion))
    },
  }
}
