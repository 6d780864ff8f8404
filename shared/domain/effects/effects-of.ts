import type { Booking } from '../booking/booking.ts'
import type { Change } from '../changes/change.ts'
import type { CalendarEvent } from '../event/calendar-event.ts'
import type { CalendarConnection } from '../sync/connection.ts'
import type { Instant } from '../time/time.ts'
import type { Effect, EffectKind } from './effect.ts'
import { hasMailReminders } from './event-reminders.ts'
import type { Recipient } from './recipient.ts'

/**
 * Everything that follows from a change, for the state that it left: its mails, the planning of reminders, copies in
 * other calendars.
 * @param mailed who gets a mail, as the mails say it
 * @param booking the booking that changed
 * @param connections those of the people it concerns
 * @param event the event that changed
 * @param quiet of an event: how long its mails wait, and since when each of its readers does
 */
export function effectsOf(
  change: Change,
  mailed: Recipient[],
  booking: Booking | undefined,
  connections: CalendarConnection[],
  event?: CalendarEvent,
  quiet?: { quietMs: number; waitsSince(recipient: Recipient): Instant },
): Effect[] {
  const planned: { effect: EffectKind; recipient: Recipient }[] = mailed.map((recipient) => ({
    effect: 'mail',
    recipient,
  }))
  if (booking && booking.reminderMinutesBefore.length > 0)
    planned.push({ effect: 'reminder', recipient: { to: 'nobody' } })
  if (event && hasMailReminders(event)) planned.push({ effect: 'reminder', recipient: { to: 'nobody' } })
  for (const connection of connections) {
    // What came from a calendar is not sent back to it.
    if (change.origin === `connection:${connection.id}`) continue
    const { memberId, id: connectionId } = connection
    planned.push({ effect: 'sync', recipient: { to: 'connection', memberId, connectionId } })
  }
  const isFormer = (recipient: Recipient) =>
    recipient.to === 'host' &&
    change.formerHosts?.includes(recipient.memberId) === true &&
    booking?.hosts.includes(recipient.memberId) !== true
  return planned.map(({ effect, recipient }) => ({
    company: change.company,
    subjectKind: change.subjectKind,
    subjectId: change.subjectId,
    version: change.version,
    effect,
    recipient,
    ...(isFormer(recipient) && change.formerStartsAt !== undefined && { wasAt: change.formerStartsAt }),
    about: change.kind,
    origin: change.origin,
    state: 'planned',
    dueAt: change.at + (recipient.to === 'asked' && quiet ? quiet.quietMs : 0),
    attempts: 0,
    ...(recipient.to === 'asked' && quiet && { waitsSince: quiet.waitsSince(recipient) }),
    ...(recipient.to === 'asked' && change.hears?.note !== undefined && { note: change.hears.note }),
  }))
}
