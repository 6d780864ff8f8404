import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { DAY_MS, HOUR_SECONDS } from '../../../shared/domain/time/units.ts'
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

/** An event as Graph keeps it (Microsoft Graph v1.0, event resource), with our change number beside it. */
export interface GraphEvent {
  id: string
  seq: number
  isRemoved?: boolean
  properties: { id: string; value: string }[]
  [field: string]: unknown
}

interface Subscription {
  id: string
  account: string
  changeType: string
  notificationUrl: string
  lifecycleNotificationUrl?: string
  resource: string
  clientState?: string
  expirationDateTime: string
}

interface State {
  accounts: Record<string, { oid: string; events: Record<string, GraphEvent> }>
  seq: number
  epoch: number
  codes: Record<string, { account: string; challenge: string; redirectUri: string; clientId: string }>
  access: Record<string, { account: string; endsAt: number }>
  refresh: Record<string, { account: string; clientId: string }>
  subscriptions: Record<string, Subscription>
  mails: { to: string; about: string; kind: string }[]
}

const ACCESS_LIFE_S = HOUR_SECONDS
const LONGEST_SUBSCRIPTION_MS = 7 * DAY_MS
/** Forced small, so that paging is met every day. */
const PAGE = 3

const error = (
  status: number,
  code: string,
  message: string,
  extra: Record<string, unknown> = {},
): SimulatedAnswer => ({
  status,
  body: {
    error: {
      code,
      message,
      innerError: { date: new Date(0).toISOString(), 'request-id': randomUUID(), 'client-request-id': randomUUID() },
      ...extra,
    },
  },
})

const secret = (prefix: string) => `${prefix}${randomBytes(24).toString('base64url')}`

/** Microsoft Graph's calendar and Entra's token endpoints, as far as Almanac speaks to them. */
class Microsoft {
  readonly kept: KeptState<State>
  readonly faults: Fault[] = []
  private readonly options: SimulatorOptions

  constructor(options: SimulatorOptions) {
    this.options = options
    this.kept = new KeptState<State>(options.dataFile, {
      accounts: { 'host@outlook.test': { oid: randomUUID(), events: {} } },
      seq: 1,
      epoch: 1,
      codes: {},
      access: {},
      refresh: {},
      subscriptions: {},
      mails: [],
    })
  }

  private get state(): State {
    return this.kept.value
  }

  answer(request: SimulatedRequest, address: string): Promise<SimulatedAnswer> | SimulatedAnswer {
    const { method, path } = request
    if (path.startsWith('/_control/')) return this.control(request)
    if (path === '/common/oauth2/v2.0/authorize' && method === 'GET') return this.authorize(request)
    if (path === '/common/oauth2/v2.0/authorize' && method === 'POST') return this.decide(request)
    if (path === '/common/oauth2/v2.0/token' && method === 'POST') return this.token(request)
    const account = this.accountOf(request)
    if (!account) return error(401, 'InvalidAuthenticationToken', 'Access token has expired or is not yet valid.')
    return this.graph(request, account, address)
  }

  private account(email: string) {
    this.state.accounts[email] ??= { oid: randomUUID(), events: {} }
    return this.state.accounts[email]
  }

  private authorize({ query }: SimulatedRequest): SimulatedAnswer {
    const redirectUri = query.get('redirect_uri') ?? ''
    if (!redirectUri.endsWith('/microsoft_account/authentication'))
      return { status: 400, body: '<h1>AADSTS50011: The redirect URI does not match.</h1>' }
    const fields = Object.fromEntries(
      ['redirect_uri', 'state', 'code_challenge', 'client_id'].map((name) => [name, query.get(name) ?? '']),
    )
    const hint = query.get('login_hint')
    if (this.options.isTest && hint) return this.grant(hint, fields)
    return consentPage('Microsoft', Object.keys(this.state.accounts), '/common/oauth2/v2.0/authorize', fields)
  }

