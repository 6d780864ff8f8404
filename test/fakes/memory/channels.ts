import type { Channel, Channels } from '../../../functions/ports/channels.ts'
import { kept, type Shelves } from './shelves.ts'

export const channels = (shelves: Shelves): Channels => ({
  async channel(channelId) {
    return shelves.get<Channel>('channels', channelId)
  },
  async putChannel(channelId, to) {
    shelves.put('channels', channelId, { value: kept(to) })
  },
})
