import type { Members, MemberWrite } from '../../../functions/ports/members.ts'
import { changedMember, type Member } from '../../../shared/domain/people/member.ts'
import type { Shelves, WritesOf } from './shelves.ts'

export const memberShelf = (company: string) => `${company} members`

export function withoutSecret(member: Member & { passwordHash?: string }): Member {
  const { passwordHash: _hash, ...rest } = member
  return rest
}

export const members = (shelves: Shelves): Members => ({
  async member(company, id) {
    const found = shelves.get<Member>(memberShelf(company), id)
    return found && withoutSecret(found)
  },
  async members(company) {
    return shelves.range<Member>(memberShelf(company)).map(withoutSecret)
  },
  async login(email) {
    const way = shelves.get<{ company: string; memberId: string }>('logins', email)
    const found = way && shelves.get<Member & { passwordHash: string }>(memberShelf(way.company), way.memberId)
    return found && { member: withoutSecret(found), passwordHash: found.passwordHash }
  },
})

export const memberWrites: WritesOf<MemberWrite> = {
  noMember: {
    actions({ member: { company, id, email } }, shelves) {
      const shelf = memberShelf(company)
      return [
        { shelf, name: id, holds: shelves.get(shelf, id) !== undefined, next: undefined },
        { shelf: 'logins', name: email, holds: true, next: undefined },
      ]
    },
  },
  checkOwner: {
    actions({ company, id }, shelves) {
      const shelf = memberShelf(company)
      return [{ shelf, name: id, holds: shelves.get<Member>(shelf, id)?.role === 'owner', next: 'unchanged' }]
    },
  },
  member: {
    actions({ member, passwordHash }, shelves) {
      return [
        shelves.isNew(memberShelf(member.company), member.id, { value: { ...member, passwordHash } }),
        shelves.isNew('logins', member.email, { value: { company: member.company, memberId: member.id } }),
      ]
    },
    found: ({ member: { company, id } }, shelves) => (shelves.get(memberShelf(company), id) ? 'there' : 'notThere'),
  },
  changedMember: {
    actions({ company, id, change }, shelves) {
      const shelf = memberShelf(company)
      const found = shelves.get<Member>(shelf, id)
      return [{ shelf, name: id, holds: !!found, next: found && { value: changedMember(found, change) } }]
    },
  },
}
