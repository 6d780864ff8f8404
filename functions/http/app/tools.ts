import type { Secrets } from '../../ports/secrets.ts'
import type { CalendarTools } from '../../usecases/event/tools.ts'
import type { Links } from '../../usecases/people/links.ts'
import type { AccountsTools } from '../../usecases/people/session.ts'
import type { SyncTools } from '../../usecases/sync/tools.ts'

/** What the routes of the calendar app may use. */
export type AppTools = AccountsTools &
  CalendarTools &
  SyncTools & { links: Links; secrets: Secrets; setupCode: string; publicAddress: string; showsPending: boolean }
