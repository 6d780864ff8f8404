import type { ConfidentialClientApplication } from '@azure/msal-node'
import { calendarProviders } from '../../../shared/domain/event/calendar-providers.ts'
import type { RemoteEvent } from '../../../shared/domain/sync/provider-event.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { BrokenAnswer } from '../../ports/broken-answer.ts'
import {
  type CalendarAccount,
  type CalendarProvider,
  CursorExpired,
  GrantDead,
  RemoteChanged,
  RemoteRefused,
  SlowDown,
} from '../../ports/calendar-provider.ts'
import { readAnswer, readJson } from '../answers/read-answer.ts'
import { graphFault, graphList, graphSubscription } from './answers.ts'
import { application, type MicrosoftSettings, microsoftOAuth, translatedAuth } from './oauth.ts'
import { fromGraph, SUBJECT_PROPERTY, toGraph } from './translate.ts'

/** More pages than any calendar has: a listing that says "more" for ever ends here. */
const MOST_PAGES = 2000
/** The window of a delta is fixed for its life (Graph, calendarView: delta). */
const WINDOW_BACK_DAYS = 1
const WINDOW_AHEAD_DAYS = 730

interface GraphAnswer {
  status: number
  body: unknown
}

function faultOf({ status, body }: GraphAnswer, retryAfter: string | null): Error {
  const { error } = graphFault.parse(body)
  const code = error?.code ?? ''
  const message = `${code}: ${error?.message ?? `Graph answered ${status}`}`
  if (status === 401) return new GrantDead(message)
  if (status === 410 || /^(syncstate|resync)/i.test(code)) return new CursorExpired(message)
  if (status === 412) return new RemoteChanged(message)
  if (status === 429 || (status === 503 && retryAfter)) return new SlowDown(Number(retryAfter ?? 30) || 30)
  if (status === 400 || status === 403) return new RemoteRefused(message)
  return new Error(message)
}

