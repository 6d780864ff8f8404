import { RENEW_BEFORE_END_MS } from '../../../shared/domain/sync/connection.ts'
import type { Channels } from '../../ports/channels.ts'
import { keys } from './keys.ts'
import { bare, type Table, ttl } from './table.ts'

export function channels(table: Table): Channels {
  return {
    async channel(channelId) {
      const row = await table.get(keys.channel(channelId))
      return row && bare(row)
    },
    async putChannel(channelId, to, endsAt) {
      await table.put({
        ...keys.channel(channelId),
        row: 'channel',
        ...to,
        expiresAt: ttl(endsAt + RENEW_BEFORE_END_MS),
      })
    },
  }
}
