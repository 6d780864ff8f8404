import type { Member, MemberChange } from '../../shared/domain/people/member.ts'
import { sealed, type Write } from './commit.ts'

/** What a commit may do here, as stores open it. */
export type MemberWrite =
  | { write: 'member'; member: Member; passwordHash: string }
  | { write: 'changedMember'; company: string; id: string; change: MemberChange }
  | { write: 'noMember'; member: Member }
  | { write: 'checkOwner'; company: string; id: string }
  | { write: 'pageWord'; held: PageWord; before: string | undefined }
  | { write: 'noPageWord'; held: PageWord }

/** A word by which the page of one member is found, and of nobody else. */
export interface PageWord {
  company: string
  word: string
  memberId: string
}

/** Somebody new; holds where neither the member nor the address is anybody's. */
export const memberWrite = (member: Member, passwordHash: string): Write =>
  sealed<MemberWrite>({ write: 'member', member, passwordHash })

/** Two that change different things do not meet. */
export const memberUpdate = (company: string, id: string, change: MemberChange): Write =>
  sealed<MemberWrite>({ write: 'changedMember', company, id, change })

/** Takes somebody, the way to them by address and the word of their page away. */
export const memberRemoval = (member: Member): Write => sealed<MemberWrite>({ write: 'noMember', member })

/** Fails unless this member is an owner: there always is one. */
export const ownerCheck = (company: string, id: string): Write =>
  sealed<MemberWrite>({ write: 'checkOwner', company, id })

/** Gives a word to a member; holds where it is still whose it was: nobody's where nothing is named. */
export const pageWordWrite = (held: PageWord, before: string | undefined): Write =>
  sealed<MemberWrite>({ write: 'pageWord', held, before })

/** Gives a word back; fails where it is somebody else's by now. */
export const pageWordRemoval = (held: PageWord): Write => sealed<MemberWrite>({ write: 'noPageWord', held })

/** The people of a company, and the way to them by address. */
export interface Members {
  member(company: string, id: string): Promise<Member | undefined>
  members(company: string): Promise<Member[]>
  /** Whose page is called so, by id; words that were chosen before they were counted are nobody's here. */
  pageWordHolder(company: string, word: string): Promise<string | undefined>
  login(email: string): Promise<{ member: Member; passwordHash: string } | undefined>
}
