import type { Links } from '../../usecases/accounts/links.ts'
import type { AccountsTools } from '../../usecases/accounts/session.ts'
import type { CalendarTools } from '../../usecases/calendar/tools.ts'

/** What the routes for strangers may use. */
export type PublicTools = AccountsTools & CalendarTools & { links: Links; publicAddress: string }
