import { createHash } from 'node:crypto'
import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { ATTEMPTS_BEFORE_PARKING, type Effect } from '../../../shared/domain/effects/effect.ts'
import { isSameRecipient } from '../../../shared/domain/effects/recipient.ts'
import { isPublished } from '../../../shared/domain/event/calendar-event.ts'
import { homeOf } from '../../../shared/domain/event/event-placement.ts'
import { type CalendarConnection, type CalendarLink, NO_PROBLEM } from '../../../shared/domain/sync/connection.ts'
import { bookingCopy, eventCopy } from '../../../shared/domain/sync/copies.ts'
import { fingerprint, type ProviderEvent, type RemoteEvent } from '../../../shared/domain/sync/provider-event.ts'
import { type CalendarAccount, RemoteChanged, RemoteRefused } from '../../ports/calendar-provider.ts'
import type { SyncJob } from '../../ports/job-queue.ts'
import { over, patiently } from '../attempt.ts'
import { changeConnection } from './change-connection.ts'
import type { SyncWorld } from './sync-world.ts'
import { withAccount } from './with-account.ts'

type PushJob = Extract<SyncJob, { job: 'push' }>

/**
 * So often a copy that changes at the provider at the same moment is tried; each is a call that the provider counts.
 */
const TRIES_ON_CHANGE = 3

export function hashOf(event: ProviderEvent): string {
  return createHash('sha256').update(fingerprint(event)).digest('hex')
}

/** What our side wants to stand there now; nothing when it should be gone. */
async function wanted(
  { store }: SyncWorld,
  { company, memberId, subjectId }: PushJob,
): Promise<{ kind: 'booking' | 'event'; version: number; copy?: ProviderEvent } | undefined> {
  const booking = await store.booking(company, subjectId)
  if (booking) {
    const member = await store.member(company, memberId)
    const stands = booking.status !== 'cancelled' && booking.hosts.includes(memberId)
    return {
      kind: 'booking',
      version: booking.version,
      ...(stands && { copy: bookingCopy(booking, member?.timeZone ?? 'UTC') }),
    }
  }
  const event = await store.event(company, subjectId)
  if (!event) return undefined
  const stands = isPublished(event) && homeOf(event) === memberId
  return { kind: 'event', version: event.version, ...(stands && { copy: eventCopy(event) }) }
}

/** Makes the provider's copy equal to ours, whatever state both are in; running it again changes nothing. */
export async function pushEvent(tools: SyncWorld, connection: CalendarConnection, job: PushJob): Promise<void> {
  const { store } = tools
  const recipient = { to: 'connection', memberId: job.memberId, connectionId: job.connectionId } as const
  const effects = (await store.effectsOf(job.company, job.subjectId)).filter(
    (one) =>
      one.effect === 'sync' &&
      isSameRecipient(one.recipient, recipient) &&
      (one.state === 'planned' || one.state === 'sending') &&
      one.version <= job.version,
  )
  const finish = async (state: Effect['state'], reason?: string) => {
    for (const effect of effects)
      await store.finish({
        ...effect,
        state,
        attempts: effect.attempts + 1,
        doneAt: tools.clock.now(),
        ...(reason && { reason }),
      })
  }
  if (connection.status !== 'active') return finish('skipped', `the connection is ${connection.status}`)
  const want = await wanted(tools, job)
  if (!want) return finish('skipped', 'the subject is gone')
  try {
    const done = await withAccount(tools, connection, async (account) => {
      await bringAbout(tools, account, connection, job.subjectId, want)
      return true
    })
    await finish(done ? 'sent' : 'skipped', done ? undefined : 'the connection needs to be renewed')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const isHopeless =
      error instanceof RemoteRefused || effects.some(({ attempts }) => attempts + 1 >= ATTEMPTS_BEFORE_PARKING)
    await finish(isHopeless ? 'parked' : 'planned', reason)
    if (!isHopeless) throw error
    const problemCode = error instanceof RemoteRefused ? 'eventRefused' : 'eventFailed'
    const parked = connection.parked + 1
    await changeConnection(tools, connection, { parked, ...NO_PROBLEM, problem: reason, problemCode })
  }
}

async function bringAbout(
  tools: SyncWorld,
  account: CalendarAccount,
  connection: CalendarConnection,
  subjectId: string,
  want: { kind: 'booking' | 'event'; version: number; copy?: ProviderEvent },
): Promise<void> {
  const { store } = tools
  const { company, id: connectionId } = connection
  const link = await store.linkBySubject(company, connectionId, subjectId)
  if (!want.copy) {
    if (!link) return
    await account.remove(link.remoteId)
    await store.removeLink(link)
    return
  }
  const agreed = (remote: RemoteEvent): CalendarLink => ({
    company,
    connectionId,
    subjectId,
    subjectKind: want.kind,
    remoteId: remote.remoteId,
    icalUid: remote.icalUid,
    etag: remote.etag,
    // The provider's own answer is the base: what it rewrote is no change of anybody's.
    baseHash: hashOf(remote),
    localVersion: want.version,
    state: 'linked',
    owner: link?.owner ?? 'almanac',
  })
  if (!link) return store.putLink(agreed(await account.insert(want.copy, subjectId, `${connectionId}/${subjectId}`)))
  if (hashOf(want.copy) === link.baseHash) return store.putLink({ ...link, localVersion: want.version })
  const remote = await updated(tools, account, link, want.copy)
  if (remote !== 'gone') return store.putLink(agreed(remote))
  // Deleted there while changed here: the change wins and makes it anew (sync rule 5).
  await store.removeLink(link)
  return store.putLink(
    agreed(await account.insert(want.copy, subjectId, `${connectionId}/${subjectId}/${want.version}`)),
  )
}

/** Writes our copy over whatever stands at the provider. @throws RemoteChanged when it does not hold still */
async function updated(
  tools: SyncWorld,
  account: CalendarAccount,
  { remoteId, etag: known }: CalendarLink,
  copy: ProviderEvent,
): Promise<RemoteEvent | 'gone'> {
  let etag = known
  const remote = await patiently<RemoteEvent | 'gone' | undefined>(tools, async ({ number }) => {
    if (number === TRIES_ON_CHANGE) return over(undefined)
    try {
      return over(await account.update(remoteId, etag, copy))
    } catch (error) {
      if (!(error instanceof RemoteChanged)) throw error
      const now = await account.get(remoteId)
      if (now !== 'gone') etag = now.etag
      return 'again'
    }
  })
  if (remote === undefined || isRefusal(remote)) throw new RemoteChanged(`${remoteId} keeps changing`)
  return remote
}
