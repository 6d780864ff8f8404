import type { Change } from '../../../shared/domain/change.ts'
import type { Effect, EffectKind } from '../../../shared/domain/effect.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChangeBus, ChangeNotice, SyncQueue } from '../../ports/job-queue.ts'
import type { Store } from '../../ports/store.ts'
import { holdersOf } from '../calendar/event-ledger.ts'
import { effectsOf } from './effects-of.ts'

export interface PublishTools {
  store: Store
  clock: Clock
  bus: ChangeBus
  syncQueue: SyncQueue
}

async function plannedEffects({ store }: PublishTools, change: Change): Promise<Effect[]> {
  const booking = change.subjectKind === 'booking' ? await store.booking(change.company, change.subjectId) : undefined
  const event = change.subjectKind === 'event' ? await store.event(change.company, change.subjectId) : undefined
  // Only the organizer's calendar gets an event (sync rule 14); a booking stands in the calendar of each host.
  const people = booking ? [...booking.hosts, ...(change.formerHosts ?? [])] : event ? holdersOf(event).slice(0, 1) : []
  const connections = (await Promise.all(people.map((id) => store.connectionsOf(change.company, id)))).flat()
  return effectsOf(
    change,
    booking,
    connections.filter((one) => one.status !== 'planning'),
  )
}

export function syncJobOf(effect: Effect) {
  const [memberId = '', connectionId = ''] = effect.recipient.split('/')
  return {
    job: 'push' as const,
    company: effect.company,
    memberId,
    connectionId,
    subjectId: effect.subjectId,
    version: effect.version,
  }
}

/** Enqueues the sync jobs of effects behind whatever else their connections have to do. */
export async function sendSyncJobs(syncQueue: SyncQueue, effects: Effect[], round = 0): Promise<void> {
  for (const effect of effects) {
    const job = syncJobOf(effect)
    await syncQueue.send(job, { dedup: `push#${job.connectionId}#${job.subjectId}#${job.version}#${round}` })
  }
}

/**
 * Publishes one change: an effect row for each thing to do, the notice on the bus, sync jobs to their queue, and only when
 * all of that is safe the mark goes. Repeating it is dull: rows are written once, workers look at the rows.
 */
export async function publishChange(tools: PublishTools, change: Change): Promise<void> {
  const effects = await plannedEffects(tools, change)
  for (const effect of effects) await tools.store.plan(effect)
  const kinds = [...new Set(effects.map(({ effect }) => effect))] as EffectKind[]
  if (kinds.length > 0) {
    const { company, subjectKind, subjectId, version, kind, origin } = change
    const notice: ChangeNotice = { company, subjectKind, subjectId, version, kind, origin, effects: kinds }
    const refused = await tools.bus.publish([notice])
    if (refused.length > 0) throw new Error(`the bus did not take the change ${subjectId} ${version}`)
    await sendSyncJobs(
      tools.syncQueue,
      effects.filter(({ effect }) => effect === 'sync'),
    )
  }
  await tools.store.unmark(change)
}
