import type { Repositories } from '../../ports/repositories.ts'
import type { Links } from '../../usecases/people/links.ts'
import type { AccountsTools } from '../../usecases/people/session.ts'
import type { World } from '../../usecases/world.ts'

/** What the routes for strangers may use. */
export type PublicTools = AccountsTools & World<Repositories> & { links: Links; publicAddress: string }
