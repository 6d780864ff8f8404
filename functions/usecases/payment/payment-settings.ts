import { BadInput, inputFault } from '../../../shared/domain/answers/bad-input.ts'
import { type Refusal, refuse } from '../../../shared/domain/answers/refusal.ts'
import { Unavailable } from '../../../shared/domain/answers/unavailable.ts'
import {
  type PaymentNews,
  type PaymentProviderName,
  type PaymentSettings,
  paymentSealContext,
} from '../../../shared/domain/payment/payment-settings.ts'
import type { PaymentAccount } from '../../ports/payments.ts'
import { isOfProvider } from '../../ports/payments.ts'
import { accountOf, type PaymentAccountTools } from './payment-account.ts'

export type PaymentSettingsTools = PaymentAccountTools & { publicAddress: string }

/** How payments are taken, as admins see it. */
export interface PaymentState {
  settings: PaymentSettings | undefined
  news: PaymentNews
}

export async function readPaymentState(
  { store }: Pick<PaymentSettingsTools, 'store'>,
  company: string,
): Promise<PaymentState> {
  const [settings, news] = await Promise.all([store.paymentSettings(company), store.paymentNews(company)])
  return { settings, news }
}

export interface AskedSettings {
  provider: PaymentProviderName
  isOn: boolean
  secretKey?: string | undefined
}

/**
 * Saves how payments are taken. A new key is tried with all that it will be used for, and has the provider send its
 * notifications to us; what it is not fit for is a fault at its field, and nothing is saved.
 * @throws BadInput for a key that the provider does not take
 */
export async function savePaymentSettings(
  tools: PaymentSettingsTools,
  company: string,
  { provider, isOn, secretKey }: AskedSettings,
): Promise<PaymentState | Refusal> {
  const former = await tools.store.paymentSettings(company)
  const now = tools.clock.now()
  if (secretKey === undefined && !former) throw new BadInput(inputFault('secretKey', 'missing'))
  const kept: PaymentSettings = { ...former!, provider, isOn, version: (former?.version ?? 0) + 1, savedAt: now }
  const next =
    secretKey !== undefined
      ? { ...kept, ...(await withKey(tools, company, provider, secretKey)) }
      : isReached(tools, kept)
        ? kept
        : await reachedAgain(tools, kept)
  if (!(await tools.store.putPaymentSettings(next, former?.version ?? 0))) return refuse('Changed')
  // The key of before may be of another account: what it has registered is taken away with it.
  if (former?.webhook && former.webhook.id !== next.webhook?.id) await removeFormer(tools, former)
  return readPaymentState(tools, company)
}

const addressFor = ({ publicAddress }: Pick<PaymentSettingsTools, 'publicAddress'>, company: string, name: string) =>
  `${publicAddress}/api/webhooks/${name}?company=${company}`

/** Whether the provider's notifications come to where we are now. */
export const isReached = (
  tools: Pick<PaymentSettingsTools, 'publicAddress'>,
  { company, provider, webhook }: PaymentSettings,
): boolean => webhook?.address === addressFor(tools, company, provider)

/** The same key once more, from where we are now. */
async function reachedAgain(tools: PaymentSettingsTools, kept: PaymentSettings): Promise<PaymentSettings> {
  const { webhook: _elsewhere, webhookProblem: _former, ...rest } = kept
  try {
    return { ...rest, ...(await notified(tools, kept.company, kept.provider, await accountOf(tools, kept))) }
  } catch (error) {
    if (!isOfProvider(error)) throw error
    return { ...rest, webhookProblem: error.message }
  }
}

/** A key that works, sealed, with the notifications that it has registered. */
async function withKey(
  tools: PaymentSettingsTools,
  company: string,
  name: PaymentProviderName,
  secretKey: string,
): Promise<Omit<PaymentSettings, 'provider' | 'isOn' | 'version' | 'savedAt'>> {
  const provider = await tools.paymentProviders(name)
  try {
    const account = provider.open(secretKey)
    const { isLive } = await account.inspect()
    return {
      company,
      isLive,
      keyEnd: secretKey.slice(-4),
      sealedKey: await tools.secrets.seal(secretKey, paymentSealContext(company, 'key')),
      ...(await notified(tools, company, name, account)),
    }
  } catch (error) {
    if (!isOfProvider(error)) throw error
    if (error.name === 'PaymentsUnavailable') throw new Unavailable(error.message, { cause: error })
    throw new BadInput(inputFault('secretKey', 'keyRefused', { why: error.message }))
  }
}

/** Has notifications sent to us. Where the provider does not reach us, it is asked instead, by and by. */
async function notified(
  tools: PaymentSettingsTools,
  company: string,
  name: PaymentProviderName,
  account: PaymentAccount,
): Promise<Pick<PaymentSettings, 'webhook' | 'webhookProblem'>> {
  try {
    const address = addressFor(tools, company, name)
    const { id, secret } = await account.registerWebhook(address)
    const sealedSecret = await tools.secrets.seal(secret, paymentSealContext(company, 'webhook'))
    return { webhook: { id, sealedSecret, address } }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'PaymentRefused') throw error
    return { webhookProblem: error.message }
  }
}

async function removeFormer(tools: PaymentSettingsTools, former: PaymentSettings): Promise<void> {
  try {
    const account = await accountOf(tools, former)
    await account.removeWebhook(former.webhook!.id)
  } catch (error) {
    // A key that was taken back can take nothing away: what it registered is refused by its signature.
    if (!isOfProvider(error)) throw error
  }
}
