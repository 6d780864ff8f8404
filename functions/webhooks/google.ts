import { openWebhook } from '../middleware/webhook.ts'
import { noteNotification } from '../usecases/sync/note-notification.ts'
import { webhookTools } from '../wiring/webhooks.ts'

const tools = webhookTools()

/** Google's push: everything is in the headers, the body is empty (Calendar API, push notifications). */
export const handler = openWebhook(tools.originSecret, async ({ headers }) => {
  const channelId = headers['x-goog-channel-id'] ?? ''
  const token = headers['x-goog-channel-token'] ?? ''
  // The first message only says that the channel stands.
  if (/^[0-9a-v]{16}$/.test(channelId) && headers['x-goog-resource-state'] !== 'sync')
    await noteNotification(tools, channelId, token)
  return { statusCode: 200 }
})
