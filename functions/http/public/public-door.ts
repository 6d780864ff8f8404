import { endpointsAt } from '../../middleware/door.ts'
import type { PaymentProviders } from '../../ports/payments.ts'
import type { Repositories } from '../../ports/repositories.ts'
import type { Secrets } from '../../ports/secrets.ts'
import type { Links } from '../../usecases/people/links.ts'
import type { AccountsTools } from '../../usecases/people/session.ts'
import type { ReadThrottle } from '../../usecases/people/throttling.ts'
import type { World } from '../../usecases/world.ts'

/** What the routes for strangers may use. */
export type PublicWorld = AccountsTools &
  World<Repositories> & {
    links: Links
    publicAddress: string
    secrets: Secrets
    paymentProviders: PaymentProviders
    /** Origin of the pages on which people pay. */
    paymentPages: string
    reads: ReadThrottle
  }

/** What answers the routes of a subject at the door for strangers. */
export const publicEndpoints = endpointsAt<'public', PublicWorld>()
