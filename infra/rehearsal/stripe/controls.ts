import type { Fault, SimulatedAnswer, SimulatedRequest } from '../simulator.ts'
import type { Cashier } from './cashier.ts'
import { type Hosted, returnOf } from './hosted.ts'
import type { KeptAccount, KeptSession } from './objects.ts'
import { refused, StripeRefusal } from './refusal.ts'
import type { State } from './state.ts'
import type { Webhooks } from './webhooks.ts'

export interface ControlTools {
  state: State
  faults: Fault[]
  cashier: Cashier
  hosted: Hosted
  webhooks: Webhooks
  accountOf(key: string): KeptAccount
  openAccount(name: string): KeptAccount
  shown(object: unknown): unknown
  /** How many requests with an idempotency key are being answered. */
  inFlight(): number
}

/** Numbers that lead to what a test wants, where it names no card. */
const BY_OUTCOME: Record<string, { card?: string; iban?: string; fails?: true }> = {
  paid: { card: '4242424242424242' },
  declined: { card: '4000000000000002' },
  authenticated: { card: '4000002760003184' },
  unauthenticated: { card: '4000002760003184', fails: true },
  delayed: { iban: 'DE08370400440532013003' },
}

const found = <T>(rows: Record<string, T>, id: unknown, what: string): T => {
  const row = typeof id === 'string' && Object.hasOwn(rows, id) ? rows[id] : undefined
  if (!row) throw new StripeRefusal(404, { message: `There is no ${what} ${String(id)}` })
  return row
}

/**
 * What a payer, a bank and the weather do; only tests and the curious come here. JSON whatever the content type:
 * `GET _control/state`, `POST _control/{accounts|faults|pay|settle|answers|webhooks|deliver}`, each said at its method.
 */
export class Controls {
  private readonly tools: ControlTools
  private gates: (() => void)[] = []
  private isHeld = false

  constructor(tools: ControlTools) {
    this.tools = tools
  }

  /** Where requests wait while a test holds Stripe's answers. */
  async gate(): Promise<void> {
    if (this.isHeld) await new Promise<void>((resolve) => this.gates.push(resolve))
  }

  async answer({ method, path, body }: SimulatedRequest): Promise<SimulatedAnswer> {
    const what = `${method} ${path.slice('/_control/'.length)}`
    try {
      switch (what) {
        case 'GET state':
          return { status: 200, body: this.shownState() }
        case 'POST accounts':
          return { status: 201, body: this.account(body) }
        case 'POST faults':
          this.tools.faults.push({ times: 1, path: '/', ...(body as Partial<Fault>) })
          return { status: 200, body: { faults: this.tools.faults.length } }
        case 'POST pay':
          return { status: 200, body: this.pay(body) }
        case 'POST settle':
          return { status: 200, body: this.settle(body) }
        case 'POST answers':
          return { status: 200, body: this.hold(body['hold'] === true) }
        case 'POST webhooks':
          return { status: 200, body: await this.steer(body) }
        case 'POST deliver':
          return { status: 200, body: await this.deliver(body) }
      }
    } catch (error) {
      if (error instanceof StripeRefusal) return error.answer()
      throw error
    }
    return { status: 404, body: { error: { message: `There is no control ${what}` } } }
  }

  private shownState(): unknown {
    const { sessions, payments, charges, refunds, endpoints, deliveries, accounts, keys, webhooks } = this.tools.state
    const objects = (rows: Record<string, { account: string; seq: number; object: object }>) =>
      Object.values(rows)
        .sort((a, b) => a.seq - b.seq)
        .map(({ object }) => this.tools.shown(object))
    return {
      accounts: Object.values(accounts).map((one) => ({
        ...one,
        keys: Object.entries(keys).flatMap(([key, { account }]) => (account === one.id ? [key] : [])),
      })),
      sessions: objects(sessions),
      payments: objects(payments),
      charges: objects(charges),
      refunds: objects(refunds),
      endpoints: objects(endpoints),
      deliveries,
      webhooks,
      inFlight: this.tools.inFlight(),
    }
  }

  /**
   * `{key, name?, country?, currency?, email?, sharesWith?: key, isRevoked?}`: the account of a key, made or changed.
   */
  private account({ key, sharesWith, isRevoked, ...given }: Record<string, unknown>): unknown {
    if (typeof key !== 'string') throw refused('needs key')
    const { keys, accounts } = this.tools.state
    if (sharesWith !== undefined) keys[key] = { account: this.tools.accountOf(String(sharesWith)).id, isRevoked: false }
    if (isRevoked === false && keys[key]) keys[key].isRevoked = false
    const account = keys[key]?.isRevoked ? accounts[keys[key].account]! : this.tools.accountOf(key)
    for (const field of ['name', 'country', 'currency', 'email'] as const)
      if (typeof given[field] === 'string') account[field] = given[field]
    if (isRevoked === true) keys[key] = { account: account.id, isRevoked: true }
    return { ...account, key }
  }

