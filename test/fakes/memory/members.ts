import type { Members, MemberWrite, PageWord } from '../../../functions/ports/members.ts'
import { changedMember, type Member } from '../../../shared/domain/people/member.ts'
import { type Action, kept, type Shelves, type WritesOf } from './shelves.ts'

export const memberShelf = (company: string) => `${company} members`

const wordShelf = (company: string) => `${company} pageWords`

function withoutPageWord({ company, word, memberId }: PageWord, shelves: Shelves): Action {
  const found = shelves.get<PageWord>(wordShelf(company), word)
  return { shelf: wordShelf(company), name: word, holds: !found || found.memberId === memberId, next: undefined }
}

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
  async pageWordHolder(company, word) {
    return shelves.get<PageWord>(wordShelf(company), word)?.memberId
  },
  async login(email) {
    const way = shelves.get<{ company: string; memberId: string }>('logins', email)
    const found = way && shelves.get<Member & { passwordHash: string }>(memberShelf(way.company), way.memberId)
    return found && { member: withoutSecret(found), passwordHash: found.passwordHash }
  },
})

export const memberWrites: WritesOf<MemberWrite> = {
  noMember: {
    actions({ member: { company, id, email, pageWord } }, shelves) {
      const shelf = memberShelf(company)
      return [
        { shelf, name: id, holds: shelves.get(shelf, id) !== undefined, next: undefined },
        { shelf: 'logins', name: email, holds: true, next: undefined },
        ...(pageWord ? [withoutPageWord({ company, word: pageWord, memberId: id }, shelves)] : []),
      ]
    },
  },
  pageWord: {
    actions({ held, before }, shelves) {
      const shelf = wordShelf(held.company)
      const found = shelves.get<PageWord>(shelf, held.word)
      return [{ shelf, name: held.word, holds: found?.memberId === before, next: { value: kept(held) } }]
    },
  },
  noPageWord: { actions: ({ held }, shelves) => [withoutPageWord(held, shelves)] },
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
