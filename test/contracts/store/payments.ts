import assert from 'node:assert/strict'
import { test } from '@jest/globals'
import { bookingWrite } from '../../../functions/ports/bookings.ts'
import { paymentWrite } from '../../../functions/ports/payment-rows.ts'
import { bookingOf, NOW, paymentOf, paymentSettingsOf } from '../samples.ts'
import { DONE } from './parts.ts'
import type { Subject } from './subject.ts'

/** What a store owes to the port of payments. */
export const payments: Subject = {
  tests(world) {
    test('a payment is written with its booking or by itself, each time where its version stands', async () => {
      const { store } = world
      const company = world.newCompany()
      const payment = paymentOf(company)
      const booking = bookingOf(company, { status: 'held', heldUntil: NOW, paymentId: payment.id })
      const writes = [bookingWrite(booking, 0), paymentWrite(payment, 0)]
      assert.deepEqual(await store.commit(writes), DONE)
      assert.deepEqual(await store.payment(company, payment.id), payment)
      assert.equal((await store.commit(writes)).outcome, 'failed')
      const paid = { ...payment, version: 2, state: 'paid' as const }
      assert.deepEqual([await store.putPayment(paid, 1), await store.putPayment(paid, 1)], [true, false])
      assert.deepEqual(await store.payment(company, payment.id), paid)
      // A hold that is being paid for ends by its payment alone.
      const held = await store.endedHolds(NOW + 1)
      assert.deepEqual(
        held.filter((one) => one.company === company),
        [],
      )
    })

    test('a payment is due while it says when to look at it', async () => {
      const { store } = world
      const company = world.newCompany()
      const due = async (before: number) =>
        (await store.duePayments(before)).filter((one) => one.company === company).map(({ id }) => id)
      await store.putPayment(paymentOf(company, { lookAt: NOW }), 0)
      await store.putPayment(paymentOf(company, { id: 'p2' }), 0)
      assert.deepEqual([await due(NOW - 1), await due(NOW)], [[], ['p1']])
      await store.putPayment(paymentOf(company, { version: 2 }), 1)
      assert.deepEqual(await due(NOW), [])
    })

    test('settings are put where their version stands; news of the provider adds up, whoever brings it', async () => {
      const { store } = world
      const company = world.newCompany()
      assert.deepEqual([await store.paymentSettings(company), await store.paymentNews(company)], [undefined, {}])
      const settings = paymentSettingsOf(company)
      assert.deepEqual(
        [await store.putPaymentSettings(settings, 0), await store.putPaymentSettings(settings, 0)],
        [true, false],
      )
      assert.deepEqual(await store.paymentSettings(company), settings)
      await store.notePaymentNews(company, { heardAt: NOW })
      await store.notePaymentNews(company, { failedAt: NOW + 1, failedBecause: 'no line' })
      await store.notePaymentNews(company, { heardAt: NOW + 2 })
      assert.deepEqual(await store.paymentNews(company), {
        heardAt: NOW + 2,
        failedAt: NOW + 1,
        failedBecause: 'no line',
      })
    })
  },
}
