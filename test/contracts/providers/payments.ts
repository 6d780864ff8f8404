import assert from 'node:assert/strict'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from '@jest/globals'
import type {
  CheckoutRequest,
  PaymentAccount,
  PaymentProvider,
  RefundNews,
  RefundRequest,
} from '../../../functions/ports/payments.ts'
import { rehearsals } from '../../../infra/rehearsal/rehearsals.ts'
import type { Simulator } from '../../../infra/rehearsal/simulator.ts'
import type { CheckoutNews } from '../../../shared/domain/payment/payment.ts'
import type { PaymentProviderName } from '../../../shared/domain/payment/payment-settings.ts'
import { HOUR_MS } from '../../../shared/domain/time/units.ts'
import { temporaryFolder } from '../../support/host.ts'
import { until } from '../../support/waiting.ts'
import { controlOf, startListener } from './simulated.ts'

/** How a provider is spoken to in the suite. */
export interface PaymentBed {
  open(simulator: string): PaymentProvider
  /** A key of an account of its own, by its number, and one that opens none. */
  key(number: number): string
  noKey: string
  /** Which header of a notification signs it. */
  signedBy: string
  /** Where its API answers. */
  path: string
}

/** What every provider of payments owes to its port, against its simulator. */
export function paymentContract(name: PaymentProviderName, bed: PaymentBed): void {
  describe(`${rehearsals[name].title}: what a provider of payments owes to its port`, () => {
    let simulator: Simulator
    let listener: Awaited<ReturnType<typeof startListener>>
    let provider: PaymentProvider
    let control: ReturnType<typeof controlOf>
    let made = 0
    let account: PaymentAccount

    beforeAll(async () => {
      const dataFile = join(temporaryFolder(), `${name}.json`)
      simulator = await rehearsals[name].start({ port: 0, dataFile, now: Date.now, isTest: true })
      listener = await startListener()
      provider = bed.open(simulator.address)
      control = controlOf(simulator.address)
      account = provider.open(bed.key(++made))
    })
    afterAll(async () => {
      listener.close()
      await simulator.close()
    })

    const asked = (change: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
      ...{
        paymentId: `p${++made}`,
        company: 'c',
        amountMinor: 4000,
        currency: 'EUR',
        title: 'Call',
        details: 'Monday',
      },
      ...{ email: 'noor@example.test', locale: 'de-AT', returnUrl: 'https://almanac.test/back' },
      endsAt: Date.now() + HOUR_MS,
      key: `key${made}`,
      ...change,
    })
    /** What somebody has paid. */
    async function paid(change: Partial<CheckoutRequest> = {}) {
      const request = asked(change)
      const { id } = await account.openCheckout(request)
      await control('pay', { session: id })
      const news = await account.checkout(id)
      assert.ok(news.state === 'paid' && news.paid)
      return { ...request, ...news.paid, id }
    }
    const back = ({ reference, paymentId }: { reference: string; paymentId: string }): RefundRequest => ({
      ...{ reference, paymentId, company: 'c', isRepeat: false },
      key: `refund-${paymentId}`,
    })
    const named = (expected: string) => (error: unknown) => (error as Error).name === expected
    const fault = (body: object) => control('faults', { path: bed.path, ...body })
    const settled = (reference: string): Promise<RefundNews> =>
      until(
        `refund ${reference} is over`,
        () => account.refundNews(reference),
        ({ state }) => state !== 'underWay',
      )

    test('a page opened twice with one key is one, also where the first answer was lost; with another it is another', async () => {
      const request = asked()
      const first = await account.openCheckout(request)
      assert.deepEqual(await account.openCheckout(request), first)
      assert.notEqual((await account.openCheckout({ ...request, key: 'other' })).id, first.id)
      // As often as the adapter itself may ask again.
      const lost = asked()
      await fault({ method: 'POST', losesAnswer: true, times: 2 })
      await assert.rejects(account.openCheckout(lost), named('PaymentsUnavailable'))
      const again = await account.openCheckout(lost)
      assert.deepEqual(await account.openCheckout(lost), again)
      assert.equal((await account.checkout(again.id)).paymentId, lost.paymentId)
    })

    test('a page is open, then it is paid: by whom, how much, and what the money is known by', async () => {
      const request = asked()
      const { id, url, endsAt } = await account.openCheckout(request)
      assert.ok(URL.canParse(url) && Math.abs(endsAt - request.endsAt) < 1000)
      assert.deepEqual(await account.checkout(id), { state: 'open', paymentId: request.paymentId } as CheckoutNews)
      await control('pay', { session: id })
      const news = await account.checkout(id)
      assert.ok(news.state === 'paid' && news.paid)
      const { paymentId, paid: got } = news
      assert.deepEqual([paymentId, got.amountMinor, got.currency], [request.paymentId, 4000, 'EUR'])
      assert.ok(got.reference.length > 0)
    })

    test('a page that is ended cannot be paid any more; one that was paid meanwhile says so, and ending twice is once', async () => {
      const { id } = await account.openCheckout(asked())
      assert.equal((await account.endCheckout(id)).state, 'ended')
      assert.equal((await account.endCheckout(id)).state, 'ended')
      await assert.rejects(control('pay', { session: id }))
      const late = await paid()
      assert.equal((await account.endCheckout(late.id)).state, 'paid')
    })

    test('an address that the provider does not take does not keep anybody from paying', async () => {
      const { id } = await account.openCheckout(asked({ email: 'half@address' }))
      assert.equal((await account.checkout(id)).state, 'open')
    })

    test('money given back twice with one key goes back once, also where the first answer was lost', async () => {
      const one = await paid()
      const first = await account.refund(back(one))
      assert.equal((await settled(first.reference)).state, 'done')
      assert.equal((await account.refund(back(one))).reference, first.reference)
      assert.equal((await account.refund({ ...back(one), isRepeat: true })).reference, first.reference)
      const lost = await paid()
      await fault({ method: 'POST', losesAnswer: true, times: 2 })
      await assert.rejects(account.refund(back(lost)), named('PaymentsUnavailable'))
      const found = await account.refund({ ...back(lost), isRepeat: true })
      assert.equal((await account.refund({ ...back(lost), isRepeat: true })).reference, found.reference)
    })

    test('a part goes back, and never more than was paid', async () => {
      const one = await paid()
      const part = await account.refund({ ...back(one), amountMinor: 1500 })
      assert.equal((await settled(part.reference)).state, 'done')
      await assert.rejects(account.refund({ ...back(one), amountMinor: 3000, key: 'more' }), named('PaymentRefused'))
      const rest = await account.refund({ ...back(one), amountMinor: 2500, key: 'rest' })
      assert.notEqual(rest.reference, part.reference)
    })

    test('what there is not, what a key may not, and what cannot be asked now are told apart', async () => {
      await assert.rejects(account.checkout('nothing'), named('PaymentRefused'))
      await assert.rejects(account.refundNews('nothing'), named('PaymentRefused'))
      await assert.rejects(account.refund(back({ reference: 'nothing', paymentId: 'p' })), named('PaymentRefused'))
      for (const ask of [(one: PaymentAccount) => one.inspect(), (one: PaymentAccount) => one.openCheckout(asked())])
        await assert.rejects(ask(provider.open(bed.noKey)), named('KeyRefused'))
      for (const status of [429, 503]) {
        await fault({ status, body: { error: { message: 'later' } }, times: 2 })
        await assert.rejects(account.openCheckout(asked()), named('PaymentsUnavailable'))
      }
      assert.deepEqual(await account.inspect(), { isLive: false })
    })

    test('one account sees nothing of another', async () => {
      const { id } = await account.openCheckout(asked())
      await assert.rejects(provider.open(bed.key(++made)).checkout(id), named('PaymentRefused'))
    })

    test('a notification is read by its secret alone: changed, forged or old it says nothing', async () => {
      const { id, secret } = await account.registerWebhook(listener.address)
      const one = await paid()
      const told = await until(
        'the payment is told',
        async () => listener.told.find(({ body }) => body.includes(one.paymentId)),
        (found) => found !== undefined,
      )
      const { body } = told!
      const signature = String(told!.headers[bed.signedBy])
      const now = Date.now()
      const read = (change: { body?: string; signature?: string; secret?: string; now?: number } = {}) => {
        const given = { body, signature, secret, now, ...change }
        return provider.readNotification(given.body, given.signature, given.secret, given.now)
      }
      assert.deepEqual(await read(), { paymentId: one.paymentId })
      assert.deepEqual(await read(), { paymentId: one.paymentId }, 'it may come twice')
      const forged = [
        { secret: `${secret}x` },
        { signature: '' },
        { signature: `${signature}0` },
        { body: body.replaceAll(one.paymentId, 'p-of-another') },
        { body: 'nonsense' },
        { now: now + HOUR_MS },
      ]
      for (const change of forged) assert.equal(await read(change), 'forged', JSON.stringify(change))
      await account.removeWebhook(id)
      await account.removeWebhook(id)
    })
  })
}
