import type { SyncTools } from './tools.ts'

/** Writes into the member's ledger how far ahead all of their calendars are known: nothing is sold beyond (D2). */
export async function tellKnownUntil(
  tools: Pick<SyncTools, 'store'>,
  company: string,
  memberId: string,
): Promise<void> {
  const ends = (await tools.store.connectionsOf(company, memberId)).flatMap(({ status, knownUntil }) =>
    status === 'active' && knownUntil !== undefined ? [knownUntil] : [],
  )
  const knownUntil = ends.length === 0 ? undefined : Math.min(...ends)
  const committed = await tools.store.commit([{ write: 'facts', company, principal: memberId, facts: { knownUntil } }])
  if (committed.outcome !== 'done') throw new Error(`how far the calendars of ${memberId} are known was not written`)
}
