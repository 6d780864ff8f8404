import { randomBytes } from 'node:crypto'
import type Stripe from 'stripe'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import {
  type Fault,
  KeptState,
  type SimulatedAnswer,
  type SimulatedRequest,
  type Simulator,
  type SimulatorOptions,
  serve,
} from '../simulator.ts'
import { Cashier } from './cashier.ts'
import { Controls } from './controls.ts'
import { type Fields, readForm } from './form.ts'
import { Hosted } from './hosted.ts'
import { API_VERSION, accountObject, idOf, type Kept, type KeptAccount } from './objects.ts'
import { expand, listOf, paging, type Read, readParameters, text } from './parameters.ts'
import { noSuch, refused, StripeRefusal } from './refusal.ts'
import { CREATE_ENDPOINT, CREATE_REFUND, CREATE_SESSION, LIST, UPDATE_ENDPOINT, UPDATE_REFUND } from './requests.ts'
import { emptyState, type State } from './state.ts'
import { Webhooks } from './webhooks.ts'

const KEYS_LAST_MS = DAY_MS
const LOOK_EVERY_MS = 250
/** As in Stripe's test mode. */
const MOST_ENDPOINTS = 16
const MOST_LISTED = 100

interface Call {
  account: KeptAccount
  method: string
  /** Parts of the path after `/v1/`. */
  path: string[]
  fields: Fields
}

/** Kinds of objects that stand in others by their id: field by field, what is read in its place. */
const EXPANDABLE: Record<string, Record<string, 'payments' | 'charges'>> = {
  'checkout.session': { payment_intent: 'payments' },
  payment_intent: { latest_charge: 'charges' },
  charge: { payment_intent: 'payments' },
  refund: { charge: 'charges', payment_intent: 'payments' },
}

/** Stripe, as far as one speaks to it who sells by Checkout. */
class StripeRehearsal {
  readonly kept: KeptState<State>
  readonly faults: Fault[] = []
  address = ''
  private readonly options: SimulatorOptions
  private readonly webhooks: Webhooks
  private readonly cashier: Cashier
  private readonly hosted: Hosted
  private readonly controls: Controls
  /** Requests with an idempotency key that are being answered. */
  private readonly open = new Set<string>()

  constructor(options: SimulatorOptions) {
    this.options = options
    this.kept = new KeptState<State>(options.dataFile, emptyState())
    this.webhooks = new Webhooks(this.state, options.now, () => this.kept.save())
    this.cashier = new Cashier({
      state: this.state,
      now: options.now,
      tell: (account, type, object, before) => this.webhooks.emit(account, type, this.shown(object), before),
    })
    this.hosted = new Hosted(this.state, this.cashier)
    this.controls = new Controls({
      state: this.state,
      faults: this.faults,
      cashier: this.cashier,
      hosted: this.hosted,
      webhooks: this.webhooks,
      accountOf: (key) => this.accountOf(key),
      openAccount: (name) => this.openAccount(name),
      shown: (object) => this.shown(object),
      inFlight: () => this.open.size,
    })
  }

  private get state(): State {
    return this.kept.value
  }

  /** What time alone does. */
  look(): void {
    const hasChanged = this.cashier.look()
    this.webhooks.forget()
    for (const [key, { at }] of Object.entries(this.state.remembered))
      if (at + KEYS_LAST_MS <= this.options.now()) delete this.state.remembered[key]
    if (hasChanged) this.kept.save()
    this.webhooks.pump()
  }

  async answer(request: SimulatedRequest): Promise<SimulatedAnswer> {
    this.look()
    const { path } = request
    if (path.startsWith('/_control/')) return this.controls.answer(request)
    if (path.startsWith('/c/pay/') || path.startsWith('/receipts/')) return this.hosted.answer(request)
    const id = idOf('req_', 14)
    const answer = await this.api(request, id)
    return {
      ...answer,
      headers: { 'request-id': id, 'stripe-version': versionOf(request) ?? API_VERSION, ...answer.headers },
    }
  }

  private async api(request: SimulatedRequest, id: string): Promise<SimulatedAnswer> {
    try {
      const call = this.callOf(request)
      const key = request.method === 'POST' ? request.headers['idempotency-key'] : undefined
      if (typeof key === 'string' && key !== '') return await this.once(call, key, request, id)
      await this.controls.gate()
      return this.done(call, { id, idempotency_key: null })
    } catch (error) {
      if (error instanceof StripeRefusal) return error.answer()
      throw error
    }
  }

