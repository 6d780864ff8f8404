import * as connectionsApi from '../../../shared/api/connections.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarConnection, Provider } from '../../../shared/domain/sync/connection.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import { endpoint } from '../../middleware/door.ts'
import { approve, beginConnecting, disconnect, finishConnecting, planOf } from '../../usecases/sync/connect-calendar.ts'
import type { AppTools } from './tools.ts'

const on = endpoint<AppTools>()

function connectionView({ id, provider, status, accountEmail, lastPulledAt, problem, parked }: CalendarConnection) {
  return {
    id,
    provider,
    status,
    account: accountEmail,
    ...(lastPulledAt !== undefined && { lastPulledAt: formatInstant(lastPulledAt) }),
    ...(problem && { problem }),
    parked,
  }
}

const callback =
  (provider: Provider) =>
  async ({
    query,
    sessionHash,
    door,
  }: {
    query: { code?: string | undefined; state?: string | undefined; error?: string | undefined }
    sessionHash: string | undefined
    door: AppTools
  }) => {
    const result = await finishConnecting(door, provider, query, sessionHash)
    const how = 'failed' in result ? `failed=${result.failed}` : `connected=${result.connection.id}`
    return { headers: { location: `${door.publicAddress}/settings?${how}` } }
  }

export const connectionEndpoints = [
  on(connectionsApi.listConnections, async ({ member, door }) => {
    const connections = await door.store.connectionsOf(member.company, member.id)
    return {
      body: { connections: connections.map(connectionView), providers: Object.keys(door.providers) as Provider[] },
    }
  }),
  on(connectionsApi.connectCalendar, async ({ member, body, sessionHash, door }) => {
    const authorizeUrl = await beginConnecting(door, member, sessionHash ?? '', body.provider, body.loginHint)
    return isRefusal(authorizeUrl) ? authorizeUrl : { body: { authorizeUrl } }
  }),
  on(connectionsApi.googleCallback, callback('google')),
  on(connectionsApi.microsoftCallback, callback('microsoft')),
  on(connectionsApi.readPlan, async ({ member, params, door }) => {
    const connection = await door.store.connection(member.company, member.id, params.id)
    if (!connection) return refuse('NotFound')
    const plan = await planOf(door, connection)
    return isRefusal(plan) ? plan : { body: plan }
  }),
  on(connectionsApi.approvePlan, async ({ member, params, door }) => {
    const connection = await door.store.connection(member.company, member.id, params.id)
    if (!connection) return refuse('NotFound')
    const approved = await approve(door, connection)
    return isRefusal(approved) ? approved : { body: connectionView(approved) }
  }),
  on(connectionsApi.disconnectCalendar, async ({ member, params, door }) => {
    const connection = await door.store.connection(member.company, member.id, params.id)
    if (!connection) return refuse('NotFound')
    await disconnect(door, connection)
    return {}
  }),
]
