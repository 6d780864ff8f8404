import type { Member, MemberChange } from '../../shared/domain/people/member.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type MemberWrite =
  | { write: 'member'; member: Member; passwordHash: string }
  | { write: 'changedMember'; company: string; id: string; change: MemberChange }
  | { write: 'noMember'; member: Member }
  | { write: 'checkOwner'; company: string; id: string }

/** Somebody new; holds where neither the member nor the address is anybody's. */
export const memberWrite = (member: Member, passwordHash: string): Write =>
  sealed<MemberWrite>({ write: 'member', member, passwordHash })

/** Two that change different things do not meet. */
export const memberUpdate = (company: string, id: string, change: MemberChange): Write =>
  sealed<MemberWrite>({ write: 'changedMember', company, id, change })

/** Takes somebody and the way to them by address away. */
export const memberRemoval = (member: Member): Write => sealed<MemberWrite>({ write: 'noMember', member })

/** Fails unless this member is an owner: there always is one. */
export const ownerCheck = (company: string, id: string): Write =>
  sealed<MemberWrite>({ write: 'checkOwner', company, id })

/** The people of a company, and the way to them by address. */
export interface Members {
  member(company: string, id: string): Promise<Member | undefined>
  members(company: string): Promise<Member[]>
  login(email: string): Promise<{ member: Member; passwordHash: string } | undefined>
}
