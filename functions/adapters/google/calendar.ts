import { createHash } from 'node:crypto'
import { calendar } from '@googleapis/calendar'
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
import { readAnswer } from '../answers/read-answer.ts'
import { googleChannel, googleList } from './answers.ts'
import { type GoogleSettings, googleOAuth, oauthClient } from './oauth.ts'
import { fromGoogle, markOf, toGoogle } from './translate.ts'

/** More pages than any calendar has: a listing that says "more" for ever ends here. */
const MOST_PAGES = 2000
const LOOK_BACK_MS = DAY_MS

interface GoogleFault extends Error {
  status?: number
  response?: { data?: { error?: { errors?: { reason?: string }[] } | string } }
}

function reasonOf(error: GoogleFault): string {
  const detail = error.response?.data?.error
  return typeof detail === 'string' ? detail : (detail?.errors?.[0]?.reason ?? '')
}

/** Google's errors in our words (Calendar API, Handle API errors). */
function translated(error: unknown): Error {
  const fault = error as GoogleFault
  const reason = reasonOf(fault)
  if (fault.message === 'invalid_grant' || reason === 'invalid_grant')
    return new GrantDead('Google has ended the grant')
  if (fault.status === 401) return new GrantDead('Google does not accept the credentials')
  if (fault.status === 410 && reason === 'fullSyncRequired')
    return new CursorExpired('the sync token is no longer valid')
  if (fault.status === 412) return new RemoteChanged('the etag is stale')
  if (fault.status === 429 || reason === 'rateLimitExceeded' || reason === 'userRateLimitExceeded')
    return new SlowDown(30)
  if (fault.status === 400 || (fault.status === 403 && reason !== 'quotaExceeded'))
    return new RemoteRefused(`Google refuses: ${fault.message}`)
  return fault
}

const isGone = (error: unknown) =>
  (error as GoogleFault).status === 404 ||
  ((error as GoogleFault).status === 410 && reasonOf(error as GoogleFault) === 'deleted')

/** Google takes ids of 0-9a-v (base32hex): the same key always makes the same id. */
function idFor(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex')
  return BigInt(`0x${hex.slice(0, 32)}`)
    .toString(32)
    .padStart(26, '0')
}

function presentOf(answer: unknown): RemoteEvent | 'gone' {
  const change = fromGoogle(answer)
  return change?.kind === 'present' ? change.event : 'gone'
}

/** The event that was just written there. @throws BrokenAnswer where the answer says that it is not there */
function writtenOf(answer: unknown): RemoteEvent {
  const event = presentOf(answer)
  if (event === 'gone') throw new BrokenAnswer('Google took an event and answered that it is not there')
  return event
}

function account(settings: GoogleSettings, credentials: string): CalendarAccount {
  const oauth = oauthClient(settings)
  let current = JSON.parse(credentials) as Record<string, unknown>
  oauth.setCredentials(current)
  // A refresh brings no refresh token: merged, never overwritten.
  oauth.on('tokens', (tokens) => {
    current = {
      ...current,
      ...Object.fromEntries(
        Object.entries(tokens).filter(
          ([name, value]) => value && ['access_token', 'expiry_date', 'refresh_token'].includes(name),
        ),
      ),
    }
  })
  const api = calendar({ version: 'v3', auth: oauth, rootUrl: `${settings.apiRoot}/`, retry: false })
  const calendarId = 'primary'

  async function ask<T>(what: () => Promise<T>): Promise<T> {
    try {
      return await what()
    } catch (error) {
      throw translated(error)
    }
  }

  const get: CalendarAccount['get'] = async (remoteId) => {
    try {
      return presentOf((await api.events.get({ calendarId, eventId: remoteId })).data)
    } catch (error) {
      if (isGone(error)) return 'gone'
      throw translated(error)
    }
  }

  return {
    get,
    async insert(event, subjectId, key) {
      const id = idFor(key)
      try {
        const { data } = await api.events.insert({
          calendarId,
          sendUpdates: 'none',
          requestBody: { ...withoutNulls(toGoogle(event)), ...markOf(subjectId), id },
        })
        return writtenOf(data)
      } catch (error) {
        if ((error as GoogleFault).status !== 409) throw translated(error)
        // An answer was lost, or the event was deleted there: the id tells that it is ours.
        const found = await get(id)
        if (found !== 'gone') return found
        const revived = await ask(() =>
          api.events.patch({
            calendarId,
            eventId: id,
            sendUpdates: 'none',
            requestBody: { ...toGoogle(event), ...markOf(subjectId), status: 'confirmed' },
          }),
        )
        return writtenOf(revived.data)
      }
    },
    async update(remoteId, etag, event) {
      try {
        const { data } = await api.events.patch(
          { calendarId, eventId: remoteId, sendUpdates: 'none', requestBody: toGoogle(event) },
          { headers: { 'If-Match': etag } },
        )
        return presentOf(data)
      } catch (error) {
        if (isGone(error)) return 'gone'
        throw translated(error)
      }
    },
    async remove(remoteId) {
      try {
        await api.events.delete({ calendarId, eventId: remoteId, sendUpdates: 'none' })
      } catch (error) {
        if (!isGone(error)) throw translated(error)
      }
    },
    async *changes(cursor, now) {
      let pageToken: string | undefined
      let pages = 0
      do {
        if (pages++ === MOST_PAGES) throw new Error('the listing of the calendar does not end')
        // Page requests repeat the whole query (Calendar API, Synchronize resources efficiently).
        const query = {
          calendarId,
          singleEvents: false,
          maxResults: 250,
          ...(cursor === undefined ? { timeMin: new Date(now - LOOK_BACK_MS).toISOString() } : { syncToken: cursor }),
        }
        const { data } = await ask(() => api.events.list({ ...query, ...(pageToken && { pageToken }) }))
        const page = readAnswer('Google', googleList, data)
        pageToken = page.nextPageToken || undefined
        const changes = (page.items ?? []).flatMap((item) => fromGoogle(item) ?? [])
        yield { changes, ...(page.nextSyncToken && { cursor: page.nextSyncToken }) }
      } while (pageToken)
    },
    async watch({ channelId, token, address, now }) {
      const longest = String(now + calendarProviders.google.longestWatchMs)
      const { data } = await ask(() =>
        api.events.watch({
          calendarId,
          requestBody: { id: channelId, type: 'web_hook', address, token, expiration: longest },
        }),
      )
      const { resourceId, expiration } = readAnswer('Google', googleChannel, data)
      return { resourceId: resourceId ?? '', endsAt: expiration }
    },
    async stopWatch(channelId, resourceId) {
      try {
        await api.channels.stop({ requestBody: { id: channelId, resourceId: resourceId ?? null } })
      } catch (error) {
        if (![401, 404, 410].includes((error as GoogleFault).status ?? 0)) throw translated(error)
      }
    },
    credentials: async () => JSON.stringify(current),
  }
}

const withoutNulls = <T extends object>(body: T): T =>
  Object.fromEntries(
    Object.entries(body)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [
        name,
        typeof value === 'object' && !Array.isArray(value) ? withoutNulls(value as object) : value,
      ]),
  ) as T

export function googleCalendar(settings: GoogleSettings): CalendarProvider {
  return { provider: 'google', ...googleOAuth(settings), open: (credentials) => account(settings, credentials) }
}
