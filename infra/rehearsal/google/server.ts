import { createHash, randomBytes } from 'node:crypto'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import {
  consentPage,
  type Fault,
  KeptState,
  notifyLater,
  type SimulatedAnswer,
  type SimulatedRequest,
  type Simulator,
  type SimulatorOptions,
  serve,
} from '../simulator.ts'
import { instantOfWall, isZone, wallAt } from '../zones.ts'

/** An event as the API shows it (Google Calendar API v3, Events resource), with our change number beside it. */
export interface GoogleEvent {
  id: string
  seq: number
  status: string
  [field: string]: unknown
}

interface Channel {
  id: string
  resourceId: string
  account: string
  address: string
  token?: string
  expiration: number
  messages: number
}

interface State {
  accounts: Record<string, { events: Record<string, GoogleEvent> }>
  seq: number
  epoch: number
  codes: Record<string, { account: string; challenge: string; redirectUri: string; scope: string }>
  access: Record<string, { account: string; endsAt: number }>
  refresh: Record<string, string>
  channels: Record<string, Channel>
  mails: { to: string; about: string; kind: string }[]
}

const ACCESS_LIFE_MS = 3_599_000
const LONGEST_CHANNEL_MS = 7 * DAY_MS
/** Forced small, so that paging is met every day and not only in large calendars. */
const PAGE = 3

const error = (
  code: number,
  reason: string,
  message: string,
  extra: Record<string, unknown> = {},
): SimulatedAnswer => ({
  status: code,
  body: { error: { errors: [{ domain: 'global', reason, message, ...extra }], code, message } },
})

const secret = (prefix: string) => `${prefix}${randomBytes(18).toString('base64url')}`

/** That of every calendar here. */
const CALENDAR_ZONE = 'Europe/Berlin'

/** Google Calendar and its OAuth server, as far as Almanac speaks to them. */
class Google {
  readonly kept: KeptState<State>
  readonly faults: Fault[] = []
  private readonly options: SimulatorOptions

  constructor(options: SimulatorOptions) {
    this.options = options
    this.kept = new KeptState<State>(options.dataFile, {
      accounts: { 'host@gmail.test': { events: {} } },
      seq: 1,
      epoch: 1,
      codes: {},
      access: {},
      refresh: {},
      channels: {},
      mails: [],
    })
  }

  private get state(): State {
    return this.kept.value
  }

  answer(request: SimulatedRequest): SimulatedAnswer {
    const { method, path } = request
    if (path.startsWith('/_control/')) return this.control(request)
    if (path === '/o/oauth2/v2/auth' && method === 'GET') return this.authorize(request)
    if (path === '/o/oauth2/v2/auth' && method === 'POST') return this.decide(request)
    if (path === '/token' && method === 'POST') return this.token(request)
    if (path === '/revoke' && method === 'POST') return this.revoke(request)
    const account = this.accountOf(request)
    if (!account)
      return error(401, 'authError', 'Invalid Credentials', { locationType: 'header', location: 'Authorization' })
    return this.calendar(request, account)
  }

  private authorize({ query }: SimulatedRequest): SimulatedAnswer {
    const redirectUri = query.get('redirect_uri') ?? ''
    if (!redirectUri.endsWith('/google_account/authentication'))
      return { status: 400, body: '<h1>Error 400: redirect_uri_mismatch</h1>' }
    const fields = Object.fromEntries(
      ['redirect_uri', 'state', 'scope', 'code_challenge'].map((name) => [name, query.get(name) ?? '']),
    )
    const hint = query.get('login_hint')
    if (this.options.isTest && hint) return this.grant(hint, fields)
    return consentPage('Google', Object.keys(this.state.accounts), '/o/oauth2/v2/auth', fields)
  }

  private decide({ body }: SimulatedRequest): SimulatedAnswer {
    const fields = body as Record<string, string>
    if (fields['decision'] === 'allow') return this.grant(fields['account'] ?? '', fields)
    return {
      status: 302,
      headers: {
        location: `${fields['redirect_uri']}?error=access_denied&state=${encodeURIComponent(fields['state'] ?? '')}`,
      },
    }
  }