  private callOf({ method, path, query, headers, text: body }: SimulatedRequest): Call {
    const account = this.authorized(headers)
    const version = headers['stripe-version']
    if (version !== undefined && !/^\d{4}-\d{2}-\d{2}(\.\w+)?$/.test(String(version)))
      throw refused(`Invalid Stripe API version: ${version}`)
    const isForm = method === 'POST'
    const type = String(headers['content-type'] ?? '')
    if (isForm && body !== '' && !type.startsWith('application/x-www-form-urlencoded'))
      throw refused(
        'Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.',
      )
    const fields = readForm(isForm ? body : query.toString())
    if (!fields) throw refused('Invalid request: the parameters could not be read.')
    return { account, method, path: path.split('/').slice(2).map(decodeURIComponent), fields }
  }

  private authorized(headers: SimulatedRequest['headers']): KeptAccount {
    const [scheme, given] = String(headers.authorization ?? '').split(' ')
    const key =
      scheme === 'Basic'
        ? Buffer.from(given ?? '', 'base64')
            .toString('utf8')
            .replace(/:.*/s, '')
        : (given ?? '')
    if (key === '')
      throw new StripeRefusal(401, {
        message:
          'You did not provide an API key. You need to provide your API key in the Authorization header, using ' +
          "Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication " +
          'for details, or we can help at https://support.stripe.com/.',
      })
    const account = this.accountOf(key)
    const connected = headers['stripe-account']
    if (connected !== undefined && connected !== account.id)
      throw new StripeRefusal(403, {
        code: 'account_invalid',
        message: `The provided key '${veiled(key)}' does not have access to account '${connected}' (or that account does not exist). Application access may have been revoked.`,
      })
    return account
  }

  /** The account that a key opens; a key of the right look that nobody has seen opens a new one. */
  private accountOf(key: string): KeptAccount {
    const known = this.state.keys[key]
    if (known?.isRevoked)
      throw new StripeRefusal(401, { code: 'api_key_expired', message: `Expired API Key provided: ${veiled(key)}` })
    if (known) return this.state.accounts[known.account]!
    if (/^pk_(test|live)_/.test(key))
      throw new StripeRefusal(401, {
        code: 'secret_key_required',
        message:
          'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
      })
    if (!/^(sk|rk)_test_\w{3,240}$/.test(key))
      throw new StripeRefusal(401, { message: `Invalid API Key provided: ${veiled(key)}` })
    const account = this.openAccount('Rehearsal')
    this.state.keys[key] = { account: account.id, isRevoked: false }
    return account
  }

  private openAccount(name: string): KeptAccount {
    const id = idOf('acct_1', 15)
    const account = {
      id,
      name,
      email: 'owner@stripe.test',
      country: 'DE',
      currency: 'eur',
      createdAt: this.options.now(),
    }
    this.state.accounts[id] = account
    return account
  }