  private decide({ body }: SimulatedRequest): SimulatedAnswer {
    const fields = body as Record<string, string>
    if (fields['decision'] === 'allow') return this.grant(fields['account'] ?? '', fields)
    const query = new URLSearchParams({
      error: 'access_denied',
      error_description: 'AADSTS65004: User declined to consent.',
      state: fields['state'] ?? '',
    })
    return { status: 302, headers: { location: `${fields['redirect_uri']}?${query}` } }
  }

  private grant(account: string, fields: Record<string, string>): SimulatedAnswer {
    this.account(account)
    const code = secret('M.')
    this.state.codes[code] = {
      account,
      challenge: fields['code_challenge'] ?? '',
      redirectUri: fields['redirect_uri'] ?? '',
      clientId: fields['client_id'] ?? '',
    }
    return {
      status: 302,
      headers: {
        location: `${fields['redirect_uri']}?${new URLSearchParams({ code, state: fields['state'] ?? '', session_state: randomUUID() })}`,
      },
    }
  }

  private tokens(account: string, clientId: string): SimulatedAnswer {
    const { oid } = this.account(account)
    const now = Math.floor(this.options.now() / 1000)
    const access_token = secret('eyJ.')
    const refresh_token = secret('0.A')
    this.state.access[access_token] = { account, endsAt: (now + ACCESS_LIFE_S) * 1000 }
    this.state.refresh[refresh_token] = { account, clientId }
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const tid = '9188040d-6c67-4c5b-b112-36a304b66dad'
    const claims = {
      aud: clientId,
      iss: `https://login.sim.test/${tid}/v2.0`,
      iat: now,
      nbf: now,
      exp: now + ACCESS_LIFE_S,
      oid,
      tid,
      sub: oid,
      preferred_username: account,
      name: account,
      ver: '2.0',
    }
    return {
      status: 200,
      body: {
        token_type: 'Bearer',
        scope: 'openid profile User.Read Calendars.ReadWrite offline_access',
        expires_in: ACCESS_LIFE_S,
        ext_expires_in: ACCESS_LIFE_S,
        access_token,
        refresh_token,
        id_token: `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.c2ln`,
        client_info: part({ uid: oid, utid: tid }),
      },
    }
  }

  private token({ body }: SimulatedRequest): SimulatedAnswer {
    const form = body as Record<string, string>
    const dead = (text: string): SimulatedAnswer => ({
      status: 400,
      body: {
        error: 'invalid_grant',
        error_description: text,
        error_codes: [70008],
        timestamp: '',
        trace_id: '',
        correlation_id: '',
      },
    })
    if (form['grant_type'] === 'refresh_token') {
      const owner = this.state.refresh[form['refresh_token'] ?? '']
      return owner
        ? this.tokens(owner.account, owner.clientId)
        : dead('AADSTS70008: The refresh token has expired due to inactivity.')
    }
    const code = this.state.codes[form['code'] ?? '']
    if (!code) return dead('AADSTS54005: OAuth2 Authorization code was already redeemed.')
    delete this.state.codes[form['code'] ?? '']
    const challenge = createHash('sha256')
      .update(form['code_verifier'] ?? '')
      .digest('base64url')
    if (code.challenge !== '' && challenge !== code.challenge)
      return dead('AADSTS501481: The Code_Verifier does not match.')
    return this.tokens(code.account, code.clientId)
  }

  private accountOf({ headers }: SimulatedRequest): string | undefined {
    const found = this.state.access[String(headers.authorization ?? '').replace('Bearer ', '')]
    return found && found.endsAt > this.options.now() ? found.account : undefined
  }

