import { openWebhook } from '../middleware/webhook.ts'
import { noteNotification } from '../usecases/sync/note-notification.ts'
import { webhookTools } from '../wiring/webhooks.ts'

const tools = webhookTools()
const MOST_ITEMS = 100

function itemsOf(body: string | undefined, isBase64: boolean): { clientState?: unknown }[] {
  try {
    const parsed = JSON.parse(isBase64 ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '')) as {
      value?: unknown
    }
    return Array.isArray(parsed.value) ? parsed.value.slice(0, MOST_ITEMS) : []
  } catch {
    return []
  }
}

/**
 * Graph's change notifications. The handshake is answered at once with the very token, as text that no browser takes for
 * a page; each item carries the client state, which alone proves it ours.
 */
export const handler = openWebhook(tools.originSecret, async ({ queryStringParameters, body, isBase64Encoded }) => {
  const validation = queryStringParameters?.['validationToken']
  if (validation !== undefined)
    return {
      statusCode: 200,
      headers: { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' },
      body: validation,
    }
  const channelId = queryStringParameters?.['channel'] ?? ''
  if (/^[0-9a-v]{16}$/.test(channelId)) {
    const states = new Set(itemsOf(body, isBase64Encoded).map(({ clientState }) => String(clientState ?? '')))
    for (const state of states) await noteNotification(tools, channelId, state)
  }
  return { statusCode: 202 }
})
