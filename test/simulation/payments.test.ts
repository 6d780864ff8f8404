import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import type { Write } from '../../functions/ports/commit.ts'
import { PaymentsUnavailable } from '../../functions/ports/payments.ts'
import type { Repositories } from '../../functions/ports/repositories.ts'
import { bookAppointment } from '../../functions/usecases/booking/book-appointment.ts'
import { cancelBooking } from '../../functions/usecases/booking/cancel-booking.ts'
import { answerRequest } from '../../functions/usecases/booking/confirm-booking.ts'
import { moveBooking } from '../../functions/usecases/booking/move-booking.ts'
import { checkPayment, giveUpPayment, openFor } from '../../functions/usecases/payment/check-payment.ts'
import { seeToPayment } from '../../functions/usecases/payment/see-to-payment.ts'
import { isRefusal } from '../../shared/domain/answers/refusal.ts'
import { Unavailable } from '../../shared/domain/answers/unavailable.ts'
import { awaitsPayment, isAppointment } from '../../shared/domain/booking/booking.ts'
import { paymentSettingsOf } from '../contracts/samples.ts'
import { type MemoryStore, memoryStore } from '../fakes/memory/memory-store.ts'
import { COMPANY, foundCompany, MORNING, STARTS, startOf, types } from './company.ts'
import { violationIn } from './invariants.ts'
import { type Mishap, Money } from './money.ts'
import { storeThrough, sweepLedger } from './perform.ts'
import { Chance, mixed } from './random.ts'
import { NEVER, Turns } from './turns.ts'

const MINUTE_MS = 60_000
const PAID = ['talk', 'ask', 'lesson', 'visit']
const PRICE = { amountMinor: 4000, currency: 'EUR' }
const RULE = { percent: 50, untilMinutesBefore: 30 }
const ACTIONS = 40
const HISTORIES = 250
/** Longer than the longest pause before a refund is asked for again. */
const LONG_MS = 7 * 60 * MINUTE_MS
const MOST_ROUNDS = 40

type Does =
  | 'book'
  | 'again'
  | 'pay'
  | 'check'
  | 'hear'
  | 'cancel'
  | 'hostCancel'
  | 'confirm'
  | 'decline'
  | 'move'
  | 'sweep'
  | 'wait'
const DRAWN: Does[] = [
  ...(['book', 'book', 'book', 'book', 'again', 'pay', 'pay', 'pay', 'pay', 'pay', 'check', 'check'] as const),
  ...([
    'hear',
    'hear',
    'cancel',
    'cancel',
    'hostCancel',
    'confirm',
    'decline',
    'move',
    'sweep',
    'sweep',
    'wait',
  ] as const),
]

/** One company whose appointments cost something, and everybody who comes: the same seed is the same history. */
class PaidHistory {
  readonly memory: MemoryStore = memoryStore()
  readonly money: Money
  readonly told: string[] = []
  private readonly seed: number
  private readonly chance: Chance
  private readonly turns: Turns
  private now = MORNING
  private isCalm = false
  private atWork = 0
  private begun = 0
  private readonly booked: { id: string; key: string; type: string; start: number }[] = []
  readonly faults: string[] = []

  constructor(seed: number) {
    this.seed = seed
    this.money = new Money(() => this.now, (seed % 3) * 10 * MINUTE_MS)
    this.chance = new Chance(seed, 11)
    this.turns = new Turns(seed, [1, 2, 5][seed % 3]!)
  }

  async played(): Promise<void> {
    await foundCompany(this.memory)
    for (const slug of PAID) {
      await this.memory.putType({ ...types[slug]!, version: 2, price: PRICE, refundRule: RULE }, 1)
    }
    await this.memory.putPaymentSettings(paymentSettingsOf(COMPANY, { sealedKey: 'key' }), 0)
    const atOnce = 2 + this.chance.below(4)
    await this.turns.play(async () => {
      this.now += 1 + (mixed(this.seed, 2, this.turns.steps) % 25)
      let hasBegun = false
      while (this.atWork < atOnce && this.begun < ACTIONS) {
        void this.act(this.begun++)
        hasBegun = true
      }
      return hasBegun
    })
    await this.comeToRest()
  }

  private async act(number: number): Promise<void> {
    this.atWork++
    const does = this.chance.pick(DRAWN)
    try {
      const came = await this.does(number, does)
      this.tell(`#${number} ${does}: ${came}`)
    } catch (fault) {
      // Whoever heard nothing may ask again; what was done stands.
      const isWeather = fault instanceof Unavailable || fault instanceof PaymentsUnavailable
      if (!isWeather) this.faults.push(`#${number} ${does}: ${(fault as Error).stack}`)
      this.tell(`#${number} ${does}: ${(fault as Error).message}`)
    } finally {
      this.atWork--
    }
  }