  private graph(
    request: SimulatedRequest,
    account: string,
    address: string,
  ): Promise<SimulatedAnswer> | SimulatedAnswer {
    const { method, path } = request
    if (path === '/v1.0/me' && method === 'GET')
      return {
        status: 200,
        body: { id: this.account(account).oid, mail: account, userPrincipalName: account, displayName: account },
      }
    if (path === '/v1.0/me/calendarView/delta' && method === 'GET') return this.delta(request, account, address)
    if (path === '/v1.0/subscriptions' && method === 'POST') return this.subscribe(request, account)
    const subscription = /^\/v1\.0\/subscriptions\/([^/]+)$/.exec(path)?.[1]
    if (subscription) return this.subscription(request, subscription)
    const match = /^\/v1\.0\/me\/(?:calendar\/)?events(?:\/([^/]+))?$/.exec(path)
    if (!match) return error(404, 'ResourceNotFound', 'Resource not found')
    const id = match[1] && decodeURIComponent(match[1])
    if (id === undefined) return method === 'POST' ? this.create(request, account) : this.find(request, account)
    const event = this.account(account).events[id]
    if (!event || event.isRemoved)
      return error(404, 'ErrorItemNotFound', 'The specified object was not found in the store.')
    if (method === 'GET') return { status: 200, body: answered(event, request) }
    const wanted = request.headers['if-match']
    if (wanted && wanted !== '*' && wanted !== etagOf(event))
      return error(
        412,
        'ErrorIrresolvableConflict',
        'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
      )
    if (method === 'DELETE') {
      this.mail(event, 'cancellation', account)
      this.put(account, { ...event, isRemoved: true }, 'deleted')
      return { status: 204 }
    }
    if (method !== 'PATCH') return error(405, 'Request_BadRequest', 'Method not allowed')
    const { singleValueExtendedProperties, ...changes } = request.body
    const next = this.put(
      account,
      {
        ...event,
        ...normalised(changes),
        properties: (singleValueExtendedProperties as GraphEvent['properties'] | undefined) ?? event.properties,
      },
      'updated',
    )
    this.mail(next, 'update', account)
    return { status: 200, body: answered(next, request) }
  }

