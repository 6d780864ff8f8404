import type { Instant } from '../../shared/domain/time/time.ts'

/** Where a provider's notifications of one channel lead, and what they must bring. */
export interface Channel {
  company: string
  memberId: string
  connectionId: string
  tokenHash: string
}

/** Which connection a notification is about. */
export interface Channels {
  channel(channelId: string): Promise<Channel | undefined>
  putChannel(channelId: string, to: Channel, endsAt: Instant): Promise<void>
}
