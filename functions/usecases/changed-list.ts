import { isRefusal, type Refusal } from '../../shared/domain/answers/refusal.ts'
import type { Committing } from '../ports/commit.ts'
import { attempt, over } from './attempt.ts'
import type { World } from './world.ts'

/** A list of a company that is one row: how it is read, and put in place of the one that was read. */
export interface OneRow<L> {
  read(): Promise<L>
  put(list: L, expectedVersion: number): Promise<boolean>
}

/** Changes a list as it stands; decided again where somebody else changed it meanwhile. */
export function changedList<L extends { version: number }, T extends object>(
  tools: World<Committing>,
  row: OneRow<L>,
  decide: (list: L) => { list: L; answer: T } | Refusal,
): Promise<T | Refusal> {
  return attempt<T | Refusal>(tools, async () => {
    const before = await row.read()
    const decided = decide(before)
    if (isRefusal(decided)) return over(decided)
    const after = { ...decided.list, version: before.version + 1 }
    return { put: () => row.put(after, before.version), done: () => decided.answer }
  })
}