  /** Idempotent requests, https://docs.stripe.com/api/idempotent_requests. */
  private async once(call: Call, key: string, { path, method, text: body }: SimulatedRequest, id: string) {
    if (key.length > 255) throw refused('Idempotency keys may be up to 255 characters long.')
    const name = `${call.account.id} ${key}`
    if (this.open.has(name))
      throw new StripeRefusal(409, {
        code: 'idempotency_key_in_use',
        type: 'idempotency_error',
        message:
          `There is currently another in-progress request using this Idempotent Key (that probably means you submitted ` +
          `twice, and the other request is still going through): ${key}. Try again later.`,
      })
    const before = this.state.remembered[name]
    if (before) {
      if (before.path !== path || before.method !== method)
        throw refused(
          `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${path}' ` +
            `vs '${before.path}'). Try using a key other than '${key}' if you meant to execute a different request.`,
          { type: 'idempotency_error' },
        )
      if (before.parameters !== body)
        throw refused(
          `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
          { type: 'idempotency_error' },
        )
      return {
        status: before.status,
        body: before.body,
        headers: { 'idempotent-replayed': 'true', 'original-request': before.requestId },
      }
    }
    this.open.add(name)
    try {
      await this.controls.gate()
      const answer = this.doneOrRefused(call, { id, idempotency_key: key })
      this.state.remembered[name] = {
        at: this.options.now(),
        method,
        path,
        parameters: body,
        status: answer.status,
        body: structuredClone(answer.body),
        requestId: id,
      }
      return answer
    } finally {
      this.open.delete(name)
    }
  }

  /** What is refused when the work has begun is an answer like others, and remembered. @throws for faulty parameters */
  private doneOrRefused(call: Call, request: NonNullable<Webhooks['request']>): SimulatedAnswer {
    try {
      return this.done(call, request)
    } catch (error) {
      if (error instanceof StripeRefusal && !error.isOfParameters) return error.answer()
      throw error
    }
  }

  private done(call: Call, request: NonNullable<Webhooks['request']>): SimulatedAnswer {
    this.webhooks.request = request
    try {
      return { status: 200, body: this.route(call) }
    } finally {
      this.webhooks.request = null
    }
  }

  private route(call: Call): unknown {
    const { method, path } = call
    const [first, second, third, fourth] = path
    const asked = `${method} ${first}`
    if (asked === 'GET account' || (asked === 'GET accounts' && second === call.account.id && path.length === 2)) {
      readParameters(call.fields, expand)
      return accountObject(call.account)
    }
    if (first === 'checkout' && second === 'sessions') return this.sessions(call, third, fourth)
    if (first === 'payment_intents' && method === 'GET' && path.length <= 2)
      return this.read(call, 'payments', 'payment_intent', 'intent', second)
    if (first === 'charges' && method === 'GET' && path.length <= 2)
      return this.read(call, 'charges', 'charge', 'charge', second)
    if (first === 'refunds' && path.length <= 2) return this.refunds(call, second)
    if (first === 'webhook_endpoints' && path.length <= 2) return this.endpoints(call, second)
    if (first === 'events' && method === 'GET' && path.length <= 2) return this.events(call, second)
    throw this.noSuchAddress(call)
  }

  private noSuchAddress({ method, path }: Call): StripeRefusal {
    return new StripeRefusal(404, {
      message: `Unrecognized request URL (${method}: /v1/${path.join('/')}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    })
  }

  private own<T extends Kept<unknown>>(rows: Record<string, T>, { account }: Call): T[] {
    return Object.values(rows)
      .filter((row) => row.account === account.id)
      .sort((a, b) => b.seq - a.seq)
  }

  private find<T extends Kept<unknown>>(
    rows: Record<string, T>,
    call: Call,
    what: string,
    id: string,
    param: string,
  ): T {
    const row = Object.hasOwn(rows, id) ? rows[id] : undefined
    if (!row || row.account !== call.account.id) throw noSuch(what, id, param)
    return row
  }

  private read(call: Call, kind: 'payments' | 'charges', what: string, param: string, id: string | undefined): unknown {
    const rows: Record<string, Kept<Stripe.PaymentIntent | Stripe.Charge>> = this.state[kind]
    if (id === undefined) {
      const given = readParameters(call.fields, LIST[kind])
      const wanted = this.own(rows, call).filter(
        ({ object }) =>
          given['payment_intent'] === undefined ||
          ('payment_intent' in object && object.payment_intent === given['payment_intent']),
      )
      return this.page(call, wanted, given)
    }
    const { expand: fields } = readParameters(call.fields, expand)
    return this.expanded(this.find(rows, call, what, id, param).object, fields)
  }

  private sessions(call: Call, id: string | undefined, action: string | undefined): unknown {
    const { method, path, fields } = call
    if (id === undefined) {
      if (method === 'POST') {
        const given = readParameters(fields, CREATE_SESSION.of, CREATE_SESSION)
        return this.expanded(this.cashier.open(call.account.id, given).object, given['expand'])
      }
      const given = readParameters(fields, LIST.sessions)
      const email = given['customer_details']?.email
      const wanted = this.own(this.state.sessions, call).filter(
        ({ object }) =>
          (given['status'] === undefined || object.status === given['status']) &&
          (given['payment_intent'] === undefined || object.payment_intent === given['payment_intent']) &&
          (email === undefined || object.customer_details?.email === email),
      )
      return this.page(call, wanted, given)
    }
    const session = this.find(this.state.sessions, call, 'checkout.session', id, 'session')
    if (action === undefined && method === 'GET')
      return this.expanded(session.object, readParameters(fields, expand)['expand'])
    if (action === 'line_items' && method === 'GET' && path.length === 4) {
      const given = readParameters(fields, paging)
      return this.page(
        call,
        session.items.map((object) => ({ account: session.account, seq: 0, object })),
        given,
      )
    }
    if (action === 'expire' && method === 'POST' && path.length === 4) {
      const given = readParameters(fields, expand)
      if (session.object.status !== 'open')
        throw refused(
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.object.status}\`.`,
        )
      this.cashier.expire(session)
      return this.expanded(session.object, given['expand'])
    }
    throw this.noSuchAddress(call)
  }

