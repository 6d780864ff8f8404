import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { PaymentsUnavailable } from '../../functions/ports/payments.ts'
import { bookAppointment } from '../../functions/usecases/booking/book-appointment.ts'
import { cancelBooking } from '../../functions/usecases/booking/cancel-booking.ts'
import { answerRequest } from '../../functions/usecases/booking/confirm-booking.ts'
import { moveBooking } from '../../functions/usecases/booking/move-booking.ts'
import { checkPayment, giveUpPayment, openFor } from '../../functions/usecases/payment/check-payment.ts'
import { seeToPayment } from '../../functions/usecases/payment/see-to-payment.ts'
import { isRefusal } from '../../shared/domain/answers/refusal.ts'
import { awaitsPayment, isAppointment } from '../../shared/domain/booking/booking.ts'
import { paymentSettingsOf } from '../contracts/samples.ts'
import { rounds } from '../support/long.ts'
import { ChanceHistory, MINUTE_MS } from './chance-history.ts'
import { COMPANY, STARTS, startOf, types } from './company.ts'
import { Money } from './money.ts'
import { sweepLedger } from './perform.ts'

const PAID = ['talk', 'ask', 'lesson', 'visit']
const PRICE = { amountMinor: 4000, currency: 'EUR' }
const RULE = { percent: 50, untilMinutesBefore: 30 }
const ACTIONS = 40
const HISTORIES = rounds(250)
/** Longer than the longest pause before a refund is asked for again. */
const LONG_MS = 7 * 60 * MINUTE_MS

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

/** One company whose appointments cost something, and everybody who comes. */
class PaidHistory extends ChanceHistory<Does> {
  readonly money: Money
  protected readonly pauseMs = LONG_MS
  private readonly booked: { id: string; key: string; type: string; start: number }[] = []

  constructor(seed: number) {
    super(seed, 11, DRAWN, ACTIONS)
    this.money = new Money(() => this.now, (seed % 3) * 10 * MINUTE_MS)
  }

  protected async prepare(): Promise<void> {
    for (const slug of PAID) {
      await this.memory.putType({ ...types[slug]!, version: 2, price: PRICE, refundRule: RULE }, 1)
    }
    await this.memory.putPaymentSettings(paymentSettingsOf(COMPANY, { sealedKey: 'key' }), 0)
  }

  protected override isWeather(fault: unknown): boolean {
    return super.isWeather(fault) || fault instanceof PaymentsUnavailable
  }

  protected async does(number: number, does: Does): Promise<string> {
    const tools = this.toolsOf(number)
    const { chance } = this
    if (does === 'wait') {
      this.now += chance.pick([1, 6, 20, 36, 36, 50]) * MINUTE_MS
      return ''
    }
    if (does === 'sweep') {
      await this.sweep(number)
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

  protected async sweep(number: number): Promise<void> {
    const tools = this.toolsOf(number)
    await sweepLedger(tools)
    for (const { company, id } of await tools.store.duePayments(tools.clock.now()))
      await seeToPayment(tools, company, id)
  }

  protected async isDue(): Promise<boolean> {
    const [payments, requests] = await Promise.all([
      this.memory.duePayments(this.now),
      this.memory.unansweredRequests(this.now),
    ])
    return payments.length + requests.length > 0
  }

  private toolsOf(number: number) {
    const { weather, ...world } = this.worldOf(number)
    const provider = this.money.provider(weather, (run) => this.turns.call(number, run))
    return {
      ...world,
      secrets: { seal: async (plain: string) => plain, open: async (sealed: string) => sealed },
      paymentProviders: async () => provider,
      links: {
        ready: async () => true,
        sign: async () => 'token',
        veil: async () => () => 'name',
        read: async () => undefined,
      },
      publicAddress: 'https://calendar.test',
    }
  }

  /** Nothing is paid and neither booked nor given back, nothing is booked and not paid, and nothing is left over. */
  protected async brokenHere(): Promise<string | undefined> {
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
    return undefined
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
