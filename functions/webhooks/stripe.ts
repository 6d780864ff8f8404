import { stripeAddress, stripeSignature } from '../../shared/api/notifications.ts'
import { openWebhook, textOf } from '../middleware/webhook.ts'
import { notePaymentNotification } from '../usecases/payment/note-payment-notification.ts'
import { paymentWebhookTools } from '../wiring/payments.ts'

const tools = paymentWebhookTools()

/**
 * Stripe's notifications, each to the company whose address it was sent to; one that nobody with the company's secret
 * sent is refused.
 */
export const handler = openWebhook(tools.originSecret, async (request) => {
  const address = stripeAddress.safeParse(request.queryStringParameters ?? {}).data
  const signature = stripeSignature.safeParse(request.headers).data?.['stripe-signature']
  if (!address || signature === undefined) return { statusCode: 400 }
  const notification = { provider: 'stripe' as const, body: textOf(request), signature }
  const heard = await notePaymentNotification(tools, address.company, notification)
  return { statusCode: heard === 'heard' ? 200 : 400 }
})