  /** `{session, card?, iban?, outcome?, email?, name?}`: pays as a person would, 3-D Secure and all. */
  private pay({ session: id, card, iban, outcome, ...given }: Record<string, unknown>): unknown {
    const session = found(this.tools.state.sessions, id, 'session')
    const isKnown = outcome === undefined || Object.hasOwn(BY_OUTCOME, String(outcome))
    if (!isKnown) throw refused(`outcome is one of ${Object.keys(BY_OUTCOME).join(', ')}`)
    if (session.object.status !== 'open') throw refused(`the session is ${session.object.status}`)
    const way = BY_OUTCOME[String(outcome ?? 'paid')]!
    const number = String(card ?? way.card ?? '')
    const debit = iban ?? (card === undefined ? way.iban : undefined)
    const { means, payer, faults } = this.tools.hosted.meansOf(session, {
      email: session.object.customer_email ?? 'payer@customer.test',
      name: 'Pat Payer',
      ...(given as Record<string, string>),
      ...(debit === undefined
        ? { method: 'card', number, expiry: '12 / 99', cvc: '123' }
        : { method: 'sepa_debit', iban: String(debit) }),
    })
    if (!means) throw refused(Object.values(faults).join(' '))
    let result = this.tools.cashier.pay(session, means, payer)
    if (result.is === 'asked') result = this.tools.cashier.authenticate(session, way.fails !== true)
    return { result, session: this.tools.shown(session.object), returnTo: this.wayBack(session) }
  }

  private wayBack(session: KeptSession): string | null {
    return session.object.status === 'complete' ? (returnOf(session) ?? null) : null
  }

  /** `{session, outcome: paid|failed}` or `{refund, outcome: succeeded|failed}`: what a bank says in the end. */
  private settle({ session: id, refund: refundId, outcome }: Record<string, unknown>): unknown {
    const { state, cashier, shown } = this.tools
    if (refundId !== undefined) {
      const refund = found(state.refunds, refundId, 'refund')
      if (outcome !== 'succeeded' && outcome !== 'failed') throw refused('outcome is succeeded or failed')
      if (refund.object.status === 'failed') throw refused('the refund has failed already')
      cashier.settleRefund(refund, outcome)
      return { refund: shown(refund.object) }
    }
    const session = found(state.sessions, id, 'session')
    if (session.waiting?.settlesAt === undefined) throw refused('the session waits for no bank')
    if (outcome !== 'paid' && outcome !== 'failed') throw refused('outcome is paid or failed')
    cashier.settleDebit(session, outcome)
    return { session: shown(session.object) }
  }

  /** While held, requests of the API wait; what they ask for is done when they are let go. */
  private hold(isHeld: boolean): unknown {
    this.isHeld = isHeld
    const waiting = this.gates
    if (!isHeld) {
      this.gates = []
      for (const go of waiting) go()
    }
    return { isHeld, waiting: waiting.length }
  }

  /** `{hold?, release?: inOrder|reversed, double?}`: events wait, come late, in the wrong order, twice. */
  private async steer({ hold, release, double }: Record<string, unknown>): Promise<unknown> {
    const { state, webhooks } = this.tools
    if (double !== undefined) state.webhooks.isDoubled = double === true
    const released =
      release === undefined ? [] : await webhooks.release(release === 'reversed' ? 'reversed' : 'inOrder')
    if (hold !== undefined) state.webhooks.isHeld = hold === true
    webhooks.pump()
    return { ...state.webhooks, released }
  }

  /** `{event, forgedSecret?}`: sends an event once more, to all who hear of it, or as somebody who knows no secret. */
  private async deliver({ event: id, forgedSecret }: Record<string, unknown>): Promise<unknown> {
    const { state, webhooks } = this.tools
    const { account, object } = found(state.events, id, 'event')
    const answers: { endpoint: string; answer: number | string }[] = []
    for (const { account: owner, object: endpoint, secret } of Object.values(state.endpoints)) {
      if (owner !== account || endpoint.status !== 'enabled') continue
      const by = typeof forgedSecret === 'string' ? forgedSecret : secret
      answers.push({ endpoint: endpoint.id, answer: await webhooks.send(object.id, endpoint.url, by) })
    }
    return { answers }
  }
}
