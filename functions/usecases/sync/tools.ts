import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarConnection, Provider } from '../../../shared/domain/sync/connection.ts'
import { sealContext } from '../../../shared/domain/sync/connection.ts'
import type { Announcements } from '../../ports/announcements.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { BookingContexts } from '../../ports/booking-context.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { CalendarLinks } from '../../ports/calendar-links.ts'
import { type CalendarProvider, type CalendarSession, GrantDead } from '../../ports/calendar-provider.ts'
import type { Changes } from '../../ports/changes.ts'
import type { Channels } from '../../ports/channels.ts'
import type { Committing } from '../../ports/commit.ts'
import type { Connections } from '../../ports/connections.ts'
import type { Effects } from '../../ports/effects.ts'
import type { Events } from '../../ports/events.ts'
import type { Invitations } from '../../ports/invitations.ts'
import type { SyncQueue } from '../../ports/job-queue.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { Members } from '../../ports/members.ts'
import type { OAuthStates } from '../../ports/oauth-states.ts'
import type { Resources } from '../../ports/resources.ts'
import type { Secrets } from '../../ports/secrets.ts'
import { attempt, over } from '../attempt.ts'
import type { World } from '../world.ts'

/** The repositories that it uses. */
export type SyncStore = Announcements &
  AppointmentTypes &
  Bookings &
  CalendarLinks &
  Changes &
  Channels &
  Committing &
  Connections &
  Effects &
  Events &
  BookingContexts &
  Invitations &
  Ledger &
  Members &
  OAuthStates &
  Resources

/** What the synchronisation needs of the world. */
export interface SyncTools extends World<SyncStore> {
  secrets: Secrets
  /** The providers that this installation is set up for. */
  providers: Partial<Record<Provider, CalendarProvider>>
  syncQueue: SyncQueue
  publicAddress: string
}

/**
 * Runs work in a connection's session. Refreshed credentials are kept whatever became of the work; a dead grant puts the
 * connection to rest until its owner connects again. @returns nothing when the connection cannot work now
 */
export async function withSession<T>(
  tools: SyncTools,
  connection: CalendarConnection,
  work: (session: CalendarSession) => Promise<T>,
): Promise<T | undefined> {
  const provider = tools.providers[connection.provider]
  if (!provider) return undefined
  const before = await tools.secrets.open(connection.sealedCredentials, sealContext(connection))
  const session = provider.open(before)
  try {
    return await work(session)
  } catch (error) {
    if (!(error instanceof GrantDead)) throw error
    await changeConnection(tools, connection, { status: 'needsReconnect', problem: error.message })
    return undefined
  } finally {
    const after = await session.credentials()
    if (after !== before)
      await changeConnection(tools, connection, {
        sealedCredentials: await tools.secrets.seal(after, sealContext(connection)),
      })
  }
}

/** Changes some fields of a connection as it stands now; gives up when it is gone. */
export async function changeConnection(
  tools: Pick<SyncTools, 'store' | 'clock' | 'random'>,
  { company, memberId, id }: CalendarConnection,
  change: Partial<CalendarConnection>,
): Promise<CalendarConnection | undefined> {
  const changed = await attempt<CalendarConnection | undefined>(tools, async () => {
    const now = await tools.store.connection(company, memberId, id)
    if (!now) return over(undefined)
    const next = { ...now, ...change, version: now.version + 1 }
    return { put: () => tools.store.putConnection(next, now.version), done: () => next }
  })
  if (changed && isRefusal(changed)) throw new Error(`connection ${id} does not hold still`)
  return changed
}
