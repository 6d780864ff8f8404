import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { Unavailable } from '../../../shared/domain/answers/unavailable.ts'
import { isAwaited, learnt, restOf } from '../../../shared/domain/payment/payment.ts'
import { isOfProvider } from '../../ports/payments.ts'
import { type SettlePaymentTools, settlePayment } from './settle-payment.ts'

/**
 * Sees to a payment because something was heard of it, or its moment has come. What the provider cannot say now is
 * asked again later.
 */
export async function seeToPayment(tools: SettlePaymentTools, company: string, paymentId: string): Promise<void> {
  try {
    const settled = await settlePayment(tools, company, paymentId)
    if (isRefusal(settled)) throw new Unavailable(`payment ${paymentId} cannot be settled now: ${settled.refusal}`)
  } catch (error) {
    if (!isOfProvider(error)) throw error
    const payment = await tools.store.payment(company, paymentId)
    const now = tools.clock.now()
    // One that nobody has to look at yet is looked at in its time.
    if (!payment || !isAwaited(payment) || payment.lookAt === undefined || payment.lookAt > now) return
    // Whoever writes it at this moment has heard of it, and says when to look again.
    void (await tools.store.putPayment(learnt(payment, { lookAt: restOf(payment, now) }, now), payment.version))
  }
}
