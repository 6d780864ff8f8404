import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { currencies, digitsOf, leastMinor, moneyInWords, stepMinor } from '../../../shared/domain/payment/money.ts'
import {
  type CheckoutNews,
  nextRefundLook,
  type Payment,
  refunding,
  refundOnCancelling,
  withRefundNews,
  withRefundUnheard,
} from '../../../shared/domain/payment/payment.ts'
import { refundNow } from '../../../shared/domain/payment/refund-rule.ts'
import { settlementOf } from '../../../shared/domain/payment/settlement.ts'
import { NOW, paymentOf } from '../../contracts/samples.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const EUR = { amountMinor: 4000, currency: 'EUR' }

describe('money', () => {
  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')
  for (const [amountMinor, currency, locale, words] of [
    [4000, 'EUR', 'en-GB', '€40.00'],
    [4000, 'EUR', 'de', '40,00 €'],
    [4000, 'JPY', 'en-GB', 'JP¥4,000'],
    [12_340, 'KWD', 'en-GB', 'KWD 12.340'],
    [4000, 'HUF', 'de', '40,00 HUF'],
    [5, 'USD', 'en-US', '$0.05'],
  ] as const)
    test(`${amountMinor} ${currency} in ${locale} is ${words}`, () =>
      assert.equal(plain(moneyInWords({ amountMinor, currency }, locale)), words))

  test('every currency is one that Intl knows, with a least sum that can be charged', () => {
    const known = new Set(Intl.supportedValuesOf('currency'))
    assert.deepEqual(
      currencies.filter((one) => !known.has(one) || leastMinor(one) % stepMinor(one) !== 0 || digitsOf(one) > 3),
      [],
    )
    assert.ok(currencies.length > 40)
  })
})

describe('what comes back to who cancels', () => {
  const startsAt = NOW + 48 * HOUR_MS
  for (const [percent, hoursBefore, cancelledHoursBefore, back] of [
    [100, 0, 1, 4000],
    [100, 24, 24, 4000],
    [100, 24, 23.99, 0],
    [50, 24, 30, 2000],
    [0, 0, 40, 0],
    [33, 0, 1, 1320],
    [1, 0, 1, 40],
  ] as const)
    test(`${percent} % until ${hoursBefore} h before, cancelled ${cancelledHoursBefore} h before: ${back}`, () => {
      const rule = { percent, untilMinutesBefore: hoursBefore * 60 }
      assert.equal(refundNow(rule, EUR, startsAt, startsAt - cancelledHoursBefore * HOUR_MS), back)
    })

  test('a share is rounded up, to what can be charged, and never above what was paid', () => {
    const all = { percent: 99, untilMinutesBefore: 0 }
    assert.equal(refundNow({ percent: 33, untilMinutesBefore: 0 }, { amountMinor: 101, currency: 'EUR' }, NOW, NOW), 34)
    assert.equal(refundNow(all, { amountMinor: 510, currency: 'KWD' }, NOW, NOW, 10), 510)
  })

  test('only what is paid comes back, once', () => {
    const open = paymentOf('c')
    const paid: Payment = { ...open, state: 'paid' }
    const none: Payment = { ...paid, refundRule: { percent: 0, untilMinutesBefore: 0 } }
    assert.deepEqual(
      [open, paid, none, refunding(paid, 4000, 'cancelled', NOW)].map((one) => refundOnCancelling(one, startsAt, NOW)),
      [0, 4000, 0, 0],
    )
    assert.equal(refundOnCancelling(none, startsAt, NOW, true), 4000)
  })

  test('a refund that was not taken is asked for later and later, and never given up', () => {
    const waits = [0, 1, 5, 9, 50, 5000].map((tries) => (nextRefundLook(tries, NOW) - NOW) / MINUTE_MS)
    assert.deepEqual(waits, [1, 2, 32, 360, 360, 360])
  })

  test('news of a refund are noted at what stands: what has come back may still fail, and nothing else', () => {
    const paid: Payment = { ...paymentOf('c'), state: 'paid' }
    const due = refunding(paid, 4000, 'cancelled', NOW)
    const [underWay, done, failed] = (['underWay', 'done', 'failed'] as const).map((state) =>
      withRefundNews(due, { state, reference: 'r', reason: state === 'failed' ? 'closed' : undefined }, NOW),
    )
    const said = [underWay, done, failed].map((one) => [one?.refund?.state, one?.refund?.tries, one?.lookAt])
    assert.deepEqual(said, [
      ['underWay', 1, nextRefundLook(1, NOW)],
      ['done', 1, undefined],
      ['failed', 1, undefined],
    ])
    assert.equal(failed!.refund!.reason, 'closed')
    assert.equal(withRefundNews(done!, { state: 'underWay', reference: 'r' }, NOW), undefined)
    assert.equal(withRefundNews(done!, { state: 'done', reference: 'r' }, NOW), undefined)
    assert.equal(withRefundNews(done!, { state: 'failed', reference: 'r' }, NOW)?.refund?.state, 'failed')
    assert.equal(withRefundNews(failed!, { state: 'done', reference: 'r' }, NOW), undefined)
    const unheard = withRefundUnheard(due, 'closed for today', NOW)
    assert.deepEqual([unheard?.refund?.state, unheard?.refund?.tries, unheard?.version], ['due', 1, due.version + 1])
    assert.equal(withRefundNews(paid, { state: 'done', reference: 'r' }, NOW), undefined)
  })
})

describe('what follows from what the provider says', () => {
  const payment = paymentOf('c')
  const paid = (change: Partial<CheckoutNews> = {}, money = EUR): CheckoutNews => ({
    state: 'paid',
    paymentId: payment.id,
    paid: { ...money, reference: 'pi_1' },
    ...change,
  })
  const kept = { keptUntil: NOW + MINUTE_MS, endsAt: NOW + HOUR_MS }
  const over = { keptUntil: NOW, endsAt: NOW + HOUR_MS }
  for (const [title, news, hold, next] of [
    ['paid in time', paid(), kept, { next: 'book' }],
    ['paid when the time is no longer kept: the ledger says whether it can be had', paid(), over, { next: 'book' }],
    ['paid when it is over', paid(), { ...over, endsAt: NOW }, { next: 'refund', cause: 'late' }],
    ['less than was asked', paid({}, { ...EUR, amountMinor: 3999 }), kept, { next: 'refund', cause: 'mismatch' }],
    ['another currency', paid({}, { ...EUR, currency: 'USD' }), kept, { next: 'refund', cause: 'mismatch' }],
    ['paid for something else', paid({ paymentId: 'p2' }), kept, { next: 'refund', cause: 'mismatch' }],
    ['for nobody knows what', paid({ paymentId: undefined }), kept, { next: 'refund', cause: 'mismatch' }],
    ['not paid so far', { state: 'open', paymentId: 'p1' }, kept, { next: 'wait' }],
    ['not paid, and the time is over', { state: 'open', paymentId: 'p1' }, over, { next: 'close' }],
    ['its page has ended', { state: 'ended', paymentId: 'p1' }, kept, { next: 'lapse' }],
    ['on its way', { state: 'underWay', paymentId: 'p1' }, kept, { next: 'keep', until: NOW + 64 * MINUTE_MS }],
  ] as const)
    test(title, () => assert.deepEqual(settlementOf(payment, news, hold, NOW), next))

  test('for money that is on its way too long the time is kept no longer', () => {
    const now = NOW + 15 * 24 * HOUR_MS
    assert.deepEqual(settlementOf(payment, { state: 'underWay', paymentId: 'p1' }, kept, now), {
      next: 'keep',
      until: now,
    })
  })
})