  private refunds(call: Call, id: string | undefined): unknown {
    const { method, fields } = call
    if (id === undefined && method === 'POST') {
      const given = readParameters(fields, CREATE_REFUND.of, CREATE_REFUND)
      return this.expanded(this.cashier.refund(this.chargeOf(call, given), given).object, given['expand'])
    }
    if (id === undefined && method === 'GET') {
      const given = readParameters(fields, LIST.refunds)
      const wanted = this.own(this.state.refunds, call).filter(
        ({ object }) =>
          (given['charge'] === undefined || object.charge === given['charge']) &&
          (given['payment_intent'] === undefined || object.payment_intent === given['payment_intent']),
      )
      return this.page(call, wanted, given)
    }
    const refund = this.find(this.state.refunds, call, 'refund', id ?? '', 'refund')
    if (method === 'GET') return this.expanded(refund.object, readParameters(fields, expand)['expand'])
    if (method !== 'POST') throw this.noSuchAddress(call)
    const given = readParameters(fields, UPDATE_REFUND)
    refund.object.metadata = { ...refund.object.metadata, ...(given['metadata'] ?? {}) }
    this.webhooks.emit(call.account.id, 'refund.updated', refund.object)
    return this.expanded(refund.object, given['expand'])
  }

  /** The charge that a refund is asked of, by its own id or its payment's. */
  private chargeOf(call: Call, given: Read) {
    const { charge, payment_intent } = given
    if (charge === undefined && payment_intent === undefined)
      throw refused('One of the following params should be provided for this request: payment_intent or charge.')
    if (charge !== undefined) {
      const found = this.find(this.state.charges, call, 'charge', charge, 'charge')
      if (found.object.status !== 'succeeded')
        throw refused(`Charge ${charge} is not successful and cannot be refunded.`, { param: 'charge' })
      return found
    }
    const { object } = this.find(this.state.payments, call, 'payment_intent', payment_intent, 'payment_intent')
    const found = this.state.charges[String(object.latest_charge)]
    if (object.status !== 'succeeded' || !found)
      throw refused(`This PaymentIntent (${object.id}) does not have a successful charge to refund.`, {
        param: 'payment_intent',
      })
    return found
  }

  private endpoints(call: Call, id: string | undefined): unknown {
    const { method, fields, account } = call
    if (id === undefined && method === 'POST') {
      const given = readParameters(fields, CREATE_ENDPOINT, { needs: ['enabled_events', 'url'] })
      if (this.own(this.state.endpoints, call).length >= MOST_ENDPOINTS)
        throw refused(`You have reached the maximum of ${MOST_ENDPOINTS} test webhook endpoints.`)
      const secret = `whsec_${randomBytes(24).toString('base64url').replaceAll(/[-_]/g, 'x')}`
      const object: Stripe.WebhookEndpoint = {
        id: idOf('we_1'),
        object: 'webhook_endpoint',
        api_version: given['api_version'] ?? null,
        application: null,
        created: Math.floor(this.options.now() / 1000),
        description: given['description'] ?? null,
        enabled_events: given['enabled_events'],
        livemode: false,
        metadata: given['metadata'] ?? {},
        status: 'enabled',
        url: given['url'],
      }
      this.state.endpoints[object.id] = { account: account.id, seq: ++this.state.seq, object, secret }
      // Only this answer tells the secret.
      return { ...object, secret }
    }
    if (id === undefined && method === 'GET')
      return this.page(call, this.own(this.state.endpoints, call), readParameters(fields, paging))
    const endpoint = this.find(this.state.endpoints, call, 'webhook endpoint', id ?? '', 'webhook_endpoint')
    if (method === 'DELETE') {
      delete this.state.endpoints[endpoint.object.id]
      return { id, object: 'webhook_endpoint', deleted: true }
    }
    if (method === 'POST') {
      const { disabled, expand: _, metadata, ...given } = readParameters(fields, UPDATE_ENDPOINT)
      Object.assign(endpoint.object, given, metadata && { metadata: { ...endpoint.object.metadata, ...metadata } })
      if (disabled !== undefined) endpoint.object.status = disabled ? 'disabled' : 'enabled'
    }
    return endpoint.object
  }

  private events(call: Call, id: string | undefined): unknown {
    if (id !== undefined) {
      readParameters(call.fields, expand)
      return this.webhooks.shown(this.find(this.state.events, call, 'event', id, 'id').object.id)
    }
    const given = readParameters(call.fields, { ...LIST.events, types: listOf(text(200), 20) })
    const types: string[] | undefined = given['types'] ?? (given['type'] !== undefined ? [given['type']] : undefined)
    const asked = (type: string) =>
      types!.some((one) => (one.endsWith('*') ? type.startsWith(one.slice(0, -1)) : one === type))
    const wanted = this.own(this.state.events, call)
      .filter(({ object }) => types === undefined || asked(object.type))
      .map((row) => ({ ...row, object: this.webhooks.shown(row.object.id) }))
      .filter(
        ({ object }) =>
          given['delivery_success'] === undefined || (object.pending_webhooks === 0) === given['delivery_success'],
      )
    return this.page(call, wanted, given)
  }

