import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import type { CalendarEvent } from '../../../shared/domain/event/calendar-event.ts'
import { calendarProviders, notificationPath } from '../../../shared/domain/event/calendar-providers.ts'
import { deleted } from '../../../shared/domain/event/deleted.ts'
import { zoneOfHolder } from '../../../shared/domain/event/people-at.ts'
import { repliesAfter } from '../../../shared/domain/invitation/replies-after.ts'
import type { Member } from '../../../shared/domain/people/member.ts'
import {
  type CalendarConnection,
  type CalendarLink,
  type ConnectionProblem,
  NO_PROBLEM,
  RENEW_BEFORE_END_MS,
} from '../../../shared/domain/sync/connection.ts'
import type { RemoteChange, RemoteEvent } from '../../../shared/domain/sync/provider-event.ts'
import { adopted, linkTo, merged, withException } from '../../../shared/domain/sync/taken-in.ts'
import { DAY_MS } from '../../../shared/domain/time/units.ts'
import { calendarLinkWrite } from '../../ports/calendar-links.ts'
import { type CalendarAccount, CursorExpired } from '../../ports/calendar-provider.ts'
import { cancelBooking } from '../booking/cancel-booking.ts'
import { moveBookingAsHost } from '../booking/move-booking.ts'
import { saveEvents } from '../event/save-event.ts'
import { saveAndTell } from '../event/tell-of-event.ts'
import { hashToken } from '../people/session.ts'
import { changeConnection } from './change-connection.ts'
import { tellKnownUntil } from './known-until.ts'
import { hashOf } from './push-event.ts'
import type { SyncWorld } from './sync-world.ts'
import { withAccount } from './with-account.ts'

/** A listing's window is fixed for its life: with less than a year ahead it is listed anew. */
const RENEW_WINDOW_BEFORE_END_MS = 365 * DAY_MS
/**
 * Of a full listing, more than this share of the links missing looks like a fault of the listing: nothing is deleted.
 */
const MOST_MISSING_SHARE = 0.5
const MISSING_THAT_MAY_BE = 10

interface Round {
  tools: SyncWorld
  account: CalendarAccount
  connection: CalendarConnection
  member: Member
}

/** Brings the provider's changes home: page by page, the cursor only after the last, again if notified meanwhile. */
export async function pullCalendar(tools: SyncWorld, connection: CalendarConnection): Promise<void> {
  if (connection.status !== 'active') return
  const member = await tools.store.member(connection.company, connection.memberId)
  if (!member) return
  const done = await withAccount(tools, connection, async (account) => {
    const round: Round = { tools, account, connection, member }
    const now = tools.clock.now()
    const isEnding = connection.knownUntil !== undefined && connection.knownUntil < now + RENEW_WINDOW_BEFORE_END_MS
    let listed: Listed
    try {
      listed = isEnding ? await startOver(round) : await applyAll(round, connection.cursor)
    } catch (error) {
      if (!(error instanceof CursorExpired)) throw error
      listed = await startOver(round)
    }
    const { cursor, knownUntil = connection.knownUntil, problem = NO_PROBLEM } = listed
    await changeConnection(tools, connection, { cursor, knownUntil, lastPulledAt: now, ...problem })
    if (knownUntil !== connection.knownUntil) await tellKnownUntil(tools, connection.company, connection.memberId)
    await keepWatching(round)
    return true
  })
  if (!done) return
  const { company, memberId, id } = connection
  const now = await tools.store.connection(company, memberId, id)
  // A notification that came during the pull may be about something that the pages no longer showed.
  if (now && now.dirty !== connection.dirty)
    await tools.syncQueue.send({ job: 'pull', company, memberId, connectionId: id })
}

/**
 * What a listing leaves: from where to go on, how far ahead it looked where it began anew, and what seemed wrong with
 * it.
 */
interface Listed {
  cursor?: string | undefined
  knownUntil?: number | undefined
  problem?: Required<ConnectionProblem>
}

async function applyAll(round: Round, from: string | undefined, seen?: Set<string>): Promise<Listed> {
  let cursor: string | undefined
  let knownUntil: number | undefined
  for await (const page of round.account.changes(from, round.tools.clock.now())) {
    for (const change of page.changes) {
      seen?.add(change.kind === 'present' ? change.event.remoteId : change.remoteId)
      await apply(round, change)
    }
    cursor = page.cursor ?? cursor
    knownUntil = page.knownUntil ?? knownUntil
  }
  return { cursor, knownUntil }
}

