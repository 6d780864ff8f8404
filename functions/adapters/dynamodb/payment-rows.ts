import { z } from 'zod'
import type { Payment } from '../../../shared/domain/payment/payment.ts'
import type { PaymentNews, PaymentSettings } from '../../../shared/domain/payment/payment-settings.ts'
import type { Payments, PaymentWrite } from '../../ports/payment-rows.ts'
import { SWEEP_LIMIT } from '../../ports/repositories.ts'
import { conditionOf, put, versionIs, type WritesOf } from './actions.ts'
import { type Key, shardOf } from './keys.ts'
import type { Row } from './row.ts'
import { readable, readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

const paymentKey = (company: string, id: string): Key => ({ pk: `${company}#payment#${id}`, sk: 'payment' })
const settingsKey = (company: string): Key => ({ pk: `${company}#payments`, sk: 'settings' })
const newsKey = (company: string): Key => ({ pk: `${company}#payments`, sk: 'news' })

const money = { amountMinor: z.number(), currency: z.string() }

const readPayment = readerOf<Payment>()(
  'payment',
  z.object({
    ...money,
    id: z.string(),
    company: z.string(),
    bookingId: z.string(),
    version: z.number(),
    refundRule: z.object({ percent: z.number(), untilMinutesBefore: z.number() }),
    becomes: z.enum(['pending', 'confirmed']),
    state: z.enum(['open', 'underWay', 'paid', 'lapsed']),
    checkout: z.object({ id: z.string(), url: z.string(), endsAt: z.number() }).optional(),
    reference: z.string().optional(),
    receiptUrl: z.string().optional(),
    paidAt: z.number().optional(),
    refund: z
      .object({
        amountMinor: z.number(),
        cause: z.enum(['cancelled', 'declined', 'late', 'mismatch']),
        state: z.enum(['due', 'underWay', 'done', 'failed']),
        reference: z.string().optional(),
        reason: z.string().optional(),
        tries: z.number(),
        askedAt: z.number(),
      })
      .optional(),
    paidInstead: z.object(money).optional(),
    lookAt: z.number().optional(),
    createdAt: z.number(),
    updatedAt: z.number(),
  }),
)

const readSettings = readerOf<PaymentSettings>()(
  'paymentSettings',
  z.object({
    company: z.string(),
    version: z.number(),
    provider: z.enum(['stripe']),
    isOn: z.boolean(),
    sealedKey: z.string(),
    keyEnd: z.string(),
    isLive: z.boolean(),
    webhook: z.object({ id: z.string(), sealedSecret: z.string(), address: z.string() }).optional(),
    webhookProblem: z.string().optional(),
    savedAt: z.number(),
  }),
)

const readNews = readerOf<PaymentNews>()(
  'paymentNews',
  z.object({
    heardAt: z.number().optional(),
    refusedAt: z.number().optional(),
    refusedBecause: z.enum(['signature', 'unknown']).optional(),
    failedAt: z.number().optional(),
    failedBecause: z.string().optional(),
  }),
)

function rowOf(payment: Payment): Row {
  return {
    ...paymentKey(payment.company, payment.id),
    row: 'payment',
    ...payment,
    ...(payment.lookAt !== undefined && {
      pendingShard: `payment#${shardOf(payment.id)}`,
      pendingAt: payment.lookAt,
    }),
  }
}

export function paymentRows(table: Table): Payments {
  return {
    async payment(company, id) {
      const row = await table.get(paymentKey(company, id))
      return row && readPayment(row)
    },
    putPayment(payment, expectedVersion) {
      return table.put(rowOf(payment), conditionOf(expectedVersion))
    },
    async duePayments(before) {
      return readable(await table.pending('payment', before, SWEEP_LIMIT), readPayment)
    },
    async paymentSettings(company) {
      const row = await table.get(settingsKey(company))
      return row && readSettings(row)
    },
    putPaymentSettings(settings, expectedVersion) {
      return table.put(
        { ...settingsKey(settings.company), row: 'paymentSettings', ...settings },
        conditionOf(expectedVersion),
      )
    },
    async paymentNews(company) {
      const row = await table.get(newsKey(company))
      return row ? readNews(row) : {}
    },
    async notePaymentNews(company, news) {
      const told = Object.entries({ row: 'paymentNews', ...news }).filter(([, value]) => value !== undefined)
      await table.update(newsKey(company), {
        UpdateExpression: `SET ${told.map(([name]) => `#${name} = :${name}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(told.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: Object.fromEntries(told.map(([name, value]) => [`:${name}`, value])),
      })
    },
  }
}

export const paymentWrites: WritesOf<PaymentWrite> = {
  payment: {
    actions: ({ payment, expectedVersion }, table) => [put(table, rowOf(payment), versionIs(expectedVersion))],
  },
}
