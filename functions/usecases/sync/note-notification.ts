import { timingSafeEqual } from 'node:crypto'
import type { SyncQueue } from '../../ports/job-queue.ts'
import type { Repositories } from '../../ports/repositories.ts'
import { hashToken } from '../people/session.ts'

/** A notification only marks its connection and enqueues a pull; a forged or unknown one does nothing (sync rule 9). */
export async function noteNotification(
  tools: { store: Repositories; syncQueue: SyncQueue },
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
