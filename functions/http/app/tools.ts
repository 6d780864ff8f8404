import type { Secrets } from '../../ports/secrets.ts'
import type { Links } from '../../usecases/accounts/links.ts'
import type { AccountsTools } from '../../usecases/accounts/session.ts'
import type { CalendarTools } from '../../usecases/calendar/tools.ts'
import type { SyncTools } from '../../usecases/sync/tools.ts'

/** What the routes of the calendar app may use. */
export type AppTools = AccountsTools &
  CalendarTools &
  SyncTools & { links: Links; secrets: Secrets; setupCode: string; publicAddress: string; showsPending: boolean }
