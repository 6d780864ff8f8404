import type { Member, MemberChange } from '../../shared/domain/people/member.ts'

/** What a commit may do here. */
export type MemberWrite =
  | { write: 'member'; member: Member; passwordHash: string }
  /** Two that change different things do not meet. */
  | { write: 'changedMember'; company: string; id: string; change: MemberChange }
  /** Takes somebody and the way to them by address away. */
  | { write: 'noMember'; member: Member }
  /** Fails unless this member is an owner: there always is one. */
  | { write: 'checkOwner'; company: string; id: string }

/** The people of a company, and the way to them by address. */
export interface Members {
  member(company: string, id: string): Promise<Member | undefined>
  members(company: string): Promise<Member[]>
  login(email: string): Promise<{ member: Member; passwordHash: string } | undefined>
}
