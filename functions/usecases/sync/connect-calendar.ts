import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { consentPath, type Provider } from '../../../shared/domain/event/calendar-providers.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import type { CalendarConnection } from '../../../shared/domain/sync/connection.ts'
import { NO_PROBLEM, sealContext } from '../../../shared/domain/sync/connection.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { GrantDead } from '../../ports/calendar-provider.ts'
import { patienceFrom, withOneTry } from '../attempt.ts'
import { hashToken } from '../people/session.ts'
import { changeConnection } from './change-connection.ts'
import { tellKnownUntil } from './known-until.ts'
import type { SyncWorld } from './sync-world.ts'
import { withAccount } from './with-account.ts'

const STATE_LIFE_MS = 10 * MINUTE_MS

const redirectUri = (tools: SyncWorld, provider: Provider) => `${tools.publicAddress}${consentPath(provider)}`

/** Begins to connect: a one-time state, bound to this session, goes along to the provider's consent page. */
export async function beginConnecting(
  tools: SyncWorld,
  member: Member,
  sessionHash: string,
  provider: Provider,
  loginHint: string | undefined,
): Promise<string | Refusal> {
  const speaking = tools.providers[provider]
  if (!speaking) return refuse('NotConfigured')
  const state = tools.random.secret()
  const codeVerifier = tools.random.secret()
  await tools.store.putOAuthState(hashToken(state), {
    company: member.company,
    memberId: member.id,
    sessionHash,
    provider,
    codeVerifier,
    expiresAt: tools.clock.now() + STATE_LIFE_MS,
  })
  return speaking.authorizeUrl({ state, codeVerifier, redirectUri: redirectUri(tools, provider), loginHint })
}

export type Connected = { connection: CalendarConnection } | { failed: 'denied' | 'state' | 'grant' | 'otherAccount' }

/** The browser is back from the provider: the state works once and only in the session that began. */
export async function finishConnecting(
  tools: SyncWorld,
  provider: Provider,
  query: { code?: string | undefined; state?: string | undefined; error?: string | undefined },
  sessionHash: string | undefined,
): Promise<Connected> {
  const state =
    query.state === undefined ? undefined : await tools.store.takeOAuthState(hashToken(query.state), tools.clock.now())
  if (!state || state.provider !== provider || state.sessionHash !== sessionHash) return { failed: 'state' }
  if (query.error !== undefined || query.code === undefined) return { failed: 'denied' }
  const speaking = tools.providers[provider]
  if (!speaking) return { failed: 'grant' }
  try {
    const grant = await speaking.exchange({
      code: query.code,
      codeVerifier: state.codeVerifier,
      redirectUri: redirectUri(tools, provider),
    })
    return await keep(tools, state, provider, grant)
  } catch (error) {
    if (error instanceof GrantDead) return { failed: 'grant' }
    throw error
  }
}

/** A new connection waits for a yes to its plan; one that had died resumes, if it is the same account. */
async function keep(
  tools: SyncWorld,
  { company, memberId }: { company: string; memberId: string },
  provider: Provider,
  grant: { credentials: string; accountId: string; accountEmail: string },
): Promise<Connected> {
  const mine = await tools.store.connectionsOf(company, memberId)
  const former = mine.find((one) => one.provider === provider)
  if (former && former.accountId !== grant.accountId) return { failed: 'otherAccount' }
  if (former) {
    const sealedCredentials = await tools.secrets.seal(grant.credentials, sealContext(former))
    const status = former.status === 'planning' ? 'planning' : 'active'
    const connection = await changeConnection(tools, former, { sealedCredentials, status, ...NO_PROBLEM })
    if (connection && status === 'active')
      await tools.syncQueue.send({ job: 'pull', company, memberId, connectionId: former.id })
    return connection ? { connection } : { failed: 'state' }
  }
  const id = tools.random.id()
  const now = tools.clock.now()
  const connection: CalendarConnection = {
    id,
    company,
    memberId,
    version: 1,
    provider,
    accountId: grant.accountId,
    accountEmail: grant.accountEmail,
    status: 'planning',
    sealedCredentials: await tools.secrets.seal(grant.credentials, sealContext({ company, id })),
    dirty: 0,
    parked: 0,
    createdAt: now,
  }
  return (await tools.store.putConnection(connection, 0)) ? { connection } : { failed: 'state' }
}

/** What the first synchronisation would do. */
export interface SyncPlan {
  toAlmanac: { create: number; link: number }
  toProvider: { create: number }
  /** Mails that it would cause: none, for providers are told to be silent and old events are not announced. */
  mails: number
  sample: { side: 'almanac' | 'provider'; title: string; isPrivate?: true; startsAt: string }[]
}

const SAMPLE = 20

/** Lists the calendar without touching anything and says what a yes would mean. */
export async function planOf(tools: SyncWorld, connection: CalendarConnection): Promise<SyncPlan | Refusal> {
  const plan: SyncPlan = { toAlmanac: { create: 0, link: 0 }, toProvider: { create: 0 }, mails: 0, sample: [] }
  const done = await withAccount(tools, connection, async (account) => {
    for await (const { changes } of account.changes(undefined, tools.clock.now()))
      for (const change of changes) {
        if (change.kind !== 'present' || change.event.exceptionOf) continue
        const { event } = change
        if (event.subjectId) plan.toAlmanac.link++
        else {
          plan.toAlmanac.create++
          const startsAt =
            event.times.kind === 'timed' ? new Date(event.times.startsAt).toISOString() : event.times.startDate
          if (plan.sample.length < SAMPLE)
            plan.sample.push({
              side: 'almanac',
              ...(event.isPrivate ? { title: 'Private event', isPrivate: true } : { title: event.title }),
              startsAt,
            })
        }
      }
    return true
  })
  return done ? plan : refuse('NotConfigured', { detail: 'The connection needs to be renewed first.' })
}

/** Yes to the plan: the connection's worker begins. */
export async function approve(tools: SyncWorld, connection: CalendarConnection): Promise<CalendarConnection | Refusal> {
  if (connection.status === 'needsReconnect')
    return refuse('NotConfigured', { detail: 'The connection needs to be renewed first.' })
  const next = await changeConnection(tools, connection, { status: 'active' })
  if (!next) return refuse('NotFound')
  await tools.syncQueue.send({ job: 'pull', company: next.company, memberId: next.memberId, connectionId: next.id })
  return next
}

/**
 * Ends a connection: notifications stop, events stay on both sides.
 * @param deadline of somebody whose patience this shares
 */
export async function disconnect(
  tools: SyncWorld,
  connection: CalendarConnection,
  deadline = patienceFrom(tools),
): Promise<void> {
  const { watch } = connection
  if (watch)
    await withAccount(
      tools,
      connection,
      (account) => account.stopWatch(watch.channelId, watch.resourceId),
      deadline,
    ).catch(() => {
      // A watch that cannot be stopped ends by itself within days, and its notifications name nobody any more.
    })
  await tools.store.removeConnection(connection)
  if (connection.knownUntil !== undefined)
    await tellKnownUntil(tools, connection.company, connection.memberId, withOneTry(tools, deadline))
}
