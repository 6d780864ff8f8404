import {
  type CheckoutRequest,
  type PaymentAccount,
  type PaymentProvider,
  PaymentRefused,
  PaymentsUnavailable,
  type RefundRequest,
} from '../../functions/ports/payments.ts'
import type { CheckoutNews } from '../../shared/domain/payment/payment.ts'
import type { Instant } from '../../shared/domain/time/time.ts'

interface Session extends CheckoutRequest {
  id: string
  state: 'open' | 'paid' | 'ended'
}

interface Refund {
  reference: string
  amountMinor: number
  paymentId: string
}

/** How a call ends that the weather meets: nothing was done, or it was and nobody hears of it. */
export type Mishap = 'fair' | 'down' | 'lost'

/**
 * A provider of payments in memory, with the promises of a real one: the same key is the same thing, a page ends, money
 * comes once.
 */
export class Money {
  readonly sessions = new Map<string, Session>()
  readonly refunds = new Map<string, Refund>()
  private readonly now: () => Instant
  private readonly lateMs: number

  /** @param lateMs how much longer its pages are open than it says: clocks differ */
  constructor(now: () => Instant, lateMs: number) {
    this.now = now
    this.lateMs = lateMs
  }

  /** Somebody pays on an open page. @returns whether they could */
  pay(id: string): boolean {
    const session = this.session(id)
    if (session.state !== 'open') return false
    session.state = 'paid'
    return true
  }

  /** What went back of a payment. */
  backOf(reference: string): number {
    return [...this.refunds.values()]
      .filter((one) => one.reference === reference)
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  }

  private session(id: string): Session {
    const session = this.sessions.get(id)
    if (!session) throw new PaymentRefused(`no session ${id}`)
    if (session.state === 'open' && session.endsAt + this.lateMs <= this.now()) session.state = 'ended'
    return session
  }

  private newsOf({ id, state, paymentId, amountMinor, currency }: Session): CheckoutNews {
    return { state, paymentId, ...(state === 'paid' && { paid: { amountMinor, currency, reference: `pi-${id}` } }) }
  }

  private refunded({ key, reference, amountMinor, paymentId }: RefundRequest): void {
    if (this.refunds.has(key)) return
    const session = this.sessions.get(reference.slice('pi-'.length))
    if (session?.state !== 'paid') throw new PaymentRefused(`nothing was paid under ${reference}`)
    const amount = amountMinor ?? session.amountMinor
    if (this.backOf(reference) + amount > session.amountMinor) throw new PaymentRefused('more than was paid')
    this.refunds.set(key, { reference, amountMinor: amount, paymentId })
  }

  /** The provider as somebody reaches it. @param weather of the next call @param turn waits for whoever asks */
  provider(weather: () => Mishap, turn: <T>(run: () => Promise<T>) => Promise<T>): PaymentProvider {
    const asked = <T>(act: () => T): Promise<T> =>
      turn(async () => {
        const mishap = weather()
        if (mishap === 'down') throw new PaymentsUnavailable('down')
        const answer = act()
        if (mishap === 'lost') throw new PaymentsUnavailable('the answer is lost')
        return answer
      })
    const account: PaymentAccount = {
      openCheckout: (request) =>
        asked(() => {
          const id = `cs-${request.key}`
          const made = this.sessions.get(id) ?? { ...request, id, state: 'open' as const }
          this.sessions.set(id, made)
          return { id, url: `https://pay.test/${id}`, endsAt: made.endsAt }
        }),
      checkout: (id) => asked(() => this.newsOf(this.session(id))),
      endCheckout: (id) =>
        asked(() => {
          const session = this.session(id)
          if (session.state === 'open') session.state = 'ended'
          return this.newsOf(session)
        }),
      refund: (request) =>
        asked(() => {
          this.refunded(request)
          return { state: 'done' as const, reference: `re-${request.key}` }
        }),
      refundNews: (reference) => asked(() => ({ state: 'done' as const, reference })),
      inspect: async () => ({ isLive: false }),
      registerWebhook: async () => ({ id: 'we', secret: 'secret' }),
      removeWebhook: async () => {},
    }
    return { open: () => account, readNotification: async () => 'forged' }
  }
}