  private grant(account: string, fields: Record<string, string>): SimulatedAnswer {
    this.state.accounts[account] ??= { events: {} }
    const code = secret('4/')
    const scope = fields['scope'] ?? ''
    this.state.codes[code] = {
      account,
      challenge: fields['code_challenge'] ?? '',
      redirectUri: fields['redirect_uri'] ?? '',
      scope,
    }
    const query = new URLSearchParams({ code, scope, state: fields['state'] ?? '' })
    return { status: 302, headers: { location: `${fields['redirect_uri']}?${query}` } }
  }

  private tokens(account: string, scope: string): Record<string, unknown> {
    const access_token = secret('ya29.')
    this.state.access[access_token] = { account, endsAt: this.options.now() + ACCESS_LIFE_MS }
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const sub = createHash('sha256').update(account).digest('hex').slice(0, 21)
    return {
      access_token,
      expires_in: 3599,
      scope,
      token_type: 'Bearer',
      id_token: `${part({ alg: 'none' })}.${part({ sub, email: account, email_verified: true })}.`,
    }
  }

  private token({ body }: SimulatedRequest): SimulatedAnswer {
    const form = body as Record<string, string>
    if (form['grant_type'] === 'refresh_token') {
      const account = this.state.refresh[form['refresh_token'] ?? '']
      if (!account)
        return {
          status: 400,
          body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
        }
      return { status: 200, body: this.tokens(account, 'openid email') }
    }
    const code = this.state.codes[form['code'] ?? '']
    if (!code) return { status: 400, body: { error: 'invalid_grant', error_description: 'Malformed auth code.' } }
    delete this.state.codes[form['code'] ?? '']
    if (code.redirectUri !== form['redirect_uri']) return { status: 400, body: { error: 'redirect_uri_mismatch' } }
    const challenge = createHash('sha256')
      .update(form['code_verifier'] ?? '')
      .digest('base64url')
    if (code.challenge !== '' && challenge !== code.challenge)
      return { status: 400, body: { error: 'invalid_grant', error_description: 'Bad verifier' } }
    const refresh_token = secret('1//')
    this.state.refresh[refresh_token] = code.account
    return { status: 200, body: { ...this.tokens(code.account, code.scope), refresh_token } }
  }

  private revoke({ body, query }: SimulatedRequest): SimulatedAnswer {
    const token = query.get('token') ?? String(body['token'] ?? '')
    const account = this.state.refresh[token] ?? this.state.access[token]?.account
    if (!account) return { status: 400, body: { error: 'invalid_token' } }
    for (const [refresh, owner] of Object.entries(this.state.refresh))
      if (owner === account) delete this.state.refresh[refresh]
    for (const [access, { account: owner }] of Object.entries(this.state.access))
      if (owner === account) delete this.state.access[access]
    return { status: 200, body: {} }
  }

  private accountOf({ headers }: SimulatedRequest): string | undefined {
    const found = this.state.access[String(headers.authorization ?? '').replace('Bearer ', '')]
    return found && found.endsAt > this.options.now() ? found.account : undefined
  }

  private calendar(request: SimulatedRequest, account: string): SimulatedAnswer {
    const { method, path } = request
    const match = /^\/calendar\/v3\/calendars\/([^/]+)\/events(?:\/([^/]+))?$/.exec(path)
    if (path === '/calendar/v3/channels/stop' && method === 'POST') return this.stopChannel(request)
    if (!match) return error(404, 'notFound', 'Not Found')
    const calendar = decodeURIComponent(match[1]!)
    if (calendar !== 'primary' && calendar !== account) return error(404, 'notFound', 'Not Found')
    const id = match[2] && decodeURIComponent(match[2])
    if (id === 'watch' && method === 'POST') return this.watch(request, account)
    if (id === undefined) return method === 'POST' ? this.insert(request, account) : this.list(request, account)
    const event = this.state.accounts[account]?.events[id]
    if (method === 'DELETE') return this.remove(request, account, event)
    if (!event) return error(404, 'notFound', 'Not Found')
    if (method === 'GET') return { status: 200, body: shown(event) }
    if (method === 'PATCH' || method === 'PUT') return this.patch(request, account, event)
    return error(404, 'notFound', 'Not Found')
  }

