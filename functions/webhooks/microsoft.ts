import { graphAddress, graphHandshake, graphNotifications } from '../../shared/api/notifications.ts'
import { jsonOf, openWebhook } from '../middleware/webhook.ts'
import { noteNotification } from '../usecases/sync/note-notification.ts'
import { webhookTools } from '../wiring/webhooks.ts'

const tools = webhookTools()

/**
 * Graph's change notifications. The handshake is answered at once with the very token, as text that no browser takes
 * for a page; of the rest it only wants to hear that it came.
 */
export const handler = openWebhook(tools.originSecret, async (request) => {
  const query = request.queryStringParameters ?? {}
  const handshake = graphHandshake.safeParse(query).data
  if (handshake)
    return {
      statusCode: 200,
      headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' },
      body: handshake.validationToken,
    }
  const address = graphAddress.safeParse(query).data
  const states = address ? graphNotifications.parse(jsonOf(request)).map(({ clientState }) => clientState) : []
  for (const state of new Set(states)) await noteNotification(tools, address!.channel, state)
  return { statusCode: 202 }
})