  private find(request: SimulatedRequest, account: string): SimulatedAnswer {
    const { query } = request
    const filter = /ep\/id eq '([^']+)' and ep\/value eq '([^']+)'/.exec(query.get('$filter') ?? '')
    const events = Object.values(this.account(account).events).filter(
      (event) =>
        !event.isRemoved &&
        (!filter || event.properties.some(({ id, value }) => id === filter[1] && value === filter[2])),
    )
    return { status: 200, body: { value: events.map((event) => answered(event, request)) } }
  }

  private create(request: SimulatedRequest, account: string): SimulatedAnswer {
    const { body } = request
    const { events } = this.account(account)
    if (!body['start'] || !body['end'])
      return error(400, 'ErrorPropertyValidationFailure', 'At least one property failed validation.')
    const twin =
      body['transactionId'] === undefined
        ? undefined
        : Object.values(events).find((event) => event['transactionId'] === body['transactionId'])
    if (twin)
      return error(409, 'ErrorDuplicateTransactionId', 'Your request has been already processed.', {
        '@event.existingEventId': twin.id,
      })
    const { singleValueExtendedProperties, ...fields } = body
    const id = `AAMk${randomBytes(24).toString('base64url')}`
    const event = this.put(
      account,
      {
        ...normalised(fields),
        id,
        iCalUId: `040000008200E00074C5B7101A82E008${randomBytes(16).toString('hex').toUpperCase()}`,
        organizer: { emailAddress: { name: account, address: account } },
        isOrganizer: true,
        isCancelled: false,
        type: fields['recurrence'] ? 'seriesMaster' : 'singleInstance',
        properties: (singleValueExtendedProperties as GraphEvent['properties'] | undefined) ?? [],
      },
      'created',
    )
    this.mail(event, 'invitation', account)
    return { status: 201, body: answered(event, request) }
  }

  /** Outlook always mails the guests of an event; only an event without attendees is silent. */
  private mail(event: GraphEvent, kind: string, account: string): void {
    for (const { emailAddress } of (event['attendees'] ?? []) as { emailAddress: { address: string } }[])
      if (emailAddress.address !== account)
        this.state.mails.push({ to: emailAddress.address, about: String(event['subject'] ?? ''), kind })
  }

  private put(
    account: string,
    event: Omit<GraphEvent, 'seq'> & { id: string; properties: GraphEvent['properties'] },
    changeType: string,
  ): GraphEvent {
    this.state.seq++
    const at = new Date(this.options.now()).toISOString()
    const stored = { createdDateTime: at, ...event, lastModifiedDateTime: at, seq: this.state.seq } as GraphEvent
    this.account(account).events[event.id] = stored
    for (const subscription of Object.values(this.state.subscriptions))
      if (subscription.account === account) this.notify(subscription, stored, changeType)
    return stored
  }

  private delta(request: SimulatedRequest, account: string, address: string): SimulatedAnswer {
    const { query } = request
    const token = query.get('$deltatoken') ?? query.get('$skiptoken')
    const state =
      token === null
        ? {
            epoch: this.state.epoch,
            since: 0,
            until: this.state.seq,
            offset: 0,
            from: query.get('startDateTime') ?? '',
            to: query.get('endDateTime') ?? '',
            first: true,
          }
        : (JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as {
            epoch: number
            since: number
            until: number
            offset: number
            from: string
            to: string
            first: boolean
          })
    if (state.epoch !== this.state.epoch)
      return {
        ...error(410, 'syncStateNotFound', 'The sync state generation is not found.'),
        headers: { location: `${address}/v1.0/me/calendarView/delta?$deltatoken=` },
      }
    if (query.has('$deltatoken')) Object.assign(state, { until: this.state.seq, offset: 0 })
    const inWindow = (event: GraphEvent) => {
      const at = (name: string) => instantOfTime(event[name] as GraphTime)
      return (
        event['recurrence'] !== undefined || (at('end') > Date.parse(state.from) && at('start') < Date.parse(state.to))
      )
    }
    const changed = Object.values(this.account(account).events)
      .filter((event) => event.seq > state.since && event.seq <= state.until)
      .filter((event) => !state.first || (!event.isRemoved && inWindow(event)))
      .sort((a, b) => a.seq - b.seq)
    const value = changed
      .slice(state.offset, state.offset + PAGE)
      .map((event) =>
        event.isRemoved || !inWindow(event)
          ? { '@odata.type': '#microsoft.graph.event', id: event.id, '@removed': { reason: 'deleted' } }
          : answered(event, request),
      )
    const link = (next: typeof state, name: string) =>
      `${address}/v1.0/me/calendarView/delta?${name}=${Buffer.from(JSON.stringify(next)).toString('base64url')}`
    const more = state.offset + PAGE < changed.length
    return {
      status: 200,
      body: {
        '@odata.context': `${address}/v1.0/$metadata#Collection(event)`,
        ...(more
          ? { '@odata.nextLink': link({ ...state, offset: state.offset + PAGE }, '$skiptoken') }
          : { '@odata.deltaLink': link({ ...state, since: state.until, offset: 0, first: false }, '$deltatoken') }),
        value,
      },
    }
  }

  /** Graph asks both addresses to repeat a token before it subscribes (change notifications guide). */
  private async subscribe({ body }: SimulatedRequest, account: string): Promise<SimulatedAnswer> {
    const expiration = Date.parse(String(body['expirationDateTime']))
    if (!(expiration - this.options.now() <= LONGEST_SUBSCRIPTION_MS))
      return error(400, 'InvalidRequest', 'Subscription expiration can only be 10080 minutes in the future.')
    const twin = Object.values(this.state.subscriptions).find(
      (one) => one.account === account && one.resource === body['resource'] && one.changeType === body['changeType'],
    )
    if (twin)
      return error(
        409,
        'ObjectIdentifierInUse',
        `Subscription Id ${twin.id} already exists for the requested combination`,
      )
    const addresses = [body['notificationUrl'], body['lifecycleNotificationUrl']].filter(
      (one) => typeof one === 'string',
    )
    for (const address of addresses) {
      const token = `Validation: Testing client application reachability for subscription Request-Id: ${randomUUID()}`
      const url = `${address}${address.includes('?') ? '&' : '?'}validationToken=${encodeURIComponent(token)}`
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      }).catch(() => undefined)
      if (
        response?.status !== 200 ||
        !(response.headers.get('content-type') ?? '').startsWith('text/plain') ||
        (await response.text()) !== token
      )
        return error(
          400,
          'ValidationError',
          'Subscription validation request failed. Response must exactly match validationToken query parameter.',
        )
    }
    const subscription: Subscription = { ...(body as unknown as Subscription), id: randomUUID(), account }
    this.state.subscriptions[subscription.id] = subscription
    const { account: _account, ...rest } = subscription
    return {
      status: 201,
      body: { '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#subscriptions/$entity', ...rest },
    }
  }

  private subscription({ method, body }: SimulatedRequest, id: string): SimulatedAnswer {
    const found = this.state.subscriptions[id]
    if (!found) return error(404, 'ResourceNotFound', 'The object was not found.')
    if (method === 'DELETE') {
      delete this.state.subscriptions[id]
      return { status: 204 }
    }
    if (method === 'PATCH') found.expirationDateTime = String(body['expirationDateTime'])
    const { account: _account, ...rest } = found
    return { status: 200, body: rest }
  }

  private notify(subscription: Subscription, event: GraphEvent, changeType: string): void {
    if (Date.parse(subscription.expirationDateTime) <= this.options.now()) return
    const body = JSON.stringify({
      value: [
        {
          subscriptionId: subscription.id,
          subscriptionExpirationDateTime: subscription.expirationDateTime,
          ...(subscription.clientState !== undefined && { clientState: subscription.clientState }),
          changeType,
          resource: `Users/${this.account(subscription.account).oid}/Events/${event.id}`,
          tenantId: '9188040d-6c67-4c5b-b112-36a304b66dad',
          resourceData: {
            '@odata.type': '#Microsoft.Graph.Event',
            '@odata.id': `Users/x/Events/${event.id}`,
            '@odata.etag': etagOf(event),
            id: event.id,
          },
        },
      ],
    })
    notifyLater(subscription.notificationUrl, () => ({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    }))
  }

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
              Object.values(events)
                .filter((event) => !event.isRemoved)
                .map(shown),
            ]),
          ),
        },
      }
    if (method !== 'POST') return { status: 404 }
    const account = String(body['account'] ?? body['email'] ?? Object.keys(this.state.accounts)[0])
    if (what === 'accounts') {
      this.account(account)
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
    return what === 'events' ? this.act(account, body) : { status: 404 }
  }

  private act(account: string, body: Record<string, unknown>): SimulatedAnswer {
    const { events } = this.account(account)
    const given = normalised((body['event'] ?? {}) as Record<string, unknown>)
    const before = typeof body['id'] === 'string' ? events[body['id']] : undefined
    if (body['action'] === 'delete' && before) {
      this.put(account, { ...before, isRemoved: true }, 'deleted')
      return { status: 200, body: { id: before.id } }
    }
    if (before) return { status: 200, body: shown(this.put(account, { ...before, ...given }, 'updated')) }
    return this.create(
      { method: 'POST', path: '', query: new URLSearchParams(), headers: {}, text: '', body: given },
      account,
    )
  }
}