/** What stands before Graph and answers in its place need not speak JSON where it refuses. */
function jsonOf(text: string, isOk: boolean): unknown {
  if (isOk) return readJson('Graph', text)
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function account(settings: MicrosoftSettings, credentials: string): CalendarAccount {
  const app: ConfidentialClientApplication = application(settings)
  app.getTokenCache().deserialize(credentials)

  /** @param isAnother whether the one that is kept was not taken: a fresh one is asked for */
  async function token(isAnother: boolean): Promise<string> {
    const [account] = await app.getTokenCache().getAllAccounts()
    if (!account) throw new GrantDead('no account is kept for this connection')
    try {
      const asked = { account, scopes: ['User.Read', 'Calendars.ReadWrite'], forceRefresh: isAnother }
      return (await app.acquireTokenSilent(asked)).accessToken
    } catch (error) {
      throw translatedAuth(error)
    }
  }

  const isAtGraph = (url: string) => new URL(url).origin === new URL(settings.graphRoot).origin

  async function graph(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    expected: number[] = [],
  ): Promise<GraphAnswer> {
    // Links that Graph hands out are followed only to where Graph is.
    const url = path.startsWith('http') ? path : `${settings.graphRoot}/v1.0${path}`
    if (!isAtGraph(url)) throw new Error(`a link led away from Graph: ${url}`)
    const send = async (isAnother: boolean) =>
      fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${await token(isAnother)}`,
          prefer: 'outlook.timezone="UTC", IdType="ImmutableId", outlook.body-content-type="text"',
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
    const first = await send(false)
    // A token may end before its time; only where a fresh one is not taken either the grant is dead.
    const response = first.status === 401 ? await send(true) : first
    const text = await response.text()
    const answer = { status: response.status, body: text === '' ? undefined : jsonOf(text, response.ok) }
    if (!response.ok && !expected.includes(response.status)) throw faultOf(answer, response.headers.get('retry-after'))
    return answer
  }

  const presentOf = (answer: unknown): RemoteEvent | 'gone' => {
    const change = fromGraph(answer)
    return change?.kind === 'present' ? change.event : 'gone'
  }

  /** The event that was just written there. @throws BrokenAnswer where the answer says that it is not there */
  const writtenOf = (answer: unknown): RemoteEvent => {
    const event = presentOf(answer)
    if (event === 'gone') throw new BrokenAnswer('Graph took an event and answered that it is not there')
    return event
  }

  const get: CalendarAccount['get'] = async (remoteId) => {
    const { status, body } = await graph('GET', `/me/events/${encodeURIComponent(remoteId)}`, undefined, {}, [404])
    return status === 404 ? 'gone' : presentOf(body)
  }

  async function findByMark(subjectId: string): Promise<RemoteEvent | undefined> {
    const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${SUBJECT_PROPERTY}' and ep/value eq '${subjectId}')`
    const { body } = await graph('GET', `/me/events?$filter=${encodeURIComponent(filter)}`)
    const [item] = readAnswer('Graph', graphList, body).value
    const found = item === undefined ? 'gone' : presentOf(item)
    return found === 'gone' ? undefined : found
  }

  return {
    get,
    async insert(event, subjectId, key) {
      // A repeated insert after a lost answer is known by its mark even where the transaction id is forgotten.
      const before = await findByMark(subjectId)
      if (before) return before
      const mark = [{ id: SUBJECT_PROPERTY, value: subjectId }]
      const { status, body } = await graph(
        'POST',
        '/me/events',
        { ...toGraph(event), transactionId: key.slice(0, 64), singleValueExtendedProperties: mark },
        {},
        [400, 409],
      )
      if (status < 300) return writtenOf(body)
      const { error } = graphFault.parse(body)
      if (error?.code !== 'ErrorDuplicateTransactionId') throw faultOf({ status: 400, body }, null)
      const existing = error['@event.existingEventId']
      const found = (await findByMark(subjectId)) ?? (existing ? await get(existing) : 'gone')
      if (found === 'gone') throw new RemoteRefused('Outlook remembers this event but no longer has it')
      return found
    },
    async update(remoteId, etag, event) {
      const { status, body } = await graph(
        'PATCH',
        `/me/events/${encodeURIComponent(remoteId)}`,
        toGraph(event),
        { 'if-match': etag },
        [404],
      )
      return status === 404 ? 'gone' : presentOf(body)
    },
    async remove(remoteId) {
      await graph('DELETE', `/me/events/${encodeURIComponent(remoteId)}`, undefined, {}, [404])
    },
    async *changes(cursor, now) {
      // A cursor is a whole address (Graph, delta query). One that was given out elsewhere, before Graph moved, says
      // nothing here.
      if (cursor !== undefined && !isAtGraph(cursor))
        throw new CursorExpired('the cursor is of another address of Graph')
      const date = (days: number) => new Date(now + days * DAY_MS).toISOString().slice(0, 19)
      let next: string | undefined =
        cursor ??
        `/me/calendarView/delta?startDateTime=${date(-WINDOW_BACK_DAYS)}&endDateTime=${date(WINDOW_AHEAD_DAYS)}`
      for (let pages = 0; next !== undefined; pages++) {
        if (pages === MOST_PAGES) throw new Error('the listing of the calendar does not end')
        const { body }: GraphAnswer = await graph('GET', next)
        const page = readAnswer('Graph', graphList, body)
        const changes = []
        for (const item of page.value) {
          const change = fromGraph(item)
          if (change?.kind !== 'gone') {
            if (change) changes.push(change)
            continue
          }
          // Removed means "not in this window any more": only asking tells whether it is deleted.
          const still = await get(change.remoteId)
          changes.push(still === 'gone' ? change : { kind: 'present' as const, event: still })
        }
        yield {
          changes,
          ...(page['@odata.deltaLink'] && { cursor: page['@odata.deltaLink'] }),
          ...(cursor === undefined && { knownUntil: Math.floor(now / 1000) * 1000 + WINDOW_AHEAD_DAYS * DAY_MS }),
        }
        next = page['@odata.nextLink'] ?? undefined
      }
    },
    async watch({ token: clientState, address, now }) {
      const expirationDateTime = new Date(now + calendarProviders.microsoft.longestWatchMs).toISOString()
      const { status, body } = await graph(
        'POST',
        '/subscriptions',
        {
          changeType: 'created,updated,deleted',
          notificationUrl: address,
          lifecycleNotificationUrl: address,
          resource: 'me/events',
          expirationDateTime,
          clientState,
        },
        {},
        [409],
      )
      if (status !== 409) {
        const { id, expirationDateTime: ends } = readAnswer('Graph', graphSubscription, body)
        return { resourceId: id, endsAt: Date.parse(ends) }
      }
      // One subscription per resource and application: the old one makes room.
      const old = /Subscription Id ([\w-]+)/.exec(graphFault.parse(body).error?.message ?? '')?.[1]
      if (old) await graph('DELETE', `/subscriptions/${old}`, undefined, {}, [404])
      throw new SlowDown(1)
    },
    async stopWatch(_channelId, resourceId) {
      if (resourceId) await graph('DELETE', `/subscriptions/${resourceId}`, undefined, {}, [404])
    },
    credentials: async () => app.getTokenCache().serialize(),
  }
}

export function microsoftCalendar(settings: MicrosoftSettings): CalendarProvider {
  return { provider: 'microsoft', ...microsoftOAuth(settings), open: (credentials) => account(settings, credentials) }
}
