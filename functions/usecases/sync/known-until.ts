import { attempt } from '../attempt.ts'
import type { SyncWorld } from './sync-world.ts'

/** Writes into the member's ledger how far ahead all of their calendars are known: nothing is sold beyond (D2). */
export async function tellKnownUntil(
  tools: Pick<SyncWorld, 'store' | 'clock' | 'random'>,
  company: string,
  memberId: string,
): Promise<void> {
  const ends = (await tools.store.connectionsOf(company, memberId)).flatMap(({ status, knownUntil }) =>
    status === 'active' && knownUntil !== undefined ? [knownUntil] : [],
  )
  const knownUntil = ends.length === 0 ? undefined : Math.min(...ends)
  const told = await attempt<'told'>(tools, async () => ({
    writes: [{ write: 'facts', company, principal: memberId, facts: { knownUntil } }],
    done: () => 'told',
  }))
  if (told !== 'told') throw new Error(`how far the calendars of ${memberId} are known was not written`)
}
