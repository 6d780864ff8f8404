import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { changedMember, type Member, type MemberChange } from '../../../shared/domain/people/member.ts'
import { factsWrite } from '../../ports/ledger.ts'
import { memberUpdate } from '../../ports/members.ts'
import { attempt } from '../attempt.ts'
import { type ClaimDaysAnewStore, claimDaysAnew } from '../event/claim-days-anew.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ChangeProfileStore = ClaimDaysAnewStore

/** Changes a member's name, zone or habits. Broken off, the change is simply made again. */
export async function changeProfile(
  tools: World<ChangeProfileStore>,
  member: Member,
  change: MemberChange,
): Promise<Member | Refusal> {
  const next = changedMember(member, change)
  const { company, id, timeZone } = next
  const movesZone = timeZone !== member.timeZone
  if (movesZone) {
    const before = { members: [member], rooms: [] }
    const after = { members: [next], rooms: [] }
    const refusal = await claimDaysAnew(tools, { company, principal: id, before, after })
    if (refusal) return refusal
  }
  return attempt<Member | Refusal>(tools, async () => ({
    writes: [memberUpdate(company, id, change), ...(movesZone ? [factsWrite(company, id, { timeZone })] : [])],
    done: () => next,
    // Somebody who was taken away meanwhile.
    failed: () => refuse('NotFound'),
  }))
}
