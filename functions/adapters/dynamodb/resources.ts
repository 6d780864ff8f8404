import type { Resource } from '../../../shared/domain/booking/appointment-type.ts'
import type { Resources, ResourceWrite } from '../../ports/resources.ts'
import { put, type WritesOf } from './actions.ts'
import { keys } from './keys.ts'
import { bare, type Table } from './table.ts'

export function resources(table: Table): Resources {
  return {
    async resources(company) {
      const rows = await table.query('pk = :pk', { ':pk': keys.resource(company, '').pk })
      return rows.map((row) => bare<Resource>(row))
    },
  }
}

export const resourceWrites: WritesOf<ResourceWrite> = {
  resource(write, table) {
    const { company, resource } = write
    return [put(table, { ...keys.resource(company, resource.id), row: 'resource', ...resource })]
  },
}