  private list({ query }: SimulatedRequest, account: string): SimulatedAnswer {
    const token = query.get('syncToken')
    const shape = createHash('sha256')
      .update(query.get('singleEvents') ?? 'false')
      .digest('hex')
      .slice(0, 8)
    if (token !== null) {
      const forbidden = [
        'iCalUID',
        'orderBy',
        'privateExtendedProperty',
        'q',
        'sharedExtendedProperty',
        'timeMin',
        'timeMax',
        'updatedMin',
      ].find((name) => query.has(name))
      if (forbidden)
        return error(
          400,
          'syncTokenWithRequestRestrictions',
          'Sync token cannot be used with other request restrictions.',
        )
    }
    const [epoch, since] =
      token === null ? [String(this.state.epoch), '0'] : Buffer.from(token, 'base64url').toString('utf8').split(':')
    if (epoch !== String(this.state.epoch))
      return error(410, 'fullSyncRequired', 'Sync token is no longer valid, a full sync is required.', {
        locationType: 'parameter',
        location: 'syncToken',
      })
    const timeMin = query.get('timeMin')
    const ends = (event: GoogleEvent) => instantOfTime(event['end'] as GoogleTime | undefined)
    const wanted = Object.values(this.state.accounts[account]!.events)
      .filter((event) => event.seq > Number(since))
      .filter((event) => token !== null || event.status !== 'cancelled')
      .filter((event) => timeMin === null || event['recurrence'] !== undefined || ends(event) > Date.parse(timeMin))
      .sort((a, b) => a.seq - b.seq)
    const offset = Number(query.get('pageToken') ?? 0)
    const size = Math.min(PAGE, Number(query.get('maxResults') ?? PAGE))
    const items = wanted.slice(offset, offset + size).map(shown)
    const next =
      offset + size < wanted.length
        ? { nextPageToken: String(offset + size) }
        : { nextSyncToken: Buffer.from(`${this.state.epoch}:${this.state.seq}:${shape}`).toString('base64url') }
    return {
      status: 200,
      body: {
        kind: 'calendar#events',
        etag: `"p${this.state.seq}"`,
        summary: account,
        timeZone: CALENDAR_ZONE,
        accessRole: 'owner',
        defaultReminders: [],
        items,
        ...next,
      },
    }
  }

  private insert({ body, query }: SimulatedRequest, account: string): SimulatedAnswer {
    const id = body['id'] === undefined ? randomBytes(13).toString('hex') : String(body['id'])
    if (!/^[a-v0-9]{5,1024}$/.test(id)) return error(400, 'invalid', 'Invalid resource id value.')
    if (!body['start'] || !body['end']) return error(400, 'required', 'Missing start or end time.')
    if (this.state.accounts[account]!.events[id])
      return error(409, 'duplicate', 'The requested identifier already exists.')
    const event = this.put(account, {
      ...body,
      id,
      iCalUID: String(body['iCalUID'] ?? `${id}@google.com`),
      status: 'confirmed',
      organizer: { email: account, self: true },
      creator: { email: account, self: true },
      sequence: 0,
    })
    this.mail(event, 'invitation', query.get('sendUpdates'), account)
    return { status: 200, body: shown(event) }
  }

  private patch(
    { method, body, headers, query }: SimulatedRequest,
    account: string,
    event: GoogleEvent,
  ): SimulatedAnswer {
    const wanted = headers['if-match']
    if (wanted && wanted !== '*' && wanted !== etagOf(event))
      return error(412, 'conditionNotMet', 'Precondition Failed', { locationType: 'header', location: 'If-Match' })
    const base =
      method === 'PUT'
        ? {
            id: event.id,
            iCalUID: event['iCalUID'],
            status: event.status,
            organizer: event['organizer'],
            creator: event['creator'],
            sequence: event['sequence'],
          }
        : event
    const merged: Record<string, unknown> = { ...base }
    for (const [name, value] of Object.entries(body)) {
      if (value === null) delete merged[name]
      else merged[name] = value
    }
    const timesChanged =
      JSON.stringify([event['start'], event['end'], event['recurrence']]) !==
      JSON.stringify([merged['start'], merged['end'], merged['recurrence']])
    const next = this.put(account, {
      ...merged,
      id: event.id,
      status: String(merged['status'] ?? 'confirmed'),
      sequence: Number(event['sequence'] ?? 0) + (timesChanged ? 1 : 0),
    })
    this.mail(next, 'update', query.get('sendUpdates'), account)
    return { status: 200, body: shown(next) }
  }

