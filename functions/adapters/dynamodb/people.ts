import type { Resource } from '../../../shared/domain/booking/appointment-type.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { People } from '../../ports/people.ts'
import { keys } from './keys.ts'
import { bare, type Table } from './table.ts'

export function people(table: Table): People {
  return {
    async people(company, hosts, resources) {
      const rows = await table.getAll([
        ...hosts.map((id) => keys.member(company, id)),
        ...resources.map((id) => keys.resource(company, id)),
      ])
      const of = <T>(kind: string) => rows.filter((row) => row['row'] === kind).map((row) => bare<T>(row))
      return {
        members: of<Member & { passwordHash?: string }>('member').map(({ passwordHash: _hash, ...member }) => member),
        resources: of<Resource>('resource'),
      }
    },
  }
}
