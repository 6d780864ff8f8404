import { z } from 'zod'
import type { Resource } from '../../../shared/domain/booking/appointment-type.ts'
import type { Resources, ResourceWrite } from '../../ports/resources.ts'
import { put, type WritesOf } from './actions.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

export const resourceKey = (company: string, id: string): Key => ({ pk: `${company}#resources`, sk: id })

export const readResource = readerOf<Resource>()(
  'resource',
  z.object({
    id: z.string(),
    name: z.string(),
    timeZone: z.string(),
    capacity: z.number().optional(),
    isShared: z.boolean().optional(),
    linkedWith: z.array(z.string()).optional(),
    picture: z.string().optional(),
  }),
)

export function resources(table: Table): Resources {
  return {
    async resources(company) {
      const rows = await table.query('pk = :pk', { ':pk': resourceKey(company, '').pk })
      return rows.map(readResource)
    },
  }
}

export const resourceWrites: WritesOf<ResourceWrite> = {
  resource: {
    actions(write, table) {
      const { company, resource } = write
      return [put(table, { ...resourceKey(company, resource.id), row: 'resource', ...resource })]
    },
  },
  noResource: {
    actions({ company, id }, table) {
      return [{ Delete: { TableName: table, Key: resourceKey(company, id) } }]
    },
  },
}
