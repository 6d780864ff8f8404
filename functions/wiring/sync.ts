import { dynamoRepositories } from '../adapters/dynamodb/repositories.ts'
import { googleCalendar } from '../adapters/google/calendar.ts'
import { kmsSecrets } from '../adapters/kms/envelope.ts'
import { microsoftCalendar } from '../adapters/microsoft/calendar.ts'
import { sqsSyncQueue } from '../adapters/sqs/sync-queue.ts'
import { systemRandomness } from '../adapters/system/randomness.ts'
import type { CalendarProvider } from '../ports/calendar-provider.ts'
import type { SyncWorld } from '../usecases/sync/sync-world.ts'
import { clock, optional, required } from './environment.ts'

function google(): CalendarProvider | undefined {
  const clientId = optional('GOOGLE_CLIENT_ID')
  if (clientId === '') return undefined
  return googleCalendar({
    clientId,
    clientSecret: optional('GOOGLE_CLIENT_SECRET'),
    apiRoot: required('GOOGLE_API_ROOT'),
    oauthRoot: optional('GOOGLE_OAUTH_ROOT'),
  })
}

function microsoft(): CalendarProvider | undefined {
  const clientId = optional('MICROSOFT_CLIENT_ID')
  if (clientId === '') return undefined
  return microsoftCalendar({
    clientId,
    clientSecret: optional('MICROSOFT_CLIENT_SECRET'),
    graphRoot: required('GRAPH_ROOT'),
    authorityRoot: optional('MICROSOFT_AUTHORITY_ROOT'),
  })
}

/** Each provider, or nothing where this installation has no client id for it. */
const providers = (): Record<keyof SyncWorld['providers'], CalendarProvider | undefined> => ({
  google: google(),
  microsoft: microsoft(),
})

/** What the worker of a connection is made of. */
export function syncTools(): SyncWorld {
  return {
    store: dynamoRepositories(required('TABLE_NAME')),
    clock: clock(),
    random: systemRandomness,
    secrets: kmsSecrets(required('KEY_ID')),
    providers: providers(),
    syncQueue: sqsSyncQueue(required('SYNC_QUEUE_URL')),
    publicAddress: required('PUBLIC_ADDRESS'),
  }
}
