import * as healthApi from '../../../shared/api/health.ts'
import * as openapiApi from '../../../shared/api/openapi.ts'
import { openApiOf } from '../../../shared/api/openapi.ts'
import { routes } from '../../../shared/api/routes.ts'
import { endpoint } from '../../middleware/door.ts'
import type { AppTools } from './tools.ts'

const on = endpoint<AppTools>()

export const healthEndpoints = [
  on(healthApi.getHealth, async ({ member, door }) => {
    if (!door.showsPending && !member) return { body: { status: 'ok' } }
    // What waits in queues only the host can see: it fills in `queued` where it can.
    return { body: { status: 'ok', pending: { ...(await door.store.pending()), queued: null } } }
  }),
  on(openapiApi.getOpenApi, async ({ door }) => ({
    body: openApiOf(routes, door.publicAddress),
    headers: { 'cache-control': 'public, max-age=300' },
  })),
]
