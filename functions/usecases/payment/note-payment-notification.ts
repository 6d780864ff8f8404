import { type PaymentProviderName, paymentSealContext } from '../../../shared/domain/payment/payment-settings.ts'
import type { ChangeBus } from '../../ports/job-queue.ts'
import { noticeOfPayment } from './notice-of-payment.ts'
import type { PaymentAccountTools } from './payment-account.ts'

export type NotePaymentNotificationTools = PaymentAccountTools & { bus: ChangeBus }

/**
 * A notification has come. What it says is not believed, only that something happened: once its signature is found to
 * be of the company's own account, its payment is asked about. What is refused is noted where admins see it.
 */
export async function notePaymentNotification(
  tools: NotePaymentNotificationTools,
  company: string,
  { provider, body, signature }: { provider: PaymentProviderName; body: string; signature: string },
): Promise<'heard' | 'refused'> {
  const settings = await tools.store.paymentSettings(company)
  if (settings?.provider !== provider || !settings.webhook) return 'refused'
  const now = tools.clock.now()
  const secret = await tools.secrets.open(settings.webhook.sealedSecret, paymentSealContext(company, 'webhook'))
  const speaking = await tools.paymentProviders(provider)
  const read = await speaking.readNotification(body, signature, secret, now)
  if (read === 'forged') {
    await tools.store.notePaymentNews(company, { refusedAt: now, refusedBecause: 'signature' })
    return 'refused'
  }
  const { paymentId } = read
  const payment = paymentId === undefined ? undefined : await tools.store.payment(company, paymentId)
  if (payment) {
    const refused = await tools.bus.publish([noticeOfPayment({ ...payment, subjectId: payment.id })])
    if (refused.length > 0) throw new Error(`the bus did not take the news of payment ${payment.id}`)
  }
  // What others sell on the same account is none of ours, and no fault; one that names what we do not have is.
  const isUnknown = paymentId !== undefined && !payment
  await tools.store.notePaymentNews(company, {
    heardAt: now,
    ...(isUnknown && { refusedAt: now, refusedBecause: 'unknown' }),
  })
  return 'heard'
}
