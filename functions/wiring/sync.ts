import { dynamoRepositories } from '../adapters/dynamodb/repositories.ts'
import { googleCalendar } from '../adapters/google/calendar.ts'
import { kmsSecrets } from '../adapters/kms/envelope.ts'
import { microsoftCalendar } from '../adapters/microsoft/calendar.ts'
import { sqsSyncQueue } from '../adapters/sqs/sync-queue.ts'
import { systemRandomness } from '../adapters/system/randomness.ts'
import type { SyncWorld } from '../usecases/sync/sync-world.ts'
import { clock, optional, required } from './environment.ts'

/** The providers whose client ids this installation has. */
function providers(): SyncWorld['providers'] {
  const googleId = optional('GOOGLE_CLIENT_ID')
  const microsoftId = optional('MICROSOFT_CLIENT_ID')
  return {
    ...(googleId && {
      google: googleCalendar({
        clientId: googleId,
        clientSecret: optional('GOOGLE_CLIENT_SECRET'),
        apiRoot: required('GOOGLE_API_ROOT'),
        oauthRoot: optional('GOOGLE_OAUTH_ROOT'),
      }),
    }),
    ...(microsoftId && {
      microsoft: microsoftCalendar({
        clientId: microsoftId,
        clientSecret: optional('MICROSOFT_CLIENT_SECRET'),
        graphRoot: required('GRAPH_ROOT'),
        authorityRoot: optional('MICROSOFT_AUTHORITY_ROOT'),
      }),
    }),
  }
}

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