  private remove(
    { headers, query }: SimulatedRequest,
    account: string,
    event: GoogleEvent | undefined,
  ): SimulatedAnswer {
    if (!event) return error(404, 'notFound', 'Not Found')
    if (event.status === 'cancelled') return error(410, 'deleted', 'Resource has been deleted')
    const wanted = headers['if-match']
    if (wanted && wanted !== '*' && wanted !== etagOf(event))
      return error(412, 'conditionNotMet', 'Precondition Failed', { locationType: 'header', location: 'If-Match' })
    this.mail(event, 'cancellation', query.get('sendUpdates'), account)
    // Of a deleted event only its identity remains.
    this.put(account, { id: event.id, iCalUID: event['iCalUID'], status: 'cancelled' })
    return { status: 204 }
  }

  /** Stores an event under a new change number and tells the channels; our own writes come back as well. */
  private put(account: string, event: Record<string, unknown> & { id: string; status: string }): GoogleEvent {
    this.state.seq++
    const at = new Date(this.options.now()).toISOString()
    const stored: GoogleEvent = { created: at, ...event, updated: at, seq: this.state.seq }
    this.state.accounts[account]!.events[event.id] = stored
    for (const channel of Object.values(this.state.channels))
      if (channel.account === account) this.notify(channel, 'exists')
    return stored
  }

  private mail(event: GoogleEvent, kind: string, sendUpdates: string | null, account: string): void {
    if (sendUpdates !== 'all' && sendUpdates !== 'externalOnly') return
    for (const { email } of (event['attendees'] ?? []) as { email: string }[])
      if (email !== account) this.state.mails.push({ to: email, about: String(event['summary'] ?? ''), kind })
  }

  private watch({ body }: SimulatedRequest, account: string): SimulatedAnswer {
    const id = String(body['id'] ?? '')
    if (id === '') return error(400, 'required', 'Required')
    if (this.state.channels[id]) return error(400, 'channelIdNotUnique', `Channel id ${id} not unique`)
    const longest = this.options.now() + LONGEST_CHANNEL_MS
    const expiration = Math.min(Number(body['expiration'] ?? longest), longest)
    const channel: Channel = {
      id,
      resourceId: createHash('sha256').update(account).digest('base64url').slice(0, 27),
      account,
      address: String(body['address']),
      expiration,
      messages: 0,
      ...(body['token'] !== undefined && { token: String(body['token']) }),
    }
    this.state.channels[id] = channel
    this.notify(channel, 'sync')
    return {
      status: 200,
      body: {
        kind: 'api#channel',
        id,
        resourceId: channel.resourceId,
        resourceUri: `https://www.googleapis.com/calendar/v3/calendars/${account}/events?alt=json`,
        ...(channel.token && { token: channel.token }),
        expiration: String(expiration),
      },
    }
  }

  private stopChannel({ body }: SimulatedRequest): SimulatedAnswer {
    const channel = this.state.channels[String(body['id'])]
    if (!channel || channel.resourceId !== body['resourceId'])
      return error(404, 'notFound', `Channel '${body['id']}' not found`)
    delete this.state.channels[channel.id]
    return { status: 204 }
  }

  /** A notification says that something changed, never what: no body, only headers (push notifications guide). */
  private notify(channel: Channel, state: 'sync' | 'exists'): void {
    if (channel.expiration <= this.options.now()) return
    channel.messages++
    const headers: Record<string, string> = {
      'x-goog-channel-id': channel.id,
      'x-goog-channel-expiration': new Date(channel.expiration).toUTCString(),
      'x-goog-resource-id': channel.resourceId,
      'x-goog-resource-uri': `https://www.googleapis.com/calendar/v3/calendars/${channel.account}/events?alt=json`,
      'x-goog-resource-state': state,
      'x-goog-message-number': String(channel.messages),
      ...(channel.token !== undefined && { 'x-goog-channel-token': channel.token }),
    }
    notifyLater(channel.address, () => ({ method: 'POST', headers }))
  }

