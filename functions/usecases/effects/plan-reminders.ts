import { isRefusal } from '../../../shared/domain/answers/refusal.ts'
import { planForEvent, reminderMailsDue } from '../../../shared/domain/effects/event-reminders.ts'
import { dueReminders } from '../../../shared/domain/effects/reminder.ts'
import {
  planAfter,
  planFor,
  type ReminderPlan,
  remindedOf,
  reminderEffect,
  remindsOf,
} from '../../../shared/domain/effects/reminder-plan.ts'
import type { Instant } from '../../../shared/domain/time/time.ts'
import type { Bookings } from '../../ports/bookings.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Effects } from '../../ports/effects.ts'
import type { Events } from '../../ports/events.ts'
import type { ChangeBus } from '../../ports/job-queue.ts'
import type { Members } from '../../ports/members.ts'
import type { Randomness } from '../../ports/randomness.ts'
import type { Reminders } from '../../ports/reminders.ts'
import type { Scheduler } from '../../ports/scheduler.ts'
import { over, patiently } from '../attempt.ts'

/** The repositories that it uses. */
export type PlanRemindersStore = Bookings & Effects & Events & Members & Reminders

export interface ReminderTools {
  store: PlanRemindersStore
  clock: Clock
  random: Pick<Randomness, 'fraction'>
  scheduler: Scheduler
  bus: ChangeBus
}

/** What was written, and the tick that was planned before it. */
interface Planned {
  former: Instant | undefined
  plan: ReminderPlan
}

/** What is planned for a booking or an event as it stands now; nothing where there is neither. */
async function planOf(
  { store }: ReminderTools,
  company: string,
  subjectId: string,
  former: ReminderPlan | undefined,
  now: Instant,
): Promise<ReminderPlan | undefined> {
  const booking = await store.booking(company, subjectId)
  if (booking) return planFor(booking, former, now)
  const event = await store.event(company, subjectId)
  if (!event) return undefined
  const members = await store.members(company)
  return planForEvent(event, former, members, former?.doneUntil ?? Math.min(event.updatedAt, now))
}

/** Plans the next reminder of a subject: the row first, then its schedule; the row alone is enough for the sweep. */
async function planReminders(tools: ReminderTools, company: string, subjectId: string): Promise<void> {
  const planned = await patiently<Planned | undefined>(tools, async ({ now }) => {
    const row = await tools.store.reminder(company, subjectId)
    const plan = await planOf(tools, company, subjectId, row, now)
    if (!plan) return over(undefined)
    // Somebody else plans the same at this moment: what they wrote is read and planned upon.
    return (await tools.store.putReminder(plan, row?.version ?? 0)) ? over({ former: row?.nextAt, plan }) : 'again'
  })
  if (!planned) return
  if (isRefusal(planned)) throw new Error(`the reminders of ${subjectId} keep changing`)
  const { former, plan } = planned
  if (former !== undefined && former !== plan.nextAt) await tools.scheduler.cancel({ company, subjectId, at: former })
  if (plan.nextAt !== undefined)
    await tools.scheduler.plan({ company, subjectId, at: Math.max(plan.nextAt, tools.clock.now() + 1000) })
}

/** The planning that changes asked for, recorded as done. */
export async function planRemindersOf(tools: ReminderTools, company: string, subjectId: string): Promise<void> {
  const open = (await tools.store.effectsOf(company, subjectId)).filter(
    (one) => one.effect === 'reminder' && one.state === 'planned',
  )
  await planReminders(tools, company, subjectId)
  const doneAt = tools.clock.now()
  for (const effect of open)
    await tools.store.finish({ ...effect, state: 'sent', attempts: effect.attempts + 1, doneAt })
}

/**
 * A tick has come, perhaps late, perhaps twice, perhaps for a booking that has moved: everything is checked against
 * what stands now. Writes an effect for each person to remind, tells the bus, and plans the next tick.
 */
export async function remindNow(tools: ReminderTools, company: string, subjectId: string): Promise<void> {
  const [row, booking] = await Promise.all([
    tools.store.reminder(company, subjectId),
    tools.store.booking(company, subjectId),
  ])
  const now = tools.clock.now()
  if (row?.nextAt === undefined || row.nextAt > now) return
  if (!booking) {
    await remindOfEvent(tools, row, now)
    return
  }
  if (booking.status !== 'cancelled' && booking.startsAt === row.startsAt) {
    const { send, skip } = dueReminders(row.startsAt, row.minutesBefore, row.doneUntil, now)
    const known = await tools.store.effectsOf(company, subjectId)
    for (const recipient of remindedOf(booking)) {
      const fresh = (minutesBefore: number) =>
        !known.some((one) => remindsOf(one, recipient, row.startsAt, minutesBefore))
      for (const { reminder, reason } of skip)
        if (fresh(reminder.minutesBefore))
          await tools.store.plan({
            ...reminderEffect(booking, recipient, reminder),
            state: 'skipped',
            reason,
            doneAt: now,
          })
      if (send && fresh(send.minutesBefore)) await tools.store.plan(reminderEffect(booking, recipient, send))
    }
    if (send) {
      const { version } = booking
      const refused = await tools.bus.publish([
        { company, subjectKind: 'booking', subjectId, version, kind: 'changed', origin: 'system', effects: ['mail'] },
      ])
      if (refused.length > 0) throw new Error(`the bus did not take the reminder of ${subjectId}`)
    }
  }
  const plan = planAfter(row, booking, now)
  if (!(await tools.store.putReminder(plan, row.version))) return
  if (plan.nextAt !== undefined) await tools.scheduler.plan({ company, subjectId, at: plan.nextAt })
}

/** The same of an event: each date once, at the time that it has by now. */
async function remindOfEvent(tools: ReminderTools, row: ReminderPlan, now: Instant): Promise<void> {
  const { company, subjectId, doneUntil } = row
  const event = await tools.store.event(company, subjectId)
  if (!event) return
  const members = await tools.store.members(company)
  const due = reminderMailsDue(event, members, { doneUntil, now })
  for (const effect of due) await tools.store.plan(effect)
  if (due.some(({ state }) => state === 'planned')) {
    const { version } = event
    const refused = await tools.bus.publish([
      { company, subjectKind: 'event', subjectId, version, kind: 'changed', origin: 'system', effects: ['mail'] },
    ])
    if (refused.length > 0) throw new Error(`the bus did not take the reminder of ${subjectId}`)
  }
  const plan = planForEvent(event, row, members, now)
  if (!(await tools.store.putReminder(plan, row.version))) return
  if (plan.nextAt !== undefined) await tools.scheduler.plan({ company, subjectId, at: plan.nextAt })
}
