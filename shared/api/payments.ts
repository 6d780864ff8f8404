import { z } from 'zod'
import { says } from '../domain/answers/bad-input.ts'
import { currencies, leastMinor, MOST_MINOR, stepMinor } from '../domain/payment/money.ts'
import { paymentProviders } from '../domain/payment/payment-settings.ts'
import { code, instant } from './fields.ts'
import { route } from './route.ts'

/** A currency that prices can be in (ISO 4217). */
const currency = z.enum(currencies as [string, ...string[]]).meta({ example: 'EUR' })

/** A sum in the smallest unit of its currency. */
export const money = z.object({ amountMinor: z.int().min(0), currency: z.string() })

/** What one booking costs. */
export const price = z
  .object({
    amountMinor: z.int().min(1).max(MOST_MINOR).describe('In the smallest unit of the currency: 4000 is 40.00 EUR.'),
    currency,
  })
  .superRefine(({ amountMinor, currency: name }, context) => {
    const path = ['amountMinor']
    const minimum = leastMinor(name)
    const step = stepMinor(name)
    if (amountMinor < minimum) context.addIssue({ code: 'custom', path, message: says('tooSmall', { minimum }) })
    else if (amountMinor % step !== 0)
      context.addIssue({ code: 'custom', path, message: says('notMultiple', { step }) })
  })
  .nullable()
  .describe('What one booking costs, whatever its length and seats; it is paid before it is booked. null: nothing.')

/** What comes back to customers who cancel; where the host says no, or it was paid too late, all of it does. */
export const refundRule = z
  .object({
    percent: z.int().min(0).max(100),
    untilMinutesBefore: z.int().min(0).max(525_600),
  })
  .describe('So much of the price comes back to customers who cancel so long before the start; to later ones nothing.')

/** What has become of the money of a booking. */
export const paymentView = z
  .object({
    ...money.shape,
    state: z
      .enum(['open', 'underWay', 'paid', 'lapsed'])
      .describe(
        '`open`: to be paid; `underWay`: the provider is not sure yet; `lapsed`: not paid, and the time given back.',
      ),
    /** Until when the time is kept for whoever is to pay. */
    keptUntil: instant.optional(),
    paidAt: instant.optional(),
    receiptUrl: z.string().optional(),
    refundRule,
    /** What would come back if it were cancelled now. */
    refundNowMinor: z.int().optional(),
    refund: z
      .object({
        amountMinor: z.int(),
        cause: z
          .enum(['cancelled', 'declined', 'late', 'mismatch'])
          .describe('`late`: paid when the time was gone; `mismatch`: what was paid is not what was asked.'),
        state: z.enum(['due', 'underWay', 'done', 'failed']),
      })
      .optional(),
    /** The provider could not be asked just now: this is what was known before. */
    isFromBefore: z.boolean().optional(),
  })
  .meta({ id: 'Payment' })
export type PaymentView = z.infer<typeof paymentView>

const provider = z.enum(paymentProviders)

const paymentSettings = z
  .object({
    provider,
    isOn: z.boolean(),
    /** Whether a key is kept; the key itself is never given out. */
    hasKey: z.boolean(),
    /** The last letters of the key. */
    keyEnd: z.string().optional(),
    /** Whether money moves; else all of it is a rehearsal. */
    isLive: z.boolean().optional(),
    savedAt: instant.optional(),
    /** Whether the provider tells of payments by itself; else it is asked when customers come back, and by and by. */
    isNotified: z.boolean(),
    /** Why not; or where else it tells of them. */
    webhookProblem: z.string().optional(),
    webhookElsewhere: z.string().optional(),
    heardAt: instant.optional(),
    refused: z.object({ at: instant, because: z.enum(['signature', 'unknown']) }).optional(),
    failed: z.object({ at: instant, because: z.string() }).optional(),
  })
  .meta({ id: 'PaymentSettings' })
export type PaymentSettingsView = z.infer<typeof paymentSettings>

export const getPaymentSettings = route({
  name: 'getPaymentSettings',
  door: 'app',
  method: 'GET',
  path: '/api/settings/payments',
  summary: 'How customers pay, and what was heard of the provider.',
  caller: 'admin',
  answers: { 200: paymentSettings },
})

export const savePaymentSettings = route({
  name: 'savePaymentSettings',
  door: 'app',
  method: 'PUT',
  path: '/api/settings/payments',
  summary:
    'Say how customers pay. A key is tried and kept sealed, and notifications are registered with it; one that is left out stays as it is.',
  caller: 'admin',
  body: z.object({
    provider: provider.default('stripe'),
    isOn: z.boolean(),
    secretKey: code(255).min(1, says('empty')).optional(),
  }),
  answers: { 200: paymentSettings },
  refusals: ['Changed', 'NotConfigured'],
})