const etagOf = ({ seq }: GraphEvent) =>
  `W/"DwAAABYAAAB${Buffer.from(String(seq)).toString('base64').replaceAll('=', '')}"`

/** Signs that html has for itself, and how they are written in it. */
const ESCAPED = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
] as const

/** What Graph keeps of a body that was given as text. */
const asHtml = (text: string): string =>
  ESCAPED.reduce((html, [sign, name]) => html.replaceAll(sign, name), text).replaceAll('\n', '<br>\n')

/** What Graph answers of a body where text is preferred. */
const asText = (html: string): string =>
  ESCAPED.toReversed().reduce(
    (text, [sign, name]) => text.replaceAll(name, sign),
    html
      .replace(/^[\s\S]*<body[^>]*>|<\/body>[\s\S]*$/gi, '')
      .replaceAll(/<br[^>]*>\r?\n?/gi, '\r\n')
      .replaceAll(/<[^>]*>/g, ''),
  )

/** Seven fraction digits and html around the text: what Graph makes of what it was given. */
function normalised(fields: Record<string, unknown>): Record<string, unknown> {
  const time = (value: unknown) => {
    const { dateTime, timeZone } = value as { dateTime: string; timeZone: string }
    return { dateTime: `${dateTime.replace(/Z$/, '').slice(0, 19)}.0000000`, timeZone }
  }
  const body = fields['body'] as { contentType?: string; content?: string } | undefined
  const isText = body?.contentType?.toLowerCase() === 'text'
  const content = isText ? asHtml(body?.content ?? '') : (body?.content ?? '')
  return {
    ...fields,
    ...(fields['start'] !== undefined && {
      start: time(fields['start']),
      originalStartTimeZone: (fields['start'] as { timeZone: string }).timeZone,
    }),
    ...(fields['end'] !== undefined && {
      end: time(fields['end']),
      originalEndTimeZone: (fields['end'] as { timeZone: string }).timeZone,
    }),
    ...(body && {
      body: { contentType: 'html', content: `<html><head></head><body>${content}</body></html>` },
    }),
  }
}

