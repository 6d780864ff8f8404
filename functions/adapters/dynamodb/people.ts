import type { People } from '../../ports/people.ts'
import { memberKey, readMember } from './members.ts'
import { readResource, resourceKey } from './resources.ts'
import type { Table } from './table.ts'

export function people(table: Table): People {
  return {
    async people(company, hosts, resources) {
      const rows = await table.getAll([
        ...hosts.map((id) => memberKey(company, id)),
        ...resources.map((id) => resourceKey(company, id)),
      ])
      const of = (kind: string) => rows.filter((row) => row['row'] === kind)
      return {
        members: of('member').map(readMember),
        resources: of('resource').map(readResource),
      }
    },
  }
}
