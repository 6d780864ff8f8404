import { timingSafeEqual } from 'node:crypto'
import type { Channels } from '../../ports/channels.ts'
import type { Connections } from '../../ports/connections.ts'
import type { SyncQueue } from '../../ports/job-queue.ts'
import { hashToken } from '../people/session.ts'

/** The repositories that it uses. */
export type NoteNotificationStore = Channels & Connections

/** A notification only marks its connection and enqueues a pull; a forged or unknown one does nothing (sync rule 9). */
export async function noteNotification(
  tools: { store: NoteNotificationStore; syncQueue: SyncQueue },
  channelId: string,
  token: string,
): Promise<'noted' | 'ignored'> {
  const channel = await tools.store.channel(channelId)
  if (!channel || !timingSafeEqual(Buffer.from(hashToken(token)), Buffer.from(channel.tokenHash))) return 'ignored'
  const { company, memberId, connectionId } = channel
  await tools.store.markDirty(company, memberId, connectionId)
  await tools.syncQueue.send({ job: 'pull', company, memberId, connectionId })
  return 'noted'
}
