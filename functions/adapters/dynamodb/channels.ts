import { z } from 'zod'
import { RENEW_BEFORE_END_MS } from '../../../shared/domain/sync/connection.ts'
import type { Channel, Channels } from '../../ports/channels.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import { type Table, ttl } from './table.ts'

const keyOf = (id: string): Key => ({ pk: `~channel#${id}`, sk: 'channel' })

const readChannel = readerOf<Channel>()(
  'channel',
  z.object({ company: z.string(), memberId: z.string(), connectionId: z.string(), tokenHash: z.string() }),
)

export function channels(table: Table): Channels {
  return {
    async channel(channelId) {
      const row = await table.get(keyOf(channelId))
      return row && readChannel(row)
    },
    async putChannel(channelId, to, endsAt) {
      await table.put({ ...keyOf(channelId), row: 'channel', ...to, expiresAt: ttl(endsAt + RENEW_BEFORE_END_MS) })
    },
  }
}