/**
 * After a lost cursor: a full listing, then whatever is linked but was not listed is asked for one by one (sync rule
 * 10).
 */
async function startOver(round: Round): Promise<Listed> {
  const { tools, account, connection } = round
  const seen = new Set<string>()
  const listed = await applyAll(round, undefined, seen)
  const links = await tools.store.links(connection.company, connection.id)
  const missing = links.filter((link) => !seen.has(link.remoteId))
  const gone: CalendarLink[] = []
  for (const link of missing) if ((await account.get(link.remoteId)) === 'gone') gone.push(link)
  if (gone.length > MISSING_THAT_MAY_BE && gone.length > links.length * MOST_MISSING_SHARE) {
    const problemData = { missing: gone.length, of: links.length }
    const problem = `${problemData.missing} of ${problemData.of} events are missing at the provider; none was deleted here.`
    return { ...listed, problem: { problem, problemCode: 'eventsMissing', problemData } }
  }
  for (const link of gone) await apply(round, { kind: 'gone', remoteId: link.remoteId })
  return listed
}

async function apply(round: Round, change: RemoteChange): Promise<void> {
  const { tools, connection } = round
  const exceptionOf = change.kind === 'present' ? change.event.exceptionOf : change.exceptionOf
  if (exceptionOf) return applyException(round, exceptionOf, change)
  const remoteId = change.kind === 'present' ? change.event.remoteId : change.remoteId
  const link = await tools.store.linkByRemote(connection.company, connection.id, remoteId)
  if (change.kind === 'gone') return link && applyGone(round, link)
  const { event } = change
  if (link) {
    // Our own write coming back, or a change that says nothing new.
    if (event.etag === link.etag) return undefined
    if (hashOf(event) === link.baseHash) return tools.store.putLink({ ...link, etag: event.etag })
    return applyChanged(round, link, event)
  }
  if (event.subjectId) return adoptOwn(round, event, event.subjectId)
  return adopt(round, event)
}

const originOf = ({ connection }: Round) => `connection:${connection.id}` as const

/** Deleted there: a booking is cancelled, an event deleted; the customer hears of it once. */
async function applyGone(round: Round, link: CalendarLink): Promise<void> {
  const { tools, member } = round
  const { company, subjectId } = link
  if (link.subjectKind === 'booking') {
    const cancelled = await cancelBooking(tools, company, subjectId, originOf(round))
    if (isRefusal(cancelled) && cancelled.refusal === 'Busy')
      throw new Error(`booking ${subjectId} could not be cancelled now`)
  } else {
    const event = await tools.store.event(company, subjectId)
    const now = tools.clock.now()
    if (event && !event.isDeleted && event.organizerId === member.id)
      await save(round, event, { ...deleted(event, now), deletion: { at: now, by: member.id } }, 'deleted')
  }
  await tools.store.removeLink(link)
}

/**
 * What somebody did in their calendar there; of what is ours, those whom it concerns hear from us, for nobody else
 * mails them.
 */
async function save(
  round: Round,
  before: CalendarEvent,
  after: CalendarEvent,
  kind: 'changed' | 'deleted',
): Promise<void> {
  const { tools, member } = round
  const members = await tools.store.members(after.company)
  const timeZone = zoneOfHolder(members, before) ?? member.timeZone
  const isOurs = before.source.kind === 'almanac'
  const asked = isOurs ? repliesAfter(before, after, member.id, tools.clock.now(), timeZone) : after
  const saved = await saveAndTell(tools, members, [{ before, after: asked, kind }], member, {}, originOf(round))
  if (isRefusal(saved)) throw new Error(`event ${after.id} could not be saved: ${saved.refusal}`)
}

/**
 * Changed there. What was changed here as well and not yet sent is about to be sent: ours wins, theirs is overwritten.
 */