  private tell(words: string): void {
    this.told.push(`${new Date(this.now).toISOString().slice(11, 19)} ${words}`)
  }

  private async does(number: number, does: Does): Promise<string> {
    const tools = this.toolsOf(number)
    const { chance } = this
    if (does === 'wait') {
      this.now += chance.pick([1, 6, 20, 36, 36, 50]) * MINUTE_MS
      return ''
    }
    if (does === 'sweep') {
      await this.sweep(tools)
      return ''
    }
    const one = this.booked.length > 0 ? chance.pick(this.booked.slice(-6)) : undefined
    if (does === 'book' || does === 'again' || !one) {
      const { type, start, key } =
        does === 'again' && one
          ? one
          : { type: chance.pick(PAID), start: chance.below(STARTS / 3), key: `key${number}` }
      return this.book(tools, type, start, key)
    }
    const booking = await this.memory.booking(COMPANY, one.id)
    if (!booking) return 'is not there'
    const payment = await this.memory.payment(COMPANY, booking.paymentId!)
    switch (does) {
      case 'pay':
        return payment?.checkout && this.money.pay(payment.checkout.id) ? `paid ${one.id}` : 'cannot be paid'
      case 'check': {
        const checked = await checkPayment(tools, booking)
        return isRefusal(checked) ? checked.refusal : checked.booking.status
      }
      case 'hear':
        await seeToPayment(tools, COMPANY, booking.paymentId!)
        return one.id
      case 'cancel': {
        const done = awaitsPayment(booking)
          ? await giveUpPayment(tools, booking)
          : await cancelBooking(tools, COMPANY, one.id, 'customer')
        return isRefusal(done) ? done.refusal : `${one.id} ${done.status}`
      }
      case 'hostCancel': {
        const done = await cancelBooking(tools, COMPANY, one.id, 'member:ada', { refund: chance.pick(['rule', 'all']) })
        return isRefusal(done) ? done.refusal : `${one.id} ${done.status}`
      }
      case 'move': {
        const done = await moveBooking(tools, COMPANY, one.id, startOf(chance.below(STARTS)))
        return isRefusal(done) ? done.refusal : one.id
      }
      default: {
        const done = await answerRequest(tools, COMPANY, one.id, does, 'member:ada')
        return isRefusal(done) ? done.refusal : `${one.id} ${done.status}`
      }
    }
  }

  private async book(tools: Tools, slug: string, start: number, key: string): Promise<string> {
    const name = this.chance.pick(['noor', 'omar', 'pia'])
    const booked = await bookAppointment(tools, {
      company: COMPANY,
      slug,
      startsAt: startOf(start),
      customer: { name: key, email: `${key}${name === 'noor' ? '' : name}@example.test`, timeZone: 'UTC' },
      answers: {},
      guests: [],
      idempotencyKey: key,
    })
    if (isRefusal(booked)) return booked.refusal
    const { id } = booked.booking
    if (!this.booked.some((one) => one.id === id)) this.booked.push({ id, key, type: slug, start })
    await openFor(tools, booked.booking)
    return `${id} ${slug} at ${start}`
  }

  private async sweep(tools: Tools): Promise<void> {
    await sweepLedger(tools)
    for (const { company, id } of await tools.store.duePayments(tools.clock.now()))
      await seeToPayment(tools, company, id)
  }

  /** Fair weather, and time enough for everything that looks at itself. */
  private async comeToRest(): Promise<void> {
    this.isCalm = true
    for (let round = 0; round < MOST_ROUNDS; round++) {
      this.now += LONG_MS
      const due = [...(await this.memory.duePayments(this.now)), ...(await this.memory.unansweredRequests(this.now))]
      if (due.length === 0 && round > 0) break
      const sweeping = this.sweep(this.toolsOf(1000 + round)).catch((fault: Error) => {
        this.faults.push(`the last sweep: ${fault.stack}`)
      })
      await this.turns.play(async () => false)
      await sweeping
    }
  }