  /** One page of a list, https://docs.stripe.com/api/pagination. */
  private page(call: Call, rows: Kept<{ id: string }>[], given: Read): unknown {
    const limit = given['limit'] ?? 10
    if (limit > MOST_LISTED)
      throw refused(`This value must be less than or equal to ${MOST_LISTED}.`, {
        code: 'parameter_invalid_integer',
        param: 'limit',
      })
    const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = given['created'] ?? {}
    const wanted = rows.filter(({ object }) => {
      const { created } = object as { created?: number }
      return created === undefined || (created > gt && created >= gte && created < lt && created <= lte)
    })
    const placeOf = (param: 'starting_after' | 'ending_before') => {
      const place = wanted.findIndex(({ object }) => object.id === given[param])
      if (given[param] !== undefined && place < 0) throw noSuch('object', given[param], param)
      return place
    }
    const [after, until] = [placeOf('starting_after'), placeOf('ending_before')]
    const last = until >= 0 ? until : wanted.length
    const from = until >= 0 ? Math.max(until - limit, after + 1) : after + 1
    const data = wanted.slice(from, Math.min(from + limit, last))
    const inData = (given['expand'] ?? []).map((one: string) => one.replace(/^data\./, ''))
    return {
      object: 'list',
      data: data.map(({ object }) => this.expanded(object, inData)),
      has_more: until >= 0 ? from > 0 : from + data.length < wanted.length,
      url: `/v1/${call.path.join('/')}`,
    }
  }

  /** An object as the API shows it: its pages' addresses are those of this server. */
  shown(object: unknown): Record<string, unknown> {
    return JSON.parse(JSON.stringify(object), (name, value: unknown) =>
      /^(receipt_)?url$/.test(name) && typeof value === 'string' && /^\/(c|receipts)\//.test(value)
        ? `${this.address}${value}`
        : value,
    ) as Record<string, unknown>
  }

  /** @param fields what is wanted whole: `payment_intent.latest_charge` */
  private expanded(object: unknown, fields: string[] = []): Record<string, unknown> {
    const shown = this.shown(object)
    const kind = String(shown['object'])
    const byFirst = Map.groupBy(fields, (path) => path.split('.')[0]!)
    for (const [name, paths] of byFirst) {
      const inner = paths.map((path) => path.split('.').slice(1).join('.')).filter((path) => path !== '')
      const rows = EXPANDABLE[kind]?.[name]
      if (kind === 'checkout.session' && name === 'line_items') shown[name] = this.lineItemsOf(String(shown['id']))
      else if (kind === 'charge' && name === 'refunds') shown[name] = this.refundsOf(String(shown['id']))
      else if (rows === undefined) throw refused(`This property cannot be expanded (${name}).`, { param: 'expand' })
      else if (typeof shown[name] === 'string')
        shown[name] = this.expanded(this.state[rows][shown[name]]!.object, inner)
    }
    return shown
  }

  private lineItemsOf(session: string): unknown {
    const { items } = this.state.sessions[session]!
    return { object: 'list', data: items, has_more: false, url: `/v1/checkout/sessions/${session}/line_items` }
  }

  private refundsOf(charge: string): unknown {
    const data = Object.values(this.state.refunds)
      .filter(({ object }) => object.charge === charge)
      .sort((a, b) => b.seq - a.seq)
      .map(({ object }) => object)
    return { object: 'list', data, has_more: false, url: `/v1/charges/${charge}/refunds` }
  }
}

/** A key as messages show it. */
const veiled = (key: string) =>
  key.length <= 12 ? '*'.repeat(key.length) : `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`

const versionOf = ({ headers }: SimulatedRequest) => headers['stripe-version'] as string | undefined

export async function startStripe(options: SimulatorOptions): Promise<Simulator> {
  const stripe = new StripeRehearsal(options)
  const handled = await serve(
    options,
    stripe.faults,
    (request) => stripe.answer(request),
    () => stripe.kept.save(),
  )
  stripe.address = handled.address
  const looking = setInterval(() => stripe.look(), LOOK_EVERY_MS)
  return {
    address: handled.address,
    close: () => {
      clearInterval(looking)
      return handled.close()
    },
  }
}
