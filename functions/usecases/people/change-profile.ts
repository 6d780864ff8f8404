import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { isPageOf } from '../../../shared/domain/booking/website.ts'
import { morningOf } from '../../../shared/domain/effects/morning.ts'
import { changedMember, type Member, type MemberChange } from '../../../shared/domain/people/member.ts'
import type { Write } from '../../ports/commit.ts'
import { factsWrite } from '../../ports/ledger.ts'
import { type Members, memberUpdate, pageWordRemoval, pageWordWrite } from '../../ports/members.ts'
import { attempt } from '../attempt.ts'
import { type ClaimDaysAnewStore, claimDaysAnew } from '../event/claim-days-anew.ts'
import { type PlanMorningsAnewStore, planMorningsAnew } from '../event/plan-mornings-anew.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type ChangeProfileStore = ClaimDaysAnewStore & PlanMorningsAnewStore & Members

/**
 * Changes a member's name, zone or habits. Broken off, the change is simply made again.
 * @throws BadInput for a word of their page that somebody else has
 */
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
  if (movesZone || morningOf(next).at !== morningOf(member).at) await planMorningsAnew(tools, member)
  return attempt<Member | Refusal>(tools, async () => ({
    writes: [
      memberUpdate(company, id, change),
      ...(movesZone ? [factsWrite(company, id, { timeZone })] : []),
      ...(await pageWordWrites(tools, member, change.pageWord)),
    ],
    done: () => next,
    // Somebody who was taken away meanwhile; a word that somebody else took at the same moment is looked at again.
    failed: (index) => (index === 0 ? refuse('NotFound') : undefined),
  }))
}

/**
 * What gives a member the word of their page, and the one before back.
 * @param word nothing said: it stays; null: they have none
 * @throws BadInput for one that somebody else has
 */
async function pageWordWrites(
  { store }: Pick<World<ChangeProfileStore>, 'store'>,
  { company, id: memberId }: Member,
  word: string | null | undefined,
): Promise<Write[]> {
  if (word === undefined) return []
  const [members, holder] = await Promise.all([
    store.members(company),
    word ? store.pageWordHolder(company, word) : undefined,
  ])
  const before = members.find(({ id }) => id === memberId)?.pageWord
  if (word && members.some((one) => one.id !== memberId && isPageOf(one, word)))
    throw new BadInput(inputFault('pageWord', 'reserved'))
  return [
    ...(word ? [pageWordWrite({ company, word, memberId }, holder)] : []),
    ...(before && before !== word ? [pageWordRemoval({ company, word: before, memberId })] : []),
  ]
}