  private toolsOf(number: number) {
    let ids = 0
    let draws = 0
    const turn = <T>(run: () => Promise<T>) => this.turns.call<T>(number, run)
    const clock = { now: () => this.now, elapsedMillis: () => this.now - MORNING, pause: async () => {} }
    const called = (method: keyof Repositories, args: unknown[]) =>
      this.turns.call(number, async (call) => {
        const inner = this.memory[method] as (...given: unknown[]) => Promise<unknown>
        return method === 'commit' ? this.commit(number, call, args[0] as Write[]) : inner.apply(this.memory, args)
      })
    const weather = (): Mishap => {
      const drawn = mixed(this.seed, 7, number, draws++) / 2 ** 32
      return this.isCalm || drawn > 0.16 ? 'fair' : drawn < 0.08 ? 'down' : 'lost'
    }
    const provider = this.money.provider(weather, turn)
    return {
      clock,
      random: {
        id: () => `n${String(number).padStart(4, '0')}i${ids++}`,
        secret: () => `secret${number}`,
        fraction: () => mixed(this.seed, 3, number, draws++) / 2 ** 32,
      },
      store: storeThrough(this.memory, called),
      secrets: { seal: async (plain: string) => plain, open: async (sealed: string) => sealed },
      paymentProviders: async () => provider,
      links: { ready: async () => true, sign: async () => 'token', read: async () => undefined },
      publicAddress: 'https://calendar.test',
    }
  }

  private async commit(number: number, call: number, writes: Write[]) {
    const drawn = mixed(this.seed, 4, number, call) / 2 ** 32
    if (this.isCalm || drawn > 0.1) return this.memory.commit(writes)
    if (drawn < 0.02) return { outcome: 'busy' as const }
    if (drawn < 0.04) return { outcome: 'unknown' as const }
    if (drawn < 0.06) return this.dies(number)
    await this.memory.commit(writes)
    return drawn < 0.08 ? { outcome: 'unknown' as const } : this.dies(number)
  }

  private dies(number: number): typeof NEVER {
    this.tell(`#${number} dies`)
    this.atWork--
    return NEVER
  }

  /** Nothing is paid and neither booked nor given back, nothing is booked and not paid, and nothing is left over. */
  async broken(): Promise<string | undefined> {
    if (this.faults.length > 0) return this.faults[0]
    const { bookings } = this.memory.ledgerNow(COMPANY)
    for (const booking of bookings) {
      const { id, status, paymentId, startsAt, updatedAt } = booking
      const payment = paymentId === undefined ? undefined : await this.memory.payment(COMPANY, paymentId)
      const session = payment?.checkout && this.money.sessions.get(payment.checkout.id)
      const isPaid = session?.state === 'paid'
      const back = session ? this.money.backOf(`pi-${session.id}`) : 0
      if (status === 'held') return `${id} is still held`
      if (isAppointment(booking) && !isPaid) return `${id} is booked and not paid`
      if (isAppointment(booking) && back > 0) return `${id} is booked, and ${back} went back`
      if (payment?.state === 'open' || payment?.state === 'underWay') return `${id} waits for its payment for ever`
      if (payment?.refund && payment.refund.state !== 'done') return `the refund of ${id} is ${payment.refund.state}`
      if (payment?.refund && payment.refund.amountMinor !== back) return `of ${id} went back ${back}`
      const mayKeep = updatedAt > startsAt - RULE.untilMinutesBefore * MINUTE_MS
      if (status === 'cancelled' && isPaid && back === 0 && !mayKeep)
        return `${id} is paid, and neither booked nor given back`
    }
    for (const session of this.money.sessions.values()) {
      const payment = await this.memory.payment(COMPANY, session.paymentId)
      if (session.state === 'paid' && payment?.checkout?.id !== session.id)
        return `${session.id} was paid, and nobody knows`
      if (session.state === 'paid' && payment?.state !== 'paid')
        return `${session.id} was paid, and is ${payment?.state}`
      if (this.money.backOf(`pi-${session.id}`) > session.amountMinor)
        return `more went back of ${session.id} than came`
    }
    const known = { now: this.now, movedByFact: new Set<string>(), movedByHost: new Set<string>(), isAtRest: true }
    const violation = violationIn(this.memory.ledgerNow(COMPANY), known)
    return violation && `${violation.invariant}: ${violation.detail}`
  }
}

type Tools = ReturnType<PaidHistory['toolsOf']>

describe('histories of money by chance', () => {
  test(`${HISTORIES} histories of people who book, pay, pay late, cancel and die in bad weather: nothing paid and not booked or given back, nothing booked and not paid`, async () => {
    let [paid, refunded, late] = [0, 0, 0]
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const history = new PaidHistory(seed)
      await history.played()
      const broken = await history.broken()
      if (broken) assert.fail(`seed ${seed}: ${broken}\n${history.told.join('\n')}`)
      const sessions = [...history.money.sessions.values()]
      paid += sessions.filter(({ state }) => state === 'paid').length
      refunded += history.money.refunds.size
      late += [...history.money.refunds.keys()].filter((key) => key.endsWith('late')).length
    }
    assert.ok(paid > HISTORIES && refunded > HISTORIES / 10 && late > 0, `${paid} paid, ${refunded} back, ${late} late`)
  })
})
