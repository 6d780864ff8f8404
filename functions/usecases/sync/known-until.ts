import type { Write } from '../../ports/commit.ts'
import { factsWrite } from '../../ports/ledger.ts'
import { attempt } from '../attempt.ts'
import type { SyncWorld } from './sync-world.ts'

/**
 * Writes into the member's ledger how far ahead all of their calendars are known: nothing is sold beyond (D2).
 * @param deadline of somebody whose patience this shares
 */
export async function tellKnownUntil(
  tools: Pick<SyncWorld, 'store' | 'clock' | 'random'>,
  company: string,
  memberId: string,
  deadline?: number,
): Promise<void> {
  const ends = (await tools.store.connectionsOf(company, memberId)).flatMap(({ status, knownUntil }) =>
    status === 'active' && knownUntil !== undefined ? [knownUntil] : [],
  )
  const knownUntil = ends.length === 0 ? undefined : Math.min(...ends)
  const writes: Write[] = [factsWrite(company, memberId, { knownUntil })]
  const told = await attempt<'told'>(tools, async () => ({ writes, done: () => 'told' }), deadline)
  if (told !== 'told') throw new Error(`how far the calendars of ${memberId} are known was not written`)
}
