import type { Provider } from '../../../shared/domain/event/calendar-providers.ts'
import type { Announcements } from '../../ports/announcements.ts'
import type { AppointmentTypes } from '../../ports/appointment-types.ts'
import type { BookingContexts } from '../../ports/booking-context.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { CalendarLinks } from '../../ports/calendar-links.ts'
import type { CalendarProvider } from '../../ports/calendar-provider.ts'
import type { Changes } from '../../ports/changes.ts'
import type { Channels } from '../../ports/channels.ts'
import type { Committing } from '../../ports/commit.ts'
import type { Connections } from '../../ports/connections.ts'
import type { Effects } from '../../ports/effects.ts'
import type { Events } from '../../ports/events.ts'
import type { HeardOfEvents } from '../../ports/heard-of-events.ts'
import type { Invitations } from '../../ports/invitations.ts'
import type { SyncQueue } from '../../ports/job-queue.ts'
import type { Ledger } from '../../ports/ledger.ts'
import type { Members } from '../../ports/members.ts'
import type { OAuthStates } from '../../ports/oauth-states.ts'
import type { Payments } from '../../ports/payment-rows.ts'
import type { Resources } from '../../ports/resources.ts'
import type { Secrets } from '../../ports/secrets.ts'
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
  HeardOfEvents &
  BookingContexts &
  Invitations &
  Ledger &
  Members &
  OAuthStates &
  Payments &
  Resources

/** What the synchronisation needs of the world. */
export interface SyncWorld extends World<SyncStore> {
  secrets: Secrets
  /** The providers that this installation is set up for. */
  providers: Partial<Record<Provider, CalendarProvider>>
  syncQueue: SyncQueue
  publicAddress: string
}