async function applyChanged(round: Round, link: CalendarLink, remote: RemoteEvent): Promise<void> {
  const { tools } = round
  const { company, subjectId } = link
  const agreed = { ...link, etag: remote.etag, baseHash: hashOf(remote) }
  if (link.subjectKind === 'booking') {
    const booking = await tools.store.booking(company, subjectId)
    if (!booking || booking.version > link.localVersion) return
    const { times } = remote
    if (times.kind !== 'timed' || times.startsAt === booking.startsAt) return tools.store.putLink(agreed)
    const moved = await moveBookingAsHost(tools, company, subjectId, times.startsAt, originOf(round), true)
    if (isRefusal(moved)) {
      if (moved.refusal === 'Busy') throw new Error(`booking ${subjectId} could not be moved now`)
      // Not possible here (a shared room is taken): our time goes back to the calendar.
      await tools.store.putLink(agreed)
      await tools.syncQueue.send({
        job: 'push',
        company,
        memberId: round.member.id,
        connectionId: round.connection.id,
        subjectId,
        version: booking.version,
      })
      return
    }
    return tools.store.putLink({ ...agreed, localVersion: moved.version })
  }
  const event = await tools.store.event(company, subjectId)
  if (!event || event.isDeleted || event.version > link.localVersion) return
  const next = merged(event, remote, tools.clock.now())
  await save(round, event, next, 'changed')
  await tools.store.putLink({ ...agreed, localVersion: next.version })
}

/** A copy that we made, whose answer or link was lost: linked again, not adopted as a stranger. */
async function adoptOwn(round: Round, remote: RemoteEvent, subjectId: string): Promise<void> {
  const { tools, connection } = round
  const [booking, event] = await Promise.all([
    tools.store.booking(connection.company, subjectId),
    tools.store.event(connection.company, subjectId),
  ])
  const subject = booking ?? event
  if (!subject) return
  const subjectKind = booking ? 'booking' : 'event'
  const ours = { subjectId, subjectKind, localVersion: subject.version, owner: 'almanac' } as const
  await tools.store.putLink(linkTo(remote, connection, ours, hashOf(remote)))
}

/** The id of an adopted event is made from where it came from: adopting it twice finds it there. */
function idOf({ connection }: Round, remoteId: string): string {
  return hashToken(`${connection.id}/${remoteId}`).slice(0, 20)
}

/** An event that was made there becomes one here, with its claims: facts, written without asking (D2). */
async function adopt(round: Round, remote: RemoteEvent): Promise<void> {
  const { tools, connection, member } = round
  const id = idOf(round, remote.remoteId)
  const now = tools.clock.now()
  const before = await tools.store.event(connection.company, id)
  const event = adopted(id, remote, connection, before, now)
  const ours = { subjectId: id, subjectKind: 'event', localVersion: event.version, owner: 'provider' } as const
  const link = linkTo(remote, connection, ours, hashOf(remote))
  const saved = await saveEvents(
    tools,
    [member],
    [{ ...(before && { before }), after: event, kind: before ? 'changed' : 'created' }],
    originOf(round),
    { also: [calendarLinkWrite(link)] },
  )
  if (isRefusal(saved)) throw new Error(`event ${id} could not be adopted: ${saved.refusal}`)
}

/** One occurrence other than its series, or cancelled. */
async function applyException(
  round: Round,
  { remoteId, originalStart }: { remoteId: string; originalStart: string },
  change: RemoteChange,
): Promise<void> {
  const { tools, connection } = round
  const link = await tools.store.linkByRemote(connection.company, connection.id, remoteId)
  const event = link && (await tools.store.event(connection.company, link.subjectId))
  if (!link || !event || event.isDeleted) return
  const after = withException(event, originalStart, change, tools.clock.now())
  if (!after) return
  await save(round, event, after, 'changed')
  await tools.store.putLink({ ...link, localVersion: after.version })
}

/**
 * Watches the calendar, and watches it anew before the watch ends; the channel is known here before the provider calls
 * it.
 */
async function keepWatching({ tools, account, connection }: Round): Promise<void> {
  const { company, memberId, id, provider, watch } = connection
  const { longestWatchMs, tellsChannelByAddress } = calendarProviders[provider]
  const now = tools.clock.now()
  if (watch && watch.endsAt - now > RENEW_BEFORE_END_MS) return
  const channelId = tools.random.id()
  const token = tools.random.secret()
  await tools.store.putChannel(
    channelId,
    { company, memberId, connectionId: id, tokenHash: hashToken(token) },
    now + longestWatchMs,
  )
  const query = tellsChannelByAddress ? `?channel=${channelId}` : ''
  const address = `${tools.publicAddress}${notificationPath(provider)}${query}`
  const { resourceId, endsAt } = await account.watch({ channelId, token, address, now })
  await changeConnection(tools, connection, {
    watch: { channelId, ...(resourceId !== undefined && { resourceId }), endsAt },
  })
  if (watch) await account.stopWatch(watch.channelId, watch.resourceId)
}
