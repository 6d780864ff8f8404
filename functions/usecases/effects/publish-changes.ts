import { calendarToday } from '../../../shared/domain/calendar/calendar-rights.ts'
import type { Change } from '../../../shared/domain/changes/change.ts'
import type { Effect } from '../../../shared/domain/effects/effect.ts'
import { effectsOf } from '../../../shared/domain/effects/effects-of.ts'
import { waitsSince } from '../../../shared/domain/effects/quiet.ts'
import { standsUnder } from '../../../shared/domain/event/event-placement.ts'
import { SECOND_MS } from '../../../shared/domain/time/units.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Calendars } from '../../ports/calendars.ts'
import type { Changes } from '../../ports/changes.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Connections } from '../../ports/connections.ts'
import type { Effects } from '../../ports/effects.ts'
import type { Events } from '../../ports/events.ts'
import type { HeardOfEvents } from '../../ports/heard-of-events.ts'
import type { ChangeBus, ChangeNotice, SyncJob, SyncQueue } from '../../ports/job-queue.ts'
import type { Payments } from '../../ports/payment-rows.ts'
import type { Randomness } from '../../ports/randomness.ts'
import type { Revisions } from '../../ports/revisions.ts'
import { type OfferFreedPlacesStore, offerWhatWasFreed } from '../booking/offer-freed-places.ts'
import { type FanOutEventStore, fanOutEvent } from '../event/fan-out-event.ts'
import { mails } from '../mail/mails.ts'
import { noticeOfPayment } from '../payment/notice-of-payment.ts'
import { type OpenOpportunityStore, openOpportunity } from '../records/open-opportunity.ts'
import { type IndexEventStore, indexEvent } from '../search/index-event.ts'

/** The repositories that it uses. */
export type PublishChangesStore = Bookings &
  Changes &
  Connections &
  Effects &
  Events &
  HeardOfEvents &
  Payments &
  Calendars &
  Revisions &
  IndexEventStore &
  FanOutEventStore &
  OfferFreedPlacesStore &
  OpenOpportunityStore

export interface PublishTools {
  store: PublishChangesStore
  clock: Clock
  random: Randomness
  bus: ChangeBus
  syncQueue: SyncQueue
  /** So many seconds a mail about an event waits after its last change. */
  quietSeconds: number
}

/** A recurring booking is told once, in the mail about its first date; every date is reminded of and synchronised. */
async function plannedEffects(tools: PublishTools, change: Change): Promise<Effect[]> {
  const { alsoBooked = [], ...first } = change
  const others = await Promise.all(
    alsoBooked.map(({ id, version }) => plannedEffectsOf(tools, { ...first, subjectId: id, version })),
  )
  return [...(await plannedEffectsOf(tools, first)), ...others.flat().filter(({ effect }) => effect !== 'mail')]
}

async function plannedEffectsOf({ store, quietSeconds }: PublishTools, change: Change): Promise<Effect[]> {
  const { company, subjectKind, subjectId, formerHosts = [] } = change
  const payment = subjectKind === 'payment' ? await store.payment(company, subjectId) : undefined
  const paidFor = payment && (await store.booking(company, payment.bookingId))
  const booking = subjectKind === 'booking' ? await store.booking(company, subjectId) : undefined
  const event = subjectKind === 'event' ? await store.event(company, subjectId) : undefined
  // Only the organizer's calendar gets an event (sync rule 14); a booking stands in the calendar of each host.
  const people = booking ? [...booking.hosts, ...formerHosts] : event ? [event.organizerId, ...formerHosts] : []
  const connections = (await Promise.all(people.map((id) => store.connectionsOf(company, id)))).flat()
  const mailed = mails[subjectKind]?.to(change, booking ?? paidFor) ?? []
  const before = event && mailed.length > 0 ? await store.effectsOf(company, subjectId) : []
  return effectsOf(
    change,
    mailed,
    booking,
    connections.filter((one) => one.status !== 'planning'),
    event,
    { quietMs: quietSeconds * SECOND_MS, waitsSince: (recipient) => waitsSince(before, recipient, change.at) },
  )
}

/** Marks those who are not told of it, and those for whom that is over. */
async function noteHears({ store }: PublishTools, { company, subjectId, version, hears }: Change): Promise<void> {
  if (!hears) return
  await store.leaveBehind(company, subjectId, hears.leftBehind, version)
  await store.catchUp(company, subjectId, hears.caughtUp, version)
}

