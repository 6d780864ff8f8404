import { type Effect, LEASE_MS, QUICK_ROAD_MS } from '../../../shared/domain/effects/effect.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import { MINUTE_MS } from '../../../shared/domain/time/units.ts'
import type { Announcements } from '../../ports/announcements.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Changes } from '../../ports/changes.ts'
import type { Connections } from '../../ports/connections.ts'
import type { Effects } from '../../ports/effects.ts'
import type { Payments } from '../../ports/payment-rows.ts'
import type { Reminders } from '../../ports/reminders.ts'
import { answerRequest, type ConfirmBookingStore } from '../booking/confirm-booking.ts'
import { type HoldSlotStore, releaseHold } from '../booking/hold-slot.ts'
import { lookAtWaitlist, type OfferFreedPlacesStore } from '../booking/offer-freed-places.ts'
import { type AnnouncementStore, resolveAnnouncement } from '../event/resolve-announcements.ts'
import { noticeOfPayment } from '../payment/notice-of-payment.ts'
import { walkIntoIndex } from '../search/index-walk.ts'
import type { World } from '../world.ts'
import { type PlanRemindersStore, type ReminderTools, remindNow } from './plan-reminders.ts'
import { type PublishChangesStore, type PublishTools, publishChange, sendSyncJobs } from './publish-changes.ts'

/** The repositories that it uses. */
export type SweepStore = Announcements &
  Bookings &
  Changes &
  Connections &
  Effects &
  Payments &
  Reminders &
  ConfirmBookingStore &
  HoldSlotStore &
  OfferFreedPlacesStore &
  AnnouncementStore &
  PlanRemindersStore &
  PublishChangesStore

const POSTPONE_POISON_MS = 15 * MINUTE_MS

export type SweepTools = PublishTools & ReminderTools & World<SweepStore> & { log(fault: unknown, about: string): void }

/**
 * Does one after the other; one that fails is named, and stops none of the others. What it came to is the business of
 * `work`.
 */
async function each<T>(
  { log }: Pick<SweepTools, 'log'>,
  found: readonly T[],
  { about, work }: { about(one: T): string; work(one: T): Promise<void> },
): Promise<void> {
  for (const one of found)
    try {
      await work(one)
    } catch (fault) {
      log(fault, about(one))
    }
}

/**
 * Works from marks and overdue effects alone: whatever the stream, a queue or a schedule lost is found here and done.
 * One change that cannot be published is put off and named; it stops none of the others.
 */
export async function sweep(tools: SweepTools): Promise<void> {
  const due = tools.clock.now() - QUICK_ROAD_MS
  for (const change of await tools.store.markedChanges(due))
    try {
      await publishChange(tools, change)
    } catch (fault) {
      tools.log(fault, `change ${change.subjectId} ${change.version}`)
      await tools.store.postpone(change, tools.clock.now() + POSTPONE_POISON_MS)
    }
  await finishLeftClaims(tools, due)
  await each(tools, await tools.store.unansweredRequests(tools.clock.now()), {
    about: (request) => `request ${request.id}`,
    async work(request) {
      // One that was answered meanwhile needs nothing; one that could not be answered now keeps its mark for the next
      // round.
      void (await answerRequest(tools, request.company, request.id, 'lapse', 'system'))
    },
  })
  await each(tools, await tools.store.dueWaitlists(tools.clock.now()), {
    about: (list) => `waitlist ${list.type}`,
    work: (list) => lookAtWaitlist(tools, list),
  })
  await each(tools, await tools.store.dueReminders(due), {
    about: (row) => `reminder ${row.subjectId}`,
    work: (row) => remindNow(tools, row.company, row.subjectId),
  })
  // A connection that heard nothing for a while is polled, and its watch renewed, by the same job.
  await each(tools, await tools.store.dueConnections(tools.clock.now()), {
    about: ({ id }) => `connection ${id}`,
    async work({ company, memberId, id }) {
      await tools.syncQueue.send(
        { job: 'pull', company, memberId, connectionId: id },
        { dedup: `poll#${id}#${Math.floor(tools.clock.now() / LEASE_MS)}` },
      )
    },
  })
  const payments = await tools.store.duePayments(due)
  if (payments.length > 0)
    await tools.bus.publish(payments.map((one) => noticeOfPayment({ ...one, subjectId: one.id })))
  await remindWorkers(tools, await tools.store.overdueEffects(due), tools.clock.now())
  await walkIntoIndex(tools)
}

/** Holds that ended are cleared away, and claims without end whose announcer died are resolved. */
async function finishLeftClaims(tools: SweepTools, due: Instant): Promise<void> {
  // What was offered to somebody who waits goes on to the next one at once.
  const ended = await tools.store.endedHolds(tools.clock.now())
  await each(
    tools,
    ended.filter(({ heldUntil = 0, offeredTo }) => offeredTo !== undefined || heldUntil <= due),
    {
      about: (held) => `hold ${held.id}`,
      async work(held) {
        // One that could not be released now keeps its mark for the next round, and takes nobody's time: it ends by
        // itself.
        void (await releaseHold(tools, held.company, held.id))
      },
    },
  )
  await each(tools, await tools.store.openAnnouncements(due), {
    about: (announcement) => `announcement ${announcement.id}`,
    async work(announcement) {
      // How it came out its event tells; one that could not be decided now keeps its mark for the next round.
      void (await resolveAnnouncement(tools, announcement))
    },
  })
}

/** Tells the workers again about effects that nobody finished: one notice per subject, one job per connection. */
async function remindWorkers(tools: SweepTools, effects: Effect[], now: Instant): Promise<void> {
  const bySubject = Map.groupBy(effects, ({ company, subjectId, version }) => `${company}#${subjectId}#${version}`)
  const notices = [...bySubject.values()].flatMap((group) => {
    const [first] = group
    const kinds = [...new Set(group.map(({ effect }) => effect))].filter((kind) => kind !== 'sync')
    if (!first || kinds.length === 0) return []
    const { company, subjectKind, subjectId, version, origin } = first
    return [{ company, subjectKind, subjectId, version, kind: 'changed' as const, origin, effects: kinds }]
  })
  if (notices.length > 0) await tools.bus.publish(notices)
  // A new round each lease, so that the queue does not take the repeat for the job it already had.
  await sendSyncJobs(
    tools.syncQueue,
    effects.filter(({ effect }) => effect === 'sync'),
    Math.floor(now / LEASE_MS),
  )
}
