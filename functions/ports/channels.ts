import type { Instant } from '../../shared/domain/time/time.ts'

/** Which connection a notification is about. */
export interface Channels {
  channel(
    channelId: string,
  ): Promise<{ company: string; memberId: string; connectionId: string; tokenHash: string } | undefined>
  putChannel(
    channelId: string,
    to: { company: string; memberId: string; connectionId: string; tokenHash: string },
    endsAt: Instant,
  ): Promise<void>
}