  /** What the provider's user does, and the weather; only tests and the curious come here. */
  private control({ method, path, body }: SimulatedRequest): SimulatedAnswer {
    const what = path.slice('/_control/'.length)
    if (method === 'GET' && what === 'mails') return { status: 200, body: { mails: this.state.mails } }
    if (method === 'GET' && what === 'events')
      return {
        status: 200,
        body: {
          accounts: Object.fromEntries(
            Object.entries(this.state.accounts).map(([account, { events }]) => [
              account,
              Object.values(events).map(shown),
            ]),
          ),
        },
      }
    if (method !== 'POST') return { status: 404 }
    const account = String(body['account'] ?? body['email'] ?? Object.keys(this.state.accounts)[0])
    if (what === 'accounts') {
      this.state.accounts[account] ??= { events: {} }
      return { status: 201, body: { email: account } }
    }
    if (what === 'faults') {
      this.faults.push({ times: 1, path: '/', ...(body as Partial<Fault>) })
      return { status: 200, body: { faults: this.faults.length } }
    }
    if (what === 'expire-tokens') {
      if (body['kind'] === 'refresh') this.state.refresh = {}
      if (body['kind'] === 'refresh' || body['kind'] === 'access') this.state.access = {}
      else this.state.epoch++
      return { status: 200, body: { epoch: this.state.epoch } }
    }
    if (what === 'events') return this.act(account, body)
    return { status: 404 }
  }

  private act(account: string, body: Record<string, unknown>): SimulatedAnswer {
    this.state.accounts[account] ??= { events: {} }
    const { events } = this.state.accounts[account]
    const id = String(body['id'] ?? randomBytes(13).toString('hex'))
    const given = (body['event'] ?? {}) as Record<string, unknown>
    const action = String(body['action'] ?? (events[id] ? 'patch' : 'insert'))
    if (action === 'delete') {
      this.put(account, { id, iCalUID: events[id]?.['iCalUID'], status: 'cancelled' })
      return { status: 200, body: { id } }
    }
    const before = events[id] ?? {
      iCalUID: `${id}@google.com`,
      status: 'confirmed',
      organizer: { email: account, self: true },
      sequence: 0,
    }
    return { status: 200, body: shown(this.put(account, { ...before, ...given, id, status: 'confirmed' })) }
  }
}

const etagOf = ({ seq }: GoogleEvent) => `"${3_181_161_784_712_000 + seq}"`

/** An edge of an event as it was given: a date, or a time with an offset or in a zone. */
interface GoogleTime {
  date?: string
  dateTime?: string
  timeZone?: string
}

/** Of a whole day its begin in the calendar's zone. */
function instantOfTime({ date, dateTime = `${date}T00:00:00`, timeZone }: GoogleTime = {}): number {
  const isOffset = /(Z|[+-]\d\d:\d\d)$/.test(dateTime)
  const zone = timeZone && isZone(timeZone) ? timeZone : CALENDAR_ZONE
  return isOffset ? Date.parse(dateTime) : instantOfWall(dateTime, zone)
}

/**
 * Whatever it was given as, a time is answered with the offset of the calendar's zone (Events resource,
 * start.dateTime).
 */
function timeShown(value: unknown): unknown {
  const time = value as GoogleTime | undefined
  if (time?.dateTime === undefined) return time
  const instant = instantOfTime(time)
  return { ...time, dateTime: wallAt(instant, CALENDAR_ZONE, "yyyy-MM-dd'T'HH:mm:ssXXX") }
}

function shown({ seq, ...event }: GoogleEvent): Record<string, unknown> {
  return {
    kind: 'calendar#event',
    etag: etagOf({ ...event, seq } as GoogleEvent),
    htmlLink: `https://www.google.com/calendar/event?eid=${event.id}`,
    ...event,
    ...(event['start'] !== undefined && { start: timeShown(event['start']), end: timeShown(event['end']) }),
  }
}

export async function startGoogle(options: SimulatorOptions): Promise<Simulator> {
  const google = new Google(options)
  return serve(
    options,
    google.faults,
    (request) => google.answer(request),
    () => google.kept.save(),
  )
}
