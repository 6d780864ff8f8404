import type { Resource } from '../../../shared/domain/booking/appointment-type.ts'
import type { People } from '../../ports/people.ts'
import { keys } from './keys.ts'
import { readMember } from './members.ts'
import { bare, type Table } from './table.ts'

export function people(table: Table): People {
  return {
    async people(company, hosts, resources) {
      const rows = await table.getAll([
        ...hosts.map((id) => keys.member(company, id)),
        ...resources.map((id) => keys.resource(company, id)),
      ])
      const of = (kind: string) => rows.filter((row) => row['row'] === kind)
      return {
        members: of('member').map(readMember),
        resources: of('resource').map((row) => bare<Resource>(row)),
      }
    },
  }
}
