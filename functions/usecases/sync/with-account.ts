import type { CalendarConnection } from '../../../shared/domain/sync/connection.ts'
import { NO_PROBLEM, sealContext } from '../../../shared/domain/sync/connection.ts'
import { type CalendarAccount, GrantDead } from '../../ports/calendar-provider.ts'
import { changeConnection } from './change-connection.ts'
import type { SyncWorld } from './sync-world.ts'

/**
 * Runs work in a connection's account. Refreshed credentials are kept whatever became of the work; a dead grant puts
 * the connection to rest until its owner connects again.
 * @param deadline of somebody whose patience this shares
 * @returns nothing when the connection cannot work now
 */
export async function withAccount<T>(
  tools: SyncWorld,
  connection: CalendarConnection,
  work: (account: CalendarAccount) => Promise<T>,
  deadline?: number,
): Promise<T | undefined> {
  const provider = tools.providers[connection.provider]
  if (!provider) return undefined
  const before = await tools.secrets.open(connection.sealedCredentials, sealContext(connection))
  const account = provider.open(before)
  try {
    return await work(account)
  } catch (error) {
    if (!(error instanceof GrantDead)) throw error
    const ended = { ...NO_PROBLEM, problem: error.message, problemCode: 'permissionEnded' } as const
    await changeConnection(tools, connection, { status: 'needsReconnect', ...ended }, deadline)
    return undefined
  } finally {
    const after = await account.credentials()
    if (after !== before)
      await changeConnection(
        tools,
        connection,
        { sealedCredentials: await tools.secrets.seal(after, sealContext(connection)) },
        deadline,
      )
  }
}
