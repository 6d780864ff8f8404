import { googlePush } from '../../shared/api/notifications.ts'
import { openWebhook } from '../middleware/webhook.ts'
import { noteNotification } from '../usecases/sync/note-notification.ts'
import { webhookTools } from '../wiring/webhooks.ts'

const tools = webhookTools()

/** Google's push; the first message only says that the channel stands. */
export const handler = openWebhook(tools.originSecret, async ({ headers }) => {
  const push = googlePush.safeParse(headers).data
  if (push && push['x-goog-resource-state'] !== 'sync')
    await noteNotification(tools, push['x-goog-channel-id'], push['x-goog-channel-token'])
  return { statusCode: 200 }
})
