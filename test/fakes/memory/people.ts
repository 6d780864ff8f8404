import type { People } from '../../../functions/ports/people.ts'
import type { Resource } from '../../../shared/domain/booking/appointment-type.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import { memberShelf, withoutSecret } from './members.ts'
import { resourceShelf } from './resources.ts'
import type { Shelves } from './shelves.ts'

export const people = (shelves: Shelves): People => ({
  async people(company, hosts, resources) {
    const all = <T>(shelf: string, ids: string[]) => [...new Set(ids)].flatMap((id) => shelves.get<T>(shelf, id) ?? [])
    return {
      members: all<Member>(memberShelf(company), hosts).map(withoutSecret),
      resources: all<Resource>(resourceShelf(company), resources),
    }
  },
})
