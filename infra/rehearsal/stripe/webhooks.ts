import { createHmac } from 'node:crypto'
import type Stripe from 'stripe'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/domain/time/units.ts'
import { API_VERSION, idOf } from './objects.ts'
import type { Delivery, State } from './state.ts'

/** After each attempt the next one waits so long; with the last of them three days are over, and Stripe gives up. */
const BACKOFF_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  ...Array<number>(5).fill(10 * HOUR_MS),
]
/** Stripe shows events for so long. */
export const EVENTS_LAST_MS = 30 * DAY_MS
/** How long an endpoint may think before it counts as silent; of the real clock. */
const PATIENCE_MS = 30_000
const MOST_DELIVERIES = 5000

/** The header of a body sent now, https://docs.stripe.com/webhooks#verify-manually. @param now epoch milliseconds */
export function signatureOf(body: string, secret: string, now: number): string {
  const t = Math.floor(now / 1000)
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`
}

const matches = (enabled: string[], type: string) => enabled.includes('*') || enabled.includes(type)

/** Events, and their way to those who want to hear of them. */
export class Webhooks {
  private readonly state: State
  private readonly now: () => number
  private readonly save: () => void
  private readonly busy = new Set<string>()
  /** The request that is being answered: events name it. */
  request: { id: string; idempotency_key: string | null } | null = null

  constructor(state: State, now: () => number, save: () => void) {
    this.state = state
    this.now = now
    this.save = save
  }

  /** @param object as it is shown at this moment; the event keeps it so */
  emit(account: string, type: string, object: unknown, before?: Record<string, unknown>): void {
    const id = idOf('evt_3')
    const event = {
      id,
      object: 'event',
      api_version: API_VERSION,
      created: Math.floor(this.now() / 1000),
      data: { object: structuredClone(object), ...(before && { previous_attributes: before }) },
      livemode: false,
      pending_webhooks: 0,
      request: this.request ?? { id: null, idempotency_key: null },
      type,
    } as unknown as Stripe.Event
    this.state.events[id] = { account, seq: ++this.state.seq, object: event }
    for (const { account: owner, object: endpoint } of Object.values(this.state.endpoints)) {
      if (owner !== account || endpoint.status !== 'enabled' || !matches(endpoint.enabled_events, type)) continue
      for (let copies = this.state.webhooks.isDoubled ? 2 : 1; copies > 0; copies--)
        this.state.deliveries.push({
          event: id,
          type,
          endpoint: endpoint.id,
          url: endpoint.url,
          attempts: [],
          nextAt: this.now(),
          state: 'waiting',
        })
    }
    if (this.state.deliveries.length > MOST_DELIVERIES)
      this.state.deliveries.splice(0, this.state.deliveries.length - MOST_DELIVERIES)
    setImmediate(() => this.pump())
  }

  /** An event as the API shows it. */
  shown(id: string): Stripe.Event {
    const waiting = this.state.deliveries.filter(({ event, state }) => event === id && state === 'waiting').length
    return { ...this.state.events[id]!.object, pending_webhooks: waiting }
  }

  /**
   * Sends what is due, for each endpoint one after the other; events may overtake each other after a failure, as
   * Stripe's do.
   */
  pump(): void {
    if (this.state.webhooks.isHeld) return
    for (const endpoint of new Set(this.due().map((one) => one.endpoint))) {
      if (this.busy.has(endpoint)) continue
      this.busy.add(endpoint)
      this.serve(endpoint).finally(() => this.busy.delete(endpoint))
    }
  }

  private due(): Delivery[] {
    return this.state.deliveries.filter(({ state, nextAt }) => state === 'waiting' && nextAt <= this.now())
  }

  private async serve(endpoint: string): Promise<void> {
    for (;;) {
      const next = this.state.webhooks.isHeld ? undefined : this.due().find((one) => one.endpoint === endpoint)
      if (!next) return
      await this.attempt(next)
    }
  }

  /** Sends what was held, one after the other. @returns what became of each */
  async release(order: 'inOrder' | 'reversed'): Promise<Delivery[]> {
    if (!this.state.webhooks.isHeld) return []
    const held = this.due()
    if (order === 'reversed') held.reverse()
    for (const delivery of held) await this.attempt(delivery)
    return held
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const endpoint = this.state.endpoints[delivery.endpoint]
    if (endpoint?.object.status !== 'enabled' || !this.state.events[delivery.event]) delivery.state = 'dropped'
    else {
      const answer = await this.send(delivery.event, endpoint.object.url, endpoint.secret)
      delivery.attempts.push({ at: this.now(), answer })
      const wait = BACKOFF_MS[delivery.attempts.length - 1]
      if (typeof answer === 'number' && answer >= 200 && answer < 300) delivery.state = 'delivered'
      else if (wait === undefined) delivery.state = 'failed'
      else delivery.nextAt = this.now() + wait
    }
    this.save()
  }

  /** @returns the status of the answer, or why there was none */
  async send(event: string, url: string, secret: string): Promise<number | string> {
    const body = JSON.stringify(this.shown(event), null, 2)
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signatureOf(body, secret, this.now()),
        },
        body,
      })
      await response.arrayBuffer()
      return response.status
    } catch (error) {
      return error instanceof Error ? error.name : 'unknown'
    }
  }

  /** What is over is forgotten, as Stripe forgets it. */
  forget(): void {
    const until = this.now() - EVENTS_LAST_MS
    for (const [id, { object }] of Object.entries(this.state.events))
      if (object.created * 1000 < until) delete this.state.events[id]
  }
}
