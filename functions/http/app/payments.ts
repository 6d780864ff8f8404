import type { PaymentSettingsView } from '../../../shared/api/payments.ts'
import * as api from '../../../shared/api/payments.ts'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { formatInstant } from '../../../shared/domain/time/time.ts'
import {
  isReached,
  type PaymentState,
  readPaymentState,
  savePaymentSettings,
} from '../../usecases/payment/payment-settings.ts'
import { type AppWorld, appEndpoints } from './app-door.ts'

/** How payments are taken, without what must stay sealed. */
function settingsView(door: AppWorld, { settings, news }: PaymentState): PaymentSettingsView {
  const isNotified = settings !== undefined && isReached(door, settings)
  const { heardAt, refusedAt, refusedBecause, failedAt, failedBecause } = news
  return {
    provider: settings?.provider ?? 'stripe',
    isOn: settings?.isOn ?? false,
    hasKey: settings !== undefined,
    ...(settings && {
      keyEnd: settings.keyEnd,
      isLive: settings.isLive,
      savedAt: formatInstant(settings.savedAt),
      webhookProblem: settings.webhookProblem,
    }),
    isNotified,
    ...(settings?.webhook && !isNotified && { webhookElsewhere: settings.webhook.address }),
    ...(heardAt !== undefined && { heardAt: formatInstant(heardAt) }),
    ...(refusedAt !== undefined && {
      refused: { at: formatInstant(refusedAt), because: refusedBecause ?? 'signature' },
    }),
    ...(failedAt !== undefined && { failed: { at: formatInstant(failedAt), because: failedBecause ?? '' } }),
  }
}

export const paymentEndpoints = appEndpoints(api, {
  async getPaymentSettings({ member, door }) {
    return { body: settingsView(door, await readPaymentState(door, member.company)) }
  },
  async savePaymentSettings({ member, body, door }) {
    const saved = await savePaymentSettings(door, member.company, body)
    return isRefusal(saved) ? saved : { body: settingsView(door, saved) }
  },
})