interface GraphTime {
  dateTime: string
  timeZone: string
}

function instantOfTime({ dateTime, timeZone }: GraphTime): number {
  // Names of Windows are known to no package here: whoever uses one is read as at UTC.
  return instantOfWall(dateTime.slice(0, 19), isZone(timeZone) ? timeZone : 'UTC')
}

/**
 * An event in the zone that the caller prefers, else at UTC (Graph, get event: Prefer outlook.timezone), a whole day as
 * a date in any; its body as text where that is preferred (Prefer outlook.body-content-type), else as html.
 */
function answered(event: GraphEvent, { headers }: Pick<SimulatedRequest, 'headers'>): Record<string, unknown> {
  const prefer = String(headers['prefer'] ?? '')
  const answer = shown(event)
  const body = event['body'] as { content: string } | undefined
  if (body && /outlook\.body-content-type="text"/.test(prefer))
    answer['body'] = { contentType: 'text', content: asText(body.content) }
  const [, wanted = 'UTC'] = /outlook\.timezone="([^"]+)"/.exec(prefer) ?? []
  if (event['isAllDay'] === true || !isZone(wanted)) return answer
  const time = (value: unknown): GraphTime => ({
    dateTime: `${wallAt(instantOfTime(value as GraphTime), wanted)}.0000000`,
    timeZone: wanted,
  })
  return { ...answer, start: time(event['start']), end: time(event['end']) }
}

/** An event as it is kept, and as its own user sees it: in the zone in which it was made. */
function shown(event: GraphEvent): Record<string, unknown> {
  const { seq: _seq, isRemoved: _removed, properties: _properties, ...rest } = event
  return {
    '@odata.etag': etagOf(event),
    changeKey: etagOf(event).slice(3, -1),
    showAs: 'busy',
    sensitivity: 'normal',
    isAllDay: false,
    ...rest,
  }
}

export async function startMicrosoft(options: SimulatorOptions): Promise<Simulator> {
  const microsoft = new Microsoft(options)
  return serve(
    options,
    microsoft.faults,
    (request, address) => microsoft.answer(request, address),
    () => microsoft.kept.save(),
  )
}
