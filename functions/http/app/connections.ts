import * as api from '../../../shared/api/connections.ts'
import { isRefusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { type Provider, providerKeys } from '../../../shared/domain/event/calendar-providers.ts'
import type { CalendarConnection } from '../../../shared/domain/sync/connection.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import type { Endpoint, Handler } from '../../middleware/door.ts'
import { approve, beginConnecting, disconnect, finishConnecting, planOf } from '../../usecases/sync/connect-calendar.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'

function connectionView(connection: CalendarConnection) {
  const { id, provider, status, accountEmail, lastPulledAt, problem, problemCode, problemData, parked } = connection
  return {
    id,
    provider,
    status,
    account: accountEmail,
    ...(lastPulledAt !== undefined && { lastPulledAt: formatInstant(lastPulledAt) }),
    ...(problem && { problem, problemCode, problemData }),
    parked,
  }
}

type Callback = (typeof api.callbacks)[keyof typeof api.callbacks]

/** The provider has sent the browser back: ends at the settings, with what became of it in the address. */
const comeBackFrom =
  (provider: Provider): Handler<Callback, AppWorld> =>
  async ({ query, sessionHash, door }) => {
    const result = await finishConnecting(door, provider, query, sessionHash)
    const how = 'failed' in result ? `failed=${result.failed}` : `connected=${result.connection.id}`
    return { headers: { location: `${door.publicAddress}/settings/calendars?${how}` } }
  }

const callbackEndpoints: Endpoint<AppWorld>[] = providerKeys.map((key) => ({
  route: api.callbacks[`${key}Callback`],
  handle: comeBackFrom(key),
}))

const ownEndpoints = appEndpoints(api, {
  async listConnections({ member, door }) {
    const connections = await door.store.connectionsOf(member.company, member.id)
    return {
      body: {
        connections: connections.map(connectionView),
        providers: providerKeys.filter((key) => door.providers[key]),
      },
    }
  },
  async connectCalendar({ member, body, sessionHash, door }) {
    const authorizeUrl = await beginConnecting(door, member, sessionHash ?? '', body.provider, body.loginHint)
    return isRefusal(authorizeUrl) ? authorizeUrl : { body: { authorizeUrl } }
  },
  async readPlan({ member, params, door }) {
    const connection = await door.store.connection(member.company, member.id, params.id)
    if (!connection) return refuse('NotFound')
    const plan = await planOf(door, connection)
    return isRefusal(plan) ? plan : { body: plan }
  },
  async approvePlan({ member, params, door }) {
    const connection = await door.store.connection(member.company, member.id, params.id)
    if (!connection) return refuse('NotFound')
    const approved = await approve(door, connection)
    return isRefusal(approved) ? approved : { body: connectionView(approved) }
  },
  async disconnectCalendar({ member, params, door }) {
    const connection = await door.store.connection(member.company, member.id, params.id)
    if (!connection) return refuse('NotFound')
    await disconnect(door, connection)
    return {}
  },
})

export const connectionEndpoints = [...ownEndpoints, ...callbackEndpoints]