/** Whether mails about an event still wait until nobody changes it: then they are looked at after this change. */
async function haveMailsWaiting({ store }: PublishTools, { company, subjectId }: Change): Promise<boolean> {
  const effects = await store.effectsOf(company, subjectId)
  return effects.some((one) => one.effect === 'mail' && one.state === 'planned')
}

function syncJobOf(effect: Effect): Extract<SyncJob, { job: 'push' }> {
  if (effect.recipient.to !== 'connection')
    throw new Error(`an effect of synchronisation is for ${effect.recipient.to}`)
  const { memberId, connectionId } = effect.recipient
  return {
    job: 'push',
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

/** Tells those who look at a calendar in which something changed, that has it now or had it before. */
async function raiseRevisions({ store }: PublishTools, change: Change): Promise<void> {
  const { company, alsoBooked = [] } = change
  const under = await Promise.all(
    [change.subjectId, ...alsoBooked.map(({ id }) => id)].map((id) => standsNow(store, change, id)),
  )
  const principals = new Set([...under.flat(), ...(change.formerHosts ?? [])])
  await Promise.all([...principals].map((principal) => store.raiseRevision(company, principal)))
}

async function standsNow(store: PublishChangesStore, { company, subjectKind }: Change, id: string): Promise<string[]> {
  if (subjectKind === 'booking') {
    const booking = await store.booking(company, id)
    return booking ? [...booking.hosts, ...booking.resources] : []
  }
  const event = subjectKind === 'event' ? await store.event(company, id) : undefined
  if (!event) return []
  // One that was removed is looked at as the one that its events went to.
  const known = event.calendarId === undefined ? [] : await store.calendars(company)
  const today = event.calendarId === undefined ? undefined : calendarToday(event.calendarId, known, [])
  return [...standsUnder(event), ...(today ? [today.id] : [])]
}

function noticeOf(
  { company, subjectKind, subjectId, version, kind, origin }: Change,
  effects: ChangeNotice['effects'],
): ChangeNotice {
  return { company, subjectKind, subjectId, version, kind, origin, effects }
}

/** What workers are told at once: one notice for each subject. Mails about events wait. */
function noticesOf(change: Change, effects: Effect[]): ChangeNotice[] {
  const atOnce = effects.filter(({ recipient }) => recipient.to !== 'asked')
  const subjects = Map.groupBy(atOnce, ({ subjectId }) => subjectId)
  return [...subjects].map(([subjectId, own]) => {
    const about = [...new Set(own.map(({ effect }) => effect))]
    return noticeOf({ ...change, subjectId, version: own[0]!.version }, about)
  })
}

/**
 * Publishes one change: its place in the search index, an effect row for each thing to do, the notice on the bus, sync
 * jobs to their queue, and only when all of that is safe the mark goes. Repeating it changes nothing: rows are written
 * once, workers look at the rows.
 */
export async function publishChange(tools: PublishTools, change: Change): Promise<void> {
  if (change.subjectKind === 'event') {
    await fanOutEvent(tools, change.company, change.subjectId, change.version)
    await indexEvent(tools, change.company, change.subjectId)
    await noteHears(tools, change)
  }
  // One record a booking: what moves it later finds it made.
  const isCertain = change.kind === 'booked' || change.kind === 'confirmed'
  const booking =
    change.subjectKind === 'booking' && isCertain
      ? await tools.store.booking(change.company, change.subjectId)
      : undefined
  if (booking) await openOpportunity(tools, booking)
  await raiseRevisions(tools, change)
  const effects = await plannedEffects(tools, change)
  for (const effect of effects) await tools.store.plan(effect)
  const isOfPayment = change.subjectKind === 'payment'
  const notices = noticesOf(change, effects)
  if (isOfPayment) notices.push(noticeOfPayment(change))
  if (change.subjectKind === 'event' && (await haveMailsWaiting(tools, change)))
    notices.push(noticeOf(change, ['quietMail']))
  if (notices.length > 0) {
    const refused = await tools.bus.publish(notices)
    const { subjectId, version } = change
    if (refused.length > 0) throw new Error(`the bus did not take the change ${subjectId} ${version}`)
    await sendSyncJobs(
      tools.syncQueue,
      effects.filter(({ effect }) => effect === 'sync'),
    )
  }
  const freed =
    change.subjectKind === 'booking' ? await tools.store.booking(change.company, change.subjectId) : undefined
  if (freed) await offerWhatWasFreed(tools, change, freed)
  await tools.store.unmark(change)
}
