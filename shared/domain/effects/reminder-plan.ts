import type { Booking } from '../booking/booking.ts'
import type { Member } from '../people/member.ts'
import type { Instant } from '../time/time.ts'
import { MINUTE_MS } from '../time/units.ts'
import type { Effect } from './effect.ts'
import { isSameRecipient, type Recipient } from './recipient.ts'
import { nextReminder, type Reminder } from './reminder.ts'

/** What is planned for the reminders of one subject. */
export interface ReminderPlan {
  company: string
  subjectId: string
  version: number
  startsAt: Instant
  minutesBefore: number[]
  /** Reminders due at or before this instant have been dealt with. */
  doneUntil: Instant
  /** Absent when nothing is left to send. */
  nextAt?: Instant
}

/**
 * What is planned for a booking as it stands now; a start that moved begins anew, one that stayed keeps what was done.
 */
export function planFor(booking: Booking, former: ReminderPlan | undefined, now: Instant): ReminderPlan {
  const keeps = former?.startsAt === booking.startsAt
  const doneUntil = keeps ? former.doneUntil : Math.min(booking.updatedAt, now)
  const isCancelled = booking.status === 'cancelled'
  const next = isCancelled ? undefined : nextReminder(booking.startsAt, booking.reminderMinutesBefore, doneUntil)
  return {
    company: booking.company,
    subjectId: booking.id,
    version: (former?.version ?? 0) + 1,
    startsAt: booking.startsAt,
    minutesBefore: booking.reminderMinutesBefore,
    doneUntil,
    ...(next && { nextAt: next.dueAt }),
  }
}

/** The plan once all that was due by now is dealt with. */
export function planAfter({ nextAt: _done, ...plan }: ReminderPlan, booking: Booking, now: Instant): ReminderPlan {
  const next = booking.status === 'cancelled' ? undefined : nextReminder(plan.startsAt, plan.minutesBefore, now)
  return { ...plan, version: plan.version + 1, doneUntil: now, ...(next && { nextAt: next.dueAt }) }
}

/** The plan where something else than its subject has changed: it is looked at, and made anew, as soon as can be. */
export const lookedAtAnew = (plan: ReminderPlan, now: Instant): ReminderPlan => ({
  ...plan,
  version: plan.version + 1,
  nextAt: Math.min(plan.nextAt ?? now, now),
})

/** Everybody who is reminded of a booking. */
export const remindedOf = ({ guests, hosts, isQuiet }: Booking): Recipient[] => [
  ...(isQuiet ? [] : [{ to: 'customer' } as const, ...guests.map((email): Recipient => ({ to: 'guest', email }))]),
  ...hosts.map((memberId): Recipient => ({ to: 'host', memberId })),
]

/** What is still to remind of a booking as it stands, the earliest first. */
export function plannedOf(booking: Booking, now: Instant): (Reminder & { recipients: Recipient[] })[] {
  if (booking.status === 'cancelled') return []
  const minutes = [...new Set(booking.reminderMinutesBefore)].sort((a, b) => b - a)
  return minutes
    .map((minutesBefore) => ({ minutesBefore, dueAt: booking.startsAt - minutesBefore * MINUTE_MS }))
    .filter(({ dueAt }) => dueAt > now)
    .map((reminder) => ({ ...reminder, recipients: remindedOf(booking) }))
}

/** Where a mail about a booking goes; nothing where its host has left. */
export function addressOfReminded(
  recipient: Recipient,
  { customer }: Booking,
  members: Pick<Member, 'id' | 'email'>[],
): string | undefined {
  if (recipient.to === 'customer') return customer.email
  if (recipient.to === 'host') return members.find(({ id }) => id === recipient.memberId)?.email
  return 'email' in recipient ? recipient.email : undefined
}

/** The mail that reminds somebody. */
export function reminderEffect(booking: Booking, recipient: Recipient, reminder: Reminder): Effect {
  return {
    company: booking.company,
    subjectKind: 'booking',
    subjectId: booking.id,
    version: booking.version,
    effect: 'mail',
    recipient,
    about: 'reminder',
    origin: 'system',
    state: 'planned',
    dueAt: reminder.dueAt,
    attempts: 0,
    startsAt: booking.startsAt,
    minutesBefore: reminder.minutesBefore,
  }
}

/** Whether an effect is that reminder, to them, of that start. */
export const remindsOf = (effect: Effect, recipient: Recipient, startsAt: Instant, minutesBefore: number): boolean =>
  effect.about === 'reminder' &&
  isSameRecipient(effect.recipient, recipient) &&
  effect.startsAt === startsAt &&
  effect.minutesBefore === minutesBefore
