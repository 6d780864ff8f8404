import type { CalendarTools } from '../../usecases/event/tools.ts'
import type { Links } from '../../usecases/people/links.ts'
import type { AccountsTools } from '../../usecases/people/session.ts'

/** What the routes for strangers may use. */
export type PublicTools = AccountsTools & CalendarTools & { links: Links; publicAddress: string }
