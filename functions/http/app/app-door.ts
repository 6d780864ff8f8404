import { endpointsAt } from '../../middleware/door.ts'
import type { Mailer } from '../../ports/mailer.ts'
import type { Markup } from '../../ports/markup.ts'
import type { PaymentProviders } from '../../ports/payments.ts'
import type { Repositories } from '../../ports/repositories.ts'
import type { Secrets } from '../../ports/secrets.ts'
import type { Stationery } from '../../ports/stationery.ts'
import type { TemplateLanguage } from '../../ports/template-language.ts'
import type { Links } from '../../usecases/people/links.ts'
import type { AccountsTools } from '../../usecases/people/session.ts'
import type { SyncWorld } from '../../usecases/sync/sync-world.ts'
import type { World } from '../../usecases/world.ts'

/** What the routes of the calendar app may use. */
export type AppWorld = AccountsTools &
  World<Repositories> &
  SyncWorld & {
    links: Links
    markup: Markup
    secrets: Secrets
    mailer: Mailer
    mailFrom: string
    templates: TemplateLanguage
    stationery: Stationery
    paymentProviders: PaymentProviders
    setupCode: string
    publicAddress: string
    showsPending: boolean
  }

/** What answers the routes of a subject at the door for members. */
export const appEndpoints = endpointsAt<'app', AppWorld>()
