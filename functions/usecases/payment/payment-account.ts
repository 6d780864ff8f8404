import { type PaymentSettings, paymentSealContext } from '../../../shared/domain/payment/payment-settings.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Payments } from '../../ports/payment-rows.ts'
import { isOfProvider, type PaymentAccount, type PaymentProviders, PaymentsUnavailable } from '../../ports/payments.ts'
import type { Secrets } from '../../ports/secrets.ts'

/** What it takes to speak to a company's payment provider. */
export interface PaymentAccountTools {
  store: Payments
  secrets: Secrets
  clock: Clock
  paymentProviders: PaymentProviders
}

/**
 * Speaks to the provider with the key of a company. Also where taking payments is off: what was paid must be seen to.
 */
export async function accountOf(tools: PaymentAccountTools, settings: PaymentSettings): Promise<PaymentAccount> {
  const provider = await tools.paymentProviders(settings.provider)
  return provider.open(await tools.secrets.open(settings.sealedKey, paymentSealContext(settings.company, 'key')))
}

/**
 * Does something at a company's provider; what it does not do is noted where admins see it.
 * @throws what the provider throws
 */
export async function atProvider<T>(
  tools: PaymentAccountTools,
  company: string,
  act: (account: PaymentAccount) => Promise<T>,
): Promise<T> {
  const settings = await tools.store.paymentSettings(company)
  if (!settings) throw new PaymentsUnavailable('no payment provider is set up')
  try {
    return await act(await accountOf(tools, settings))
  } catch (error) {
    if (isOfProvider(error))
      await tools.store
        .notePaymentNews(company, { failedAt: tools.clock.now(), failedBecause: error.message })
        .catch(() => undefined)
    throw error
  }
}
